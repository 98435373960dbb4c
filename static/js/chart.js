// Measure pages: draw each figure that the server sent as JSON over its plain picture.
// Without script, or if drawing fails, the picture stays; the table stands beneath either way.
const options = { displayModeBar: false, responsive: true, doubleClick: false };

// The pointer reads a mark by hovering; the arrow keys do the same, aloud.
function readByKeys(box, figure) {
  const line = figure.data[0];
  const told = document.createElement("p");
  told.className = "govuk-visually-hidden";
  told.setAttribute("aria-live", "polite");
  box.after(told);
  let at = -1;
  const show = (index) => {
    at = index;
    window.Plotly.Fx.hover(box, [{ curveNumber: 0, pointNumber: at }]);
    told.textContent = line.text[at];
  };
  const step = (by) => {
    let next = at < 0 ? (by > 0 ? 0 : line.y.length - 1) : at + by;
    while (next >= 0 && next < line.y.length && line.y[next] === null) next += by;
    if (next >= 0 && next < line.y.length) show(next);
  };
  box.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) { event.preventDefault(); step(by); }
    if (event.key === "Escape") { window.Plotly.Fx.unhover(box); at = -1; }
  });
  box.addEventListener("blur", () => { window.Plotly.Fx.unhover(box); at = -1; });
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
  box.after(canvas);
  try {
    await window.Plotly.newPlot(canvas, figure.data, figure.layout, options);
  } catch {
    canvas.remove();
    return;
  }
  box.remove();
  readByKeys(canvas, figure);
}

for (const box of document.querySelectorAll("[data-chart]")) draw(box);
