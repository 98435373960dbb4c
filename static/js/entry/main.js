// The entry sheet: what a page that works without script gains from it.
import { Answers } from "./answering.js";
import { countComments } from "./counting.js";
import { Grid } from "./grid.js";
import { Headings } from "./headings.js";
import { Keeper } from "./keeping.js";
import { moveByKeys, saveByKeys } from "./moving.js";
import { Panel } from "./panel.js";
import { Pasting } from "./pasting.js";
import { Shelf } from "./shelf.js";
import { Status } from "./status.js";

const find = (id) => document.getElementById(id);

function start(form) {
  const grid = new Grid(form);
  const shelf = new Shelf(form, grid);
  const answers = new Answers(grid, find("said"));
  const keeper = new Keeper(form, shelf, new Status(find("kept")), ({ lines }) => answers.show(lines));
  const headings = new Headings(JSON.parse(find("paste-words").textContent));
  new Pasting(grid, keeper, answers, new Panel(grid, find("pasted"), find("said")), headings);
  moveByKeys(grid);
  saveByKeys(form);
  countComments(grid, Number(form.dataset.longest));
  find("keys").hidden = false;
  find("discard")?.addEventListener("submit", () => { keeper.isLeaving = true; shelf.clear(); });
  // A page that came back with typed words in it already shows the latest of them.
  if (shelf.restore()) {
    // Where the page says so already, it is not said again.
    find("brought").hidden = Boolean(find("restored"));
    keeper.typed();
  } else if ("unsaved" in form.dataset) {
    keeper.keep();
  }
}

const form = document.querySelector("form.app-grid-form[data-keep]");
if (form) start(form);
