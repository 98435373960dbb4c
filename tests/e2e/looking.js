// Which accessibility faults has this page? Each as "rule: where, and what is wrong".
//
// Contrast is four fifths of the work and depends on style alone: of the words that look the same
// in every respect (colour, size, weight, and all that lies behind them) three are asked.
async ({ options, colours }) => {
  const ASKED = "data-asked";
  const numbers = new Map();
  const looks = new Map();

  const number = (key) => numbers.get(key) ?? numbers.set(key, numbers.size).get(key);
  const describe = (one, style) => [
    one.parentElement && look(one.parentElement),
    one.localName, one.getAttribute("class"), one.checkVisibility(), one.matches(":disabled"),
    style.color, style.fontSize, style.fontWeight, style.textShadow, style.opacity, style.filter,
    style.backgroundColor, style.backgroundImage, style.position, style.mixBlendMode,
  ];
  const look = (one) => {
    if (!looks.has(one)) looks.set(one, number(describe(one, getComputedStyle(one)).join("|")));
    return looks.get(one);
  };
  const hasWords = (one) =>
    Boolean(one.value || one.placeholder) ||
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const seen = new Map();
  for (const one of colours ? document.body.querySelectorAll("*") : []) {
    if (!hasWords(one)) continue;
    const times = (seen.get(look(one)) ?? 0) + 1;
    seen.set(look(one), times);
    if (times <= 3) one.setAttribute(ASKED, "");
  }
  const contrast = { id: "color-contrast", selector: `[${ASKED}]`, enabled: colours };
  axe.configure({ noHtml: true, rules: [contrast] });
  const { violations } = await axe.run(options);
  for (const one of document.querySelectorAll(`[${ASKED}]`)) one.removeAttribute(ASKED);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
