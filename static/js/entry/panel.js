// What was filled and what was refused? Shown above the bar and read out, with a link to each cell.
import { visit } from "./moving.js";

const MOST_LISTED = 100;

export class Panel {
  constructor(grid, section, live) {
    Object.assign(this, { grid, section, live });
  }

  show({ title, listed = [], notes = [], undo }) {
    if (this.grid.has(document.activeElement)) this.cameFrom = document.activeElement;
    const heading = make("h2", "app-paste__title", title);
    heading.id = "paste-title";
    const close = button("Close", () => this.close());
    const tools = make("div", "app-paste__tools");
    if (undo) tools.append(button("Undo paste", undo));
    tools.append(close);
    this.section.replaceChildren(heading, tools, ...notes.map((note) => make("p", "app-paste__note", note)));
    if (listed.length) this.section.append(this.list(listed));
    this.section.hidden = false;
    const where = listed.length ? " Each is listed before the Check and submit button." : "";
    this.live.textContent = `${title}. ${notes.join(" ")}${where}${undo ? " Control Z undoes it." : ""}`;
  }

  list(listed) {
    const list = make("ul", "app-paste__list");
    for (const { box, told } of listed.slice(0, MOST_LISTED)) {
      const item = make("li");
      item.append(box ? this.linkTo(box, told) : told);
      list.append(item);
    }
    const more = listed.length - MOST_LISTED;
    if (more > 0) list.append(make("li", "", `and ${more} more`));
    return list;
  }

  linkTo(box, told) {
    const link = make("a", "govuk-link", told);
    link.href = `#${box.id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      visit(box);
    });
    return link;
  }

  // The focus that was in the panel is not lost with it.
  close() {
    this.section.hidden = true;
    visit(this.cameFrom ?? this.grid.boxes[0]);
  }
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function button(words, press) {
  const made = make("button", "govuk-button govuk-button--secondary app-small-button", words);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}
