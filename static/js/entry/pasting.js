// What becomes of a block pasted from a spreadsheet? It is laid into the boxes as it is; the server,
// which alone reads numbers, tells which cells it refuses, and those boxes get back what they had.
import { visit } from "./moving.js";
import { place } from "./placing.js";
import { isBlock, splitCells } from "./splitting.js";

const FIELDS = { n: "numerator", d: "denominator", m: "missing", c: "comment" };
const LONGEST = 1_000_000;
const UNCHECKED = "The figures could not be checked just now: they stand as pasted, and are checked when you save.";

export class Pasting {
  constructor(grid, keeper, answers, panel) {
    Object.assign(this, { grid, keeper, answers, panel });
    this.before = null; // each pasted box: what it held, and what the paste put there
    document.addEventListener("paste", (event) => this.onPaste(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    grid.form.addEventListener("input", (event) => { if (event.isTrusted) this.isFresh = false; });
  }

  // Into the box with the focus; with none, from the first box on.
  target(event) {
    const at = event.target;
    if (this.grid.has(at)) return at;
    return at.closest?.("input, textarea, select, [contenteditable]") ? null : this.grid.boxes[0];
  }

  onPaste(event) {
    const start = this.target(event);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!start || !isBlock(text, event.clipboardData.getData("text/html"), event.target)) return;
    event.preventDefault();
    if (text.length > LONGEST) {
      this.panel.show({ title: "Nothing was filled in", notes: ["What you pasted is far larger than this sheet. Copy only its rows."] });
      return;
    }
    const rows = splitCells(text);
    if (rows.length) this.lay(place(this.grid, start, rows));
  }

  async lay({ puts, refused, notes }) {
    this.before = new Map(puts.map(({ box, text }) => [box, { had: box.value, put: text }]));
    for (const { box, text } of puts) box.value = text;
    this.isFresh = true;
    const mine = this.before;
    this.changed(mine.keys());
    const told = [...refused];
    const extra = [...notes];
    if (puts.length) {
      const { status, answer } = await this.keeper.keep();
      if (this.before !== mine) return; // undone, or pasted over, meanwhile
      if (status === 200) this.settle(answer.lines, told);
      else extra.push(UNCHECKED);
    }
    this.panel.show({ ...summary(mine, told), refused: told, notes: extra, undo: puts.length && (() => this.undo()) });
  }

  settle(lines, told) {
    const returned = [];
    for (const [box, cell] of this.before) {
      const { row, column } = this.grid.placeOf(box);
      const answer = lines[this.grid.rows[row].pk];
      const faults = (answer?.faults ?? []).filter((fault) => fault.field === FIELDS[column]);
      if (faults.length) {
        box.value = cell.had;
        this.before.delete(box);
        returned.push(box);
        told.push({ box, told: `${this.grid.nameOf(box)}: ${faults.map((fault) => fault.told).join(" ")}` });
      }
    }
    const moved = this.grid.rows.flatMap((line) => this.toReason(line, lines[line.pk]));
    if (returned.length || moved.length) this.changed([...returned, ...moved]);
  }

  // A word such as n/a, which the server reads as a reason, moves to the list of reasons.
  toReason(line, answer) {
    const list = line.boxes.m;
    const words = [line.boxes.n, line.boxes.d].filter((box) => this.before.has(box) && box.value && !/\d/.test(box.value));
    const reason = answer && !answer.faults.length && [...list.options].find((one) => one.value && one.text === answer.value);
    if (!words.length || !reason) return [];
    for (const box of words) this.refill(box, "");
    this.refill(list, reason.value);
    return [...words, list];
  }

  refill(box, text) {
    const had = this.before.get(box)?.had ?? box.value;
    box.value = text;
    this.before.set(box, { had, put: text });
  }

  changed(boxes) {
    for (const box of boxes) this.answers.fade(box);
    this.keeper.typed();
  }

  onKey(event) {
    const undoes = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!undoes || !this.isFresh || !this.before) return;
    event.preventDefault();
    this.undo();
  }

  // A box that was typed into since keeps what was typed.
  undo() {
    const pasted = [...(this.before ?? [])];
    const untouched = pasted.filter(([box, { put }]) => box.value === put);
    for (const [box, { had }] of untouched) box.value = had;
    this.before = null;
    this.isFresh = false;
    this.changed(untouched.map(([box]) => box));
    const kept = pasted.length - untouched.length;
    const notes = kept ? [`${boxes(kept)} typed into since ${kept === 1 ? "was" : "were"} left alone.`] : [];
    this.panel.show({ title: `Paste undone: ${boxes(untouched.length)} as before`, notes });
    if (untouched.length) visit(untouched[0][0]);
  }
}

const boxes = (count) => `${count} ${count === 1 ? "box" : "boxes"}`;

function summary(filled, refused) {
  const lead = filled.size ? `${boxes(filled.size)} filled` : "Nothing was filled in";
  return { title: refused.length ? `${lead}, ${refused.length} refused` : lead };
}
