// Which boxes does the sheet have, what is each called, and which is beside which?

export const COLUMNS = ["n", "d", "m", "c"];
const WORDS = { m: "reason", c: "comment" };

const plain = (text) => text.replace(/\s+/g, " ").trim();
const folded = (text) => plain(text).toLowerCase();

export class Grid {
  constructor(form) {
    this.form = form;
    this.rows = [...form.querySelectorAll("tbody tr[id]")].map((row) => this.lineOf(row));
    this.places = new Map();
    this.rows.forEach((line, row) => {
      for (const [column, box] of Object.entries(line.boxes)) this.places.set(box, { row, column });
    });
    // A sheet on which nothing is divided has no denominators at all.
    this.columns = COLUMNS.filter((column) => this.rows.some((line) => line.boxes[column]));
  }

  lineOf(row) {
    const pk = row.id.slice(1);
    const boxes = {};
    for (const column of COLUMNS) {
      const box = document.getElementById(column + pk);
      if (box) boxes[column] = box;
    }
    const title = document.getElementById(`h${pk}`);
    const code = plain(title.querySelector(".app-grid__code").textContent);
    return { pk, element: row, boxes, code, name: plain(title.textContent) };
  }

  get boxes() { return [...this.places.keys()]; }

  has(box) { return this.places.has(box); }

  placeOf(box) { return this.places.get(box); }

  boxAt(row, column) { return this.rows[row]?.boxes[column]; }

  // The next box up or down in the same column, over lines that have none there.
  along(box, step) {
    const { row, column } = this.placeOf(box);
    for (let next = row + step; next >= 0 && next < this.rows.length; next += step) {
      const found = this.boxAt(next, column);
      if (found) return found;
    }
    return null;
  }

  // The box to the left or right on the same line.
  across(box, step) {
    const { row, column } = this.placeOf(box);
    for (let next = COLUMNS.indexOf(column) + step; COLUMNS[next]; next += step) {
      const found = this.boxAt(row, COLUMNS[next]);
      if (found) return found;
    }
    return null;
  }

  // "YJ2 Reoffending, denominator"
  nameOf(box) {
    const { row, column } = this.placeOf(box);
    return `${this.rows[row].name}, ${this.titleOf(column)}`;
  }

  titleOf(column) {
    return WORDS[column] ?? folded(document.getElementById(`h${column}`).textContent);
  }

  // The line that a spreadsheet calls by its code, its name or both; -1 for none.
  rowCalled(text) {
    const asked = folded(text);
    if (!asked) return -1;
    return this.rows.findIndex(({ code, name }) => {
      const whole = folded(name);
      return [folded(code), whole, whole.slice(code.length).trim()].includes(asked);
    });
  }
}
