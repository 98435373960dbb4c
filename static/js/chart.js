// Measure pages: draw each figure that the server sent as JSON in place of its plain picture, and
// bring in what is only worked out when someone asks for it. Without script, or if either fails,
// the picture and the link stay; the table stands beneath either way. On paper the picture stays
// too: a drawing made for a screen would be cut off at the page's edge.
const options = { displayModeBar: false, responsive: true, doubleClick: false };
// Below this width words beside the chart would leave no room for it: the key says them too.
const NARROW = 620;

const hasWords = (trace) => Array.isArray(trace.text);

// The pointer reads a mark by hovering; the arrow keys do the same, aloud: first the months, then
// the months ahead or the published numbers.
function readByKeys(box, figure) {
  const told = document.createElement("p");
  told.className = "govuk-visually-hidden";
  told.setAttribute("aria-live", "polite");
  box.after(told);
  const stops = figure.data.flatMap((trace, curve) => (hasWords(trace)
    ? trace.y.flatMap((value, point) => (value === null ? [] : [{ curve, point, words: trace.text[point] }]))
    : []));
  let at = -1;
  const leave = () => { window.Plotly.Fx.unhover(box); at = -1; };
  const step = (by) => show(at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by);
  const show = (next) => {
    if (next < 0 || next >= stops.length) return;
    at = next;
    window.Plotly.Fx.hover(box, [{ curveNumber: stops[at].curve, pointNumber: stops[at].point }]);
    told.textContent = stops[at].words.replaceAll("<br>", ". ");
  };
  box.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const end = { Home: 0, End: stops.length - 1 }[event.key];
    if (by) { event.preventDefault(); step(by); }
    if (end !== undefined) { event.preventDefault(); show(end); }
    if (event.key === "Escape") leave();
  });
  box.addEventListener("blur", leave);
}

// The same chart with the room that its words need, or without them where there is none.
function fitted(layout, width) {
  if (width >= NARROW) return layout;
  return {
    ...layout,
    height: 284 + layout.margin.t,
    margin: { ...layout.margin, l: 44, r: 12 },
    annotations: layout.annotations.filter((one) => one.name !== "beside"),
    xaxis: { ...layout.xaxis, dtick: undefined, nticks: 4 },
  };
}

// Marks of a size that keeps them apart.
function sized(data, width) {
  if (width >= NARROW) return data;
  const smaller = (size) => (Array.isArray(size) ? size.map((one) => one * 0.65) : size);
  return data.map((trace) => (trace.marker
    ? { ...trace, marker: { ...trace.marker, size: smaller(trace.marker.size) } } : trace));
}

async function draw(box) {
  const source = document.getElementById(box.dataset.chart);
  if (!source || !window.Plotly) return;
  const figure = JSON.parse(source.textContent);
  const canvas = document.createElement("div");
  canvas.className = "app-chart";
  canvas.dataset.drawn = "yes";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", "Chart: read each month with the left and right arrow keys");
  const summary = box.parentElement.querySelector(".app-figure__summary");
  if (summary) {
    summary.id = `${box.dataset.chart}-summary`;
    canvas.setAttribute("aria-describedby", summary.id);
  }
  const width = box.clientWidth;
  box.after(canvas);
  try {
    await window.Plotly.newPlot(canvas, sized(figure.data, width), fitted(figure.layout, width), options);
  } catch {
    canvas.remove();
    return;
  }
  box.dataset.still = "yes";
  readByKeys(canvas, figure);
  let isNarrow = width < NARROW;
  window.addEventListener("resize", () => {
    if ((canvas.clientWidth < NARROW) === isNarrow) return;
    isNarrow = !isNarrow;
    const now = canvas.clientWidth;
    window.Plotly.react(canvas, sized(figure.data, now), fitted(figure.layout, now), options);
  });
}

// A part of another page, brought here when its link is followed; the link still leads there.
async function open(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = answer.ok && !answer.redirected && page.getElementById(link.dataset.open);
  if (!part) throw new Error("not there");
  link.closest("p").replaceWith(part);
  for (const box of part.querySelectorAll("[data-chart]")) draw(box);
  part.closest("section").querySelector("h2").focus();
}

for (const box of document.querySelectorAll("[data-chart]")) draw(box);
for (const link of document.querySelectorAll("a[data-open]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => window.location.assign(link.href));
  });
}
