// Into which box does each cell of a pasted block go, and which cells have none?
// A heading row or a column of measure names decides; without them, the box that was pasted into.

const HEADINGS = {
  n: ["numerator", "num", "number", "figure", "count", "value", "n"],
  d: ["denominator", "denom", "out of", "total", "d"],
  m: ["reason", "missing", "missing reason", "why missing", "if there is none, why"],
  c: ["comment", "comments", "note", "notes"],
  label: ["measure", "measures", "code", "name", "indicator", "measure code", "measure name"],
};
const NUMERIC = /^[-–£$]?\s*[\d.,\s]+%?$/;

const quoted = (text) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

function columnCalled(heading, grid) {
  const word = heading.toLowerCase().replace(/\s+/g, " ");
  const found = Object.keys(HEADINGS).find((column) => HEADINGS[column].includes(word));
  return found === "d" && !grid.columns.includes("d") ? undefined : found;
}

// The columns that a first row names; nothing when it is a row of figures.
function readHeadings(first, grid) {
  if (first.some((cell) => /\d/.test(cell))) return null;
  const called = first.map((cell) => columnCalled(cell, grid));
  const columns = called.map((column, index) => (called.indexOf(column) === index ? column : undefined));
  return columns.some((column) => column && column !== "label") ? columns : null;
}

function columnOfCells(rows, index) {
  return rows.map((row) => row[index] ?? "").filter(Boolean);
}

// Columns in turn from the box on; figures never run on into the words beside them.
function columnsInTurn(rows, from, labels, grid) {
  const free = grid.columns.slice(grid.columns.indexOf(from));
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, index) => {
    if (labels.has(index)) return "label";
    const cells = columnOfCells(rows, index);
    if (free[0] === "m" && from !== "m" && cells.length) {
      if (cells.every((cell) => NUMERIC.test(cell))) return undefined;
      if (!cells.some((cell) => optionCalled(grid.rows[0].boxes.m, cell))) free.shift();
    }
    return free.shift();
  });
}

// The columns in which a measure of this sheet is named.
function labelColumns(rows, grid) {
  const width = Math.max(...rows.map((row) => row.length));
  const names = (index) => columnOfCells(rows, index).some((cell) => grid.rowCalled(cell) >= 0);
  return new Set([...Array(width).keys()].filter(names));
}

export function optionCalled(list, text) {
  const asked = text.toLowerCase();
  return [...list.options].find((one) => one.value && [one.value, one.text.toLowerCase()].includes(asked));
}

export function place(grid, start, block) {
  const headings = readHeadings(block[0], grid);
  const rows = headings ? block.slice(1) : block;
  const found = { puts: [], refused: [], notes: [] };
  if (!rows.length) return { ...found, notes: ["Only a row of headings was pasted."] };
  const from = grid.placeOf(start);
  const labels = labelColumns(rows, grid);
  const columns = headings ?? columnsInTurn(rows, from.column, labels, grid);
  tellLeftColumns(columns, labels, rows, headings && block[0], found);
  const filled = new Set();
  rows.forEach((row, index) => {
    if (row.every((cell) => !cell)) return;
    const at = labels.size ? lineCalled(grid, row, labels) : from.row + index;
    if (filled.has(at)) found.refused.push({ box: grid.rows[at].boxes.n, told: `${grid.rows[at].name}: named twice in what you pasted. The first row was used.` });
    else if (grid.rows[at]) placeRow(grid, at, row, columns, labels, found);
    else found.refused.push({ told: strangeRow(row, index, labels) });
    if (grid.rows[at]) filled.add(at);
  });
  if (labels.size) found.notes.push("Each row went to the measure that it names.");
  else if (headings?.includes("label")) found.notes.push("The names beside the figures are not those of this sheet, so the rows were filled in order.");
  if (headings) found.notes.push("The row of headings was read, not filled in.");
  return found;
}

function lineCalled(grid, row, labels) {
  const rows = [...labels].map((index) => grid.rowCalled(row[index] ?? ""));
  return rows.find((at) => at >= 0) ?? -1;
}

function strangeRow(row, index, labels) {
  const label = [...labels].map((at) => row[at]).filter(Boolean).join(" ");
  if (label) return `${quoted(label)} is not a measure on this sheet: its row was left out.`;
  const cells = quoted(row.filter(Boolean).join(", "));
  const why = labels.size ? "it names no measure" : "the sheet has no more measures";
  return `Row ${index + 1} of what you pasted, ${cells}: left out, since ${why}.`;
}

function tellLeftColumns(columns, labels, rows, titles, found) {
  columns.forEach((column, index) => {
    const cells = columnOfCells(rows, index);
    if (column || labels.has(index) || !cells.length) return;
    const title = titles?.[index] ? `Column ${quoted(titles[index])}` : `Column ${index + 1} of what you pasted`;
    const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
    found.refused.push({ told: `${title} was left out (${count}, first ${quoted(cells[0])}): the sheet has no column for it.` });
  });
}

function placeRow(grid, at, row, columns, labels, found) {
  row.forEach((text, index) => {
    const column = columns[index];
    if (!text || !column || column === "label" || labels.has(index)) return;
    const box = grid.boxAt(at, column);
    const { name, boxes } = grid.rows[at];
    if (!box) {
      found.refused.push({ box: boxes.n, told: `${name}: ${quoted(text)} was left out, since this measure has no ${grid.titleOf(column)}.` });
    } else if (column === "m" && !optionCalled(box, text)) {
      found.refused.push({ box, told: `${grid.nameOf(box)}: ${quoted(text)} is not one of the reasons.` });
    } else {
      found.puts.push({ box, text: column === "m" ? optionCalled(box, text).value : text });
    }
  });
}
