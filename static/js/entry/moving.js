// Where does a key take the officer? As in a spreadsheet, but a box keeps the keys it needs itself.

// Undefined: the key is the box's own. Null: it is ours and leads nowhere, as below the last line.
function destination(grid, box, event) {
  const jumps = event.ctrlKey || event.metaKey;
  const isText = box.tagName === "TEXTAREA";
  if (event.altKey || isListOpen(box)) return undefined;
  if (event.key === "Enter") {
    if (isText && !jumps) return undefined;
    return grid.along(box, event.shiftKey ? -1 : 1);
  }
  if (event.shiftKey) return undefined;
  if (jumps) return isText ? undefined : corner(grid, event.key);
  return arrow(grid, box, event.key);
}

function isListOpen(box) {
  return box.tagName === "SELECT" && CSS.supports("selector(:open)") && box.matches(":open");
}

function corner(grid, key) {
  if (key === "Home") return grid.boxes.at(0);
  return key === "End" ? grid.boxes.at(-1) : undefined;
}

function arrow(grid, box, key) {
  const isList = box.tagName === "SELECT";
  // A list changes its choice with up and down; left and right would too, so those are taken.
  if (isList && key.startsWith("Arrow") && !/Left|Right/.test(key)) return undefined;
  const isText = box.tagName === "TEXTAREA";
  const atStart = isList || (box.selectionStart === 0 && box.selectionEnd === 0);
  const atEnd = isList || box.selectionStart === box.value.length;
  if (key === "ArrowUp" && (!isText || atStart)) return grid.along(box, -1);
  if (key === "ArrowDown" && (!isText || atEnd)) return grid.along(box, 1);
  if (key === "ArrowLeft" && atStart) return grid.across(box, -1) ?? (isList ? null : undefined);
  if (key === "ArrowRight" && atEnd) return grid.across(box, 1) ?? (isList ? null : undefined);
  return undefined;
}

export function visit(box) {
  box.focus();
  if (box.tagName === "INPUT") box.select();
}

export function moveByKeys(grid) {
  grid.form.addEventListener("keydown", (event) => {
    if (event.isComposing || !grid.has(event.target)) return;
    const next = destination(grid, event.target, event);
    if (next === undefined) return;
    event.preventDefault();
    if (next) visit(next);
  });
}

// Ctrl+S saves the draft, as it does everywhere else an officer types figures.
export function saveByKeys(form) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    if (event.altKey || event.shiftKey) return;
    const save = form.querySelector("button[value=stay]:not([hidden])");
    if (!save) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(save);
  });
}
