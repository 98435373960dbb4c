// Where does what is said about a line stand? In a row of its own under the line's boxes.

const CLASS = "app-grid__notes";

function rowOf(line) {
  const next = line.element.nextElementSibling;
  return next?.classList.contains(CLASS) ? next : null;
}

function makeRow(line) {
  const row = document.createElement("tr");
  row.className = CLASS;
  const before = document.createElement("td");
  const cell = document.createElement("td");
  before.colSpan = 3; // the measure and the two earlier months
  cell.colSpan = line.element.cells.length - before.colSpan;
  row.append(before, cell);
  line.element.after(row);
  return row;
}

export const notesText = (line) => rowOf(line)?.textContent ?? "";

// Say something under a line, or with no words take it away; `lead` is for those who do not see it.
export function note(line, letter, className, told, lead = "") {
  const id = letter + line.pk;
  let said = document.getElementById(id);
  if (!told) {
    said?.remove();
    if (rowOf(line) && !rowOf(line).lastElementChild.children.length) rowOf(line).remove();
    return;
  }
  if (!said) {
    said = document.createElement("p");
    said.id = id;
    said.className = className;
    (rowOf(line) ?? makeRow(line)).lastElementChild.append(said);
  }
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = lead && `${lead} `;
  said.replaceChildren(hidden, told);
}
