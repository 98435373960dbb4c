// One paste, cell by cell: what each box held before, what was put there, and what stays.

const FIELDS = { n: "numerator", d: "denominator", m: "missing", c: "comment" };

export class Laid {
  constructor(grid, puts) {
    this.grid = grid;
    this.cells = new Map(puts.map(({ box, text }) => [box, { had: box.value, put: text }]));
    for (const [box, { put }] of this.cells) box.value = put;
  }

  get size() { return this.cells.size; }

  // A box that was emptied, its word gone to the reasons, is not filled.
  get filled() { return this.boxes.filter((box) => this.cells.get(box).put).length; }

  get boxes() { return [...this.cells.keys()]; }

  // The server has read it: a cell it refuses gets back what it had, with the other half of its
  // pair, since two halves from different months are nobody's figure; a word becomes a reason.
  settle(lines) {
    const wrong = this.boxes.filter((box) => this.faultsOf(box, lines).length);
    const halves = wrong.map((box) => this.otherHalf(box)).filter((box) => this.cells.has(box) && !wrong.includes(box));
    const told = [...wrong.map((box) => this.told(box, lines)), ...halves.map((box) => this.toldHalf(box))];
    for (const box of [...wrong, ...halves]) this.giveBack(box);
    const mend = this.besides(lines, [...wrong, ...halves]);
    const moved = this.grid.rows.flatMap((line) => this.toReason(line, lines[line.pk]));
    return { refused: told, mend, changed: [...wrong, ...halves, ...moved] };
  }

  otherHalf(box) {
    const { row, column } = this.grid.placeOf(box);
    return this.grid.boxAt(row, { n: "d", d: "n" }[column]);
  }

  toldHalf(box) {
    const { put } = this.cells.get(box);
    return { box, told: `${this.grid.nameOf(box)}: “${put}” was not filled in without the other number of its pair.` };
  }

  giveBack(box) {
    box.value = this.cells.get(box).had;
    this.cells.delete(box);
  }

  faultsOf(box, lines) {
    const { row, column } = this.grid.placeOf(box);
    const faults = lines[this.grid.rows[row].pk]?.faults ?? [];
    return faults.filter((one) => one.field === FIELDS[column]).map((one) => one.told);
  }

  told(box, lines) {
    return { box, told: `${this.grid.nameOf(box)}: ${this.faultsOf(box, lines).join(" ")}` };
  }

  // Faults in boxes beside the pasted ones, such as a reason that goes with no figure. Where a
  // cell went back the faults were its own.
  besides(lines, returned) {
    const settled = new Set(returned.map((box) => this.grid.placeOf(box).row));
    const rows = new Set(this.boxes.map((box) => this.grid.placeOf(box).row));
    const beside = [...rows].filter((row) => !settled.has(row)).flatMap((row) => Object.values(this.grid.rows[row].boxes));
    return beside
      .filter((box) => !this.cells.has(box) && this.faultsOf(box, lines).length)
      .map((box) => this.told(box, lines));
  }

  // A word such as n/a, which the server reads as a reason, moves to the list of reasons.
  toReason(line, answer) {
    const words = [line.boxes.n, line.boxes.d].filter((box) => this.cells.has(box) && !/\d/.test(box.value));
    const list = line.boxes.m;
    const reason = answer && !answer.faults.length && [...list.options].find((one) => one.value && one.text === answer.value);
    if (!words.length || !reason) return [];
    for (const box of words) this.refill(box, "");
    this.refill(list, reason.value);
    return [...words, list];
  }

  refill(box, text) {
    const had = this.cells.get(box)?.had ?? box.value;
    box.value = text;
    this.cells.set(box, { had, put: text });
  }

  // Every box as it was, but for those that were typed into since: those keep what was typed.
  undo() {
    const untouched = this.boxes.filter((box) => box.value === this.cells.get(box).put);
    const kept = this.size - untouched.length;
    for (const box of untouched) this.giveBack(box);
    return { undone: untouched, kept };
  }
}
