// How many characters of a comment are left? Told from near the limit on; nothing is cut off.
import { note } from "./notes.js";

const NEAR = 0.9;

export function countComments(grid, longest) {
  grid.form.addEventListener("input", ({ target }) => {
    if (grid.placeOf(target)?.column === "c") note(grid.rows[grid.placeOf(target).row], "l", "app-grid__count", left(target.value, longest));
  });
}

function left(text, longest) {
  const count = [...text.trim()].length;
  if (count < longest * NEAR) return "";
  const over = count - longest;
  const said = `The comment has ${count.toLocaleString("en-GB")} of ${longest.toLocaleString("en-GB")} characters`;
  return over > 0 ? `${said}: ${over.toLocaleString("en-GB")} too many to save.` : `${said}.`;
}
