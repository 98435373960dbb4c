// What does the bar at the foot of the sheet say? Read out politely, and only when it changes.

export class Status {
  constructor(line) {
    this.line = line;
  }

  say(message) { this.show(message, false); }

  // Something stands in the way of keeping; a link leads out of it.
  warn(message, words, address) { this.show(message, true, words, address); }

  show(message, isWarning, words, address) {
    const told = `${message}|${address ?? ""}`;
    if (told === this.told) return;
    this.told = told;
    this.line.classList.toggle("app-grid-bar__note--warning", isWarning);
    this.line.replaceChildren(message);
    if (address) this.line.append(" ", linkTo(address, words));
  }

  // A save was asked for and cannot be made: say so again, where the officer looks.
  urge() {
    this.line.tabIndex = -1;
    this.line.focus();
  }
}

export function linkTo(address, words) {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = address;
  link.textContent = words;
  return link;
}
