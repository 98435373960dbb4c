// What are the cells of a block copied from Excel, Google Sheets or LibreOffice?
// Tabs between cells, a line end after each row; a cell with a line break inside stands in quotes.

const CELL = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;

export function splitCells(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.matchAll(CELL)) {
    const cell = quoted === undefined ? bare : quoted.replaceAll('""', '"').replaceAll("\r\n", "\n");
    rows.at(-1).push(cell.trim());
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  // A copied block ends in a line end, and often in empty rows.
  while (rows.length && rows.at(-1).every((cell) => !cell)) rows.pop();
  return rows;
}

// Is this a block for several boxes, or words for the one it is pasted into?
export function isBlock(text, html, box) {
  const body = text.replace(/(\r\n|\n|\r)$/, "");
  if (body.includes("\t")) return true;
  if (!/[\r\n]/.test(body)) return false;
  // Lines without a tab are one column of a spreadsheet, or a comment's own lines.
  return box?.tagName !== "TEXTAREA" || /<table|google-sheets/i.test(html);
}
