// What do the figures on each line come to? The server's answer, put beside the boxes.
import { note, notesText } from "./notes.js";

const MOST_TOLD = 3;
const FIELDS = { numerator: "n", denominator: "d", missing: "m", comment: "c" };

export class Answers {
  constructor(grid, live) {
    this.grid = grid;
    this.live = live;
    this.touched = new Set();
    grid.form.addEventListener("input", (event) => {
      if (!grid.has(event.target)) return;
      this.touched.add(this.lineOf(event.target));
      this.fade(event.target);
    });
  }

  lineOf(box) { return this.grid.rows[this.grid.placeOf(box).row]; }

  // The value beside a box that has changed is the old one until the answer comes.
  fade(box) {
    if (this.grid.placeOf(box).column !== "c") valueOf(this.lineOf(box)).classList.add("app-grid__value--old");
  }

  show(lines) {
    const told = [];
    for (const line of this.grid.rows) {
      const answer = lines[line.pk] ?? { value: "", word: "", faults: [], warnings: [] };
      const changed = showLine(line, answer);
      if (changed && this.touched.has(line)) told.push(words(line, answer));
    }
    this.touched.clear();
    if (told.length && told.length <= MOST_TOLD) this.live.textContent = told.join(" ");
  }
}

const valueOf = (line) => document.getElementById(`v${line.pk}`);

// Why is asked once, and no more when the comment says something.
function asking(line, warnings) {
  const told = warnings.map((one) => one.replace(/ Say why\.$/, ""));
  return told.length && !line.boxes.c.value.trim() ? [...told, "Say why."] : told;
}

const ended = (text) => (/[.?!]$/.test(text) ? text : `${text}.`);

function words(line, { value, word, faults, warnings }) {
  const said = faults.length ? faults.map((one) => one.told) : [[value, word].filter(Boolean).join(", "), ...asking(line, warnings)];
  return `${line.name}: ${said.filter(Boolean).map(ended).join(" ") || "empty."}`;
}

// Tells whether anything on the line says something else than before.
function showLine(line, answer) {
  const before = textOf(line);
  showValue(valueOf(line), answer);
  note(line, "e", "app-grid__fault", answer.faults.map((one) => one.told).join(" "), "Error:");
  note(line, "w", "app-grid__warning", asking(line, answer.warnings).join(" "), "Check:");
  markBoxes(line, answer);
  return textOf(line) !== before;
}

const textOf = (line) => line.element.textContent + notesText(line);

function showValue(cell, { value, rag, word, reason }) {
  cell.classList.remove("app-grid__value--old");
  cell.replaceChildren(value);
  const tag = value && word && document.getElementById(`rag-${rag}`)?.content.firstElementChild.cloneNode(true);
  if (!tag) return;
  tag.lastChild.textContent = word;
  const why = document.createElement("small");
  why.textContent = reason;
  cell.append(tag, why);
}

function markBoxes(line, { faults, warnings }) {
  const wrong = new Set(faults.map((one) => FIELDS[one.field]));
  line.element.classList.toggle("app-grid__odd", wrong.size > 0);
  for (const [column, box] of Object.entries(line.boxes)) {
    const asked = column === "n" && document.getElementById(`s${line.pk}`)?.id;
    const notes = [wrong.has(column) && `e${line.pk}`, asked, column === "c" && warnings.length && `w${line.pk}`];
    const ids = notes.filter(Boolean).join(" ");
    box.toggleAttribute("aria-invalid", wrong.has(column));
    if (wrong.has(column)) box.setAttribute("aria-invalid", "true");
    if (ids) box.setAttribute("aria-describedby", ids);
    else box.removeAttribute("aria-describedby");
  }
}
