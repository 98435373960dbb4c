// Into which box does each cell of a pasted block go, and which cells have none?
// A heading row or a column of measure names decides; without them, the box that was pasted into.
import { isNumber, quoted } from "./headings.js";

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
      if (cells.every(isNumber)) return undefined;
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

export function place(grid, start, block, words) {
  const from = grid.placeOf(start);
  const headings = words.read(block, grid, from.column);
  const rows = headings ? block.slice(1) : block;
  const found = { puts: [], refused: [], notes: [] };
  if (!rows.length) return { ...found, notes: ["Only a row of headings was pasted."] };
  const asked = headings && words.question(headings, rows);
  if (asked) return { ...found, notes: [asked] };
  const labels = labelColumns(rows, grid);
  const columns = headings?.columns ?? columnsInTurn(rows, from.column, labels, grid);
  tellLeftColumns(columns, labels, rows, headings, found);
  placeRows(grid, from.row, rows, { columns, labels, first: headings ? 2 : 1 }, found);
  if (labels.size) found.notes.push("Each row went to the measure that it names.");
  else if (columns.includes("label")) found.notes.push("The names beside the figures are not those of this sheet, so the rows were filled in order.");
  if (headings) found.notes.push(`The row of headings was read, not filled in${passedOver(headings)}.`);
  return found;
}

function passedOver({ titles, columns }) {
  const known = titles.filter((_, index) => columns[index] === "known");
  return known.length ? `; ${known.map(quoted).join(", ")} passed over` : "";
}

// `first` is the number that a spreadsheet gives to the first of the rows.
function placeRows(grid, from, rows, { columns, labels, first }, found) {
  const filled = new Set();
  rows.forEach((row, index) => {
    if (row.every((cell) => !cell)) return;
    const at = labels.size ? lineCalled(grid, row, labels) : from + index;
    if (filled.has(at)) found.refused.push({ box: grid.rows[at].boxes.n, told: `${grid.rows[at].name}: named twice in what you pasted. The first row was used.` });
    else if (grid.rows[at]) placeRow(grid, at, row, columns, labels, found);
    else found.refused.push({ told: strangeRow(row, index + first, labels) });
    if (grid.rows[at]) filled.add(at);
  });
}

function lineCalled(grid, row, labels) {
  const rows = [...labels].map((index) => grid.rowCalled(row[index] ?? ""));
  return rows.find((at) => at >= 0) ?? -1;
}

function strangeRow(row, number, labels) {
  const label = [...labels].map((at) => row[at]).filter(Boolean).join(" ");
  if (label) return `${quoted(label)} is not a measure on this sheet: its row was left out.`;
  const cells = quoted(row.filter(Boolean).join(", "));
  const why = labels.size ? "it names no measure" : "the sheet has no more measures";
  return `Row ${number} of what you pasted, ${cells}: left out, since ${why}.`;
}

function tellLeftColumns(columns, labels, rows, headings, found) {
  columns.forEach((column, index) => {
    const cells = columnOfCells(rows, index);
    if (column || labels.has(index) || !cells.length) return;
    const why = headings?.why[index] || "the sheet has no column for it";
    const title = headings?.titles[index] ? `Column ${quoted(headings.titles[index])}` : `Column ${index + 1} of what you pasted`;
    const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
    found.refused.push({ told: `${title} was left out (${count}, first ${quoted(cells[0])}): ${why}.` });
  });
}

function placeRow(grid, at, row, columns, labels, found) {
  row.forEach((text, index) => {
    const column = columns[index];
    if (!text || !column || ["label", "known"].includes(column) || labels.has(index)) return;
    const { put, refused } = placeCell(grid, at, column, text);
    if (put) found.puts.push(put);
    else found.refused.push(refused);
  });
}

function placeCell(grid, at, column, text) {
  const { name, boxes } = grid.rows[at];
  const box = grid.boxAt(at, column === "f" ? "n" : column);
  const refused = (told, where = box) => ({ refused: { box: where, told } });
  // A percentage or a rate already worked out is not what it is worked out from.
  if (column === "f" && boxes.d) return refused(`${name}: ${quoted(text)} was left out, since this measure takes a numerator and a denominator.`);
  if (!box) return refused(`${name}: ${quoted(text)} was left out, since this measure has no ${grid.titleOf(column)}.`, boxes.n);
  if (column !== "m") return { put: { box, text } };
  const option = optionCalled(box, text);
  return option ? { put: { box, text: option.value } } : refused(`${grid.nameOf(box)}: ${quoted(text)} is not one of the reasons.`);
}
