// What becomes of a block pasted from a spreadsheet? It is laid into the boxes as it is; the server,
// which alone reads numbers, tells which cells it refuses, and those boxes get back what they had.
import { Laid } from "./laid.js";
import { visit } from "./moving.js";
import { place } from "./placing.js";
import { isBlock, splitCells } from "./splitting.js";

const LONGEST = 1_000_000;
const NOTHING = "Nothing was filled in";
const TOO_LARGE = "What you pasted is far larger than this sheet. Copy only its rows.";
const UNCHECKED = "The figures could not be checked just now: they stand as pasted, and are checked when you save.";

export class Pasting {
  constructor(grid, keeper, answers, panel, headings) {
    Object.assign(this, { grid, keeper, answers, panel, headings });
    document.addEventListener("paste", (event) => this.onPaste(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    grid.form.addEventListener("input", (event) => { if (event.isTrusted) this.isFresh = false; });
  }

  // Into the box with the focus; with none, from the first box on.
  startOf(event) {
    if (this.grid.has(event.target)) return event.target;
    return event.target.closest?.("input, textarea, select") ? null : this.grid.boxes[0];
  }

  onPaste(event) {
    const start = this.startOf(event);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!start || !isBlock(text, event.clipboardData.getData("text/html"), event.target)) return;
    event.preventDefault();
    if (text.length > LONGEST) {
      this.panel.show({ title: NOTHING, notes: [TOO_LARGE] });
      return;
    }
    const rows = splitCells(text);
    if (rows.length) this.lay(place(this.grid, start, rows, this.headings));
  }

  async lay({ puts, refused, notes }) {
    const laid = new Laid(this.grid, puts);
    this.laid = laid;
    this.isFresh = true;
    if (!laid.size) {
      this.tell(laid, { refused, mend: [], notes });
      return;
    }
    this.changed(laid.boxes);
    const { status, answer } = await this.keeper.keep();
    if (this.laid !== laid) return; // undone, or pasted over, meanwhile
    const read = status === 200 ? laid.settle(answer.lines) : { refused: [], mend: [], changed: [] };
    if (read.changed.length) this.changed(read.changed);
    this.tell(laid, {
      refused: [...refused, ...read.refused],
      mend: read.mend,
      notes: status === 200 ? notes : [...notes, UNCHECKED],
    });
  }

  tell(laid, { refused, mend, notes }) {
    const counts = [laid.filled ? `${boxes(laid.filled)} filled` : NOTHING];
    if (refused.length) counts.push(`${refused.length} refused`);
    if (mend.length) counts.push(`${mend.length} to mend`);
    const undo = laid.size ? () => this.undo() : null;
    this.panel.show({ title: counts.join(", "), listed: [...refused, ...mend], notes, undo });
  }

  changed(changed) {
    for (const box of changed) this.answers.fade(box);
    this.keeper.typed();
  }

  onKey(event) {
    const undoes = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!undoes || !this.isFresh || !this.laid?.size) return;
    event.preventDefault();
    this.undo();
  }

  undo() {
    const { undone, kept } = this.laid.undo();
    this.laid = null;
    this.isFresh = false;
    this.changed(undone);
    const notes = kept ? [`${boxes(kept)} typed into since then left alone.`] : [];
    this.panel.show({ title: `Paste undone: ${boxes(undone.length)} as before`, notes });
    if (undone.length) visit(undone[0]);
  }
}

const boxes = (count) => `${count} ${count === 1 ? "box" : "boxes"}`;
