// The draft of a letter: another page of it without leaving, and a finding split at the cursor.
const form = document.querySelector("form[data-letter]");

// The pane is the one that the server would show: asked for by its own address, and put in place.
async function show(number) {
  const pane = document.getElementById("letter-page");
  const asked = await fetch(`${form.action}?page=${number}`, { headers: { Accept: "text/html" } });
  if (!asked.ok || asked.redirected) throw new Error("The page did not come.");
  const there = new DOMParser().parseFromString(await asked.text(), "text/html");
  const fresh = there.getElementById("letter-page");
  if (!fresh) throw new Error("The page did not come.");
  const isOpen = pane.querySelector("details")?.open;
  pane.replaceChildren(...fresh.childNodes);
  pane.setAttribute("aria-label", fresh.getAttribute("aria-label"));
  if (isOpen) pane.querySelector("details").open = true;
  form.querySelector("[data-shown-page]").value = number;
  pane.scrollTop = 0;
  return pane;
}

// Beside the fields the pane is in sight; above them, on a small screen, it must be gone to.
function reach(pane, button) {
  if (pane.contains(document.activeElement) || button.closest("#letter-page")) {
    pane.querySelector("[aria-current]")?.focus({ preventScroll: true });
  }
  if (getComputedStyle(pane).position !== "sticky") {
    pane.scrollIntoView();
    pane.focus({ preventScroll: true });
  }
}

// An empty line where the cursor stands, unless there is one already.
function openAtCursor(box) {
  if (/\n[^\S\n]*\n/.test(box.value.trim())) return;
  const at = box.selectionStart;
  if (at <= 0 || at >= box.value.length) return;
  box.value = `${box.value.slice(0, at).trimEnd()}\n\n${box.value.slice(at).trimStart()}`;
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (!button) return;
  const split = button.dataset.split && document.getElementById(button.dataset.split);
  if (split) openAtCursor(split);
  const [deed, number] = button.value.split(":");
  if (deed !== "page") return;
  event.preventDefault();
  show(number).then((pane) => reach(pane, button)).catch(() => {
    // Without an answer the form goes the way it goes without script.
    form.requestSubmit(button);
  });
});
