// Is the first row of a pasted block a row of headings, and which column does each of them name?
// The server gives the words: they are those that an upload knows.

const COLUMNS = {
  code: "label", name: "label", numerator: "n", figure: "f", denominator: "d", reason: "m", comment: "c", known: "known",
};
const NUMBER = /^[-–£$(\s]*\d[\d.,\s]*%?\)?$/;

export const isNumber = (text) => NUMBER.test(text);
const normal = (text) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

export class Headings {
  constructor({ headings, months, month, missing }) {
    Object.assign(this, { words: headings, months, month, missing: new Set(missing) });
  }

  // "Numerator", "Oct 2026" and "Oct-26 num" name a column; those of another month name none.
  columnCalled(title) {
    const word = normal(title);
    const month = this.months.find((one) => word === one || word.startsWith(`${one} `) || word.endsWith(` ${one}`));
    if (word === month) return "f";
    return COLUMNS[this.words[month ? word.replace(month, "").trim() : word]];
  }

  // The columns that a first row names; nothing when it is a row of figures.
  read(block, grid, from) {
    const [titles, ...rows] = block;
    if (titles.some((cell) => grid.rowCalled(cell) >= 0)) return null;
    const named = titles.map((cell) => this.columnCalled(cell));
    if (!named.includes("label")) {
      if (titles.some((cell) => isNumber(cell) || this.missing.has(cell.toLowerCase()))) return null;
      if (!named.some(Boolean) && !headsNumbers(titles, rows, grid, from)) return null;
    }
    return this.chosen(titles, named);
  }

  // Of the columns named those that can be filled, and why each of the others cannot.
  chosen(titles, named) {
    const why = titles.map((title, index) => whyLeft(titles, named, index));
    return { titles, why, columns: named.map((column, index) => (why[index] ? undefined : column)) };
  }

  // What has to be asked before anything can be filled in; nothing when all is clear.
  question({ titles, columns }, rows) {
    const fills = (column) => columns.includes(column);
    const told = titles.filter(Boolean).map(quoted).join(", ");
    if (!["n", "d", "m", "c", "f"].some(fills)) {
      return `Which column holds the figures of ${this.month}? None of the headings ${told} says so. Head it Figure, or Numerator and Denominator, and paste again.`;
    }
    const hasOthers = rows.some((row) => row.some((cell, index) => isNumber(cell) && !["n", "d", "label", "known"].includes(columns[index])));
    if (fills("d") && !fills("n") && hasOthers) {
      return `Which column holds the numerators of ${this.month}? None of the headings ${told} says so. Head it Numerator, and paste again.`;
    }
    return "";
  }
}

export const quoted = (text) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

// Words that nobody knows stand above numbers: headings, unless they were pasted among words.
function headsNumbers(titles, rows, grid, from) {
  const isNamed = rows.some((row) => row.some((cell) => grid.rowCalled(cell) >= 0));
  if (!isNamed && !["n", "d"].includes(from)) return false;
  const heads = titles.filter((_, index) => rows.some((row) => isNumber(row[index] ?? "")));
  return heads.length > 0 && heads.every(Boolean);
}

function whyLeft(titles, named, index) {
  const column = named[index];
  if (!column) return "the sheet has no column for it";
  if (column === "f" && named.includes("n")) return `${quoted(titles[named.indexOf("n")])} holds the number to fill in`;
  const other = named.findIndex((one, at) => one === column && at !== index);
  if (other < 0 || ["label", "known"].includes(column)) return "";
  return `${quoted(titles[other])} means the same. Copy only one of them`;
}
