// What has been typed that the server does not have yet? Kept in this browser, for this person only.

const LETTERS = "ndmc";
const EMPTY = ["", "", "", ""];

function marksOf(base) {
  try {
    return JSON.parse(base) ?? {};
  } catch {
    return {};
  }
}

export class Shelf {
  constructor(form, grid) {
    this.form = form;
    this.grid = grid;
    this.shared = `typed:${form.dataset.person}:${location.pathname}`;
    // Each page has a place of its own: two tabs must not write over each other.
    this.key = `${this.shared}#${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.shown = this.read();
    // The boxes changed on this page, by which the server tells what to take from it.
    this.touched = new Set();
    form.addEventListener("formdata", ({ formData }) => formData.set("touched", [...this.touched].join(" ")));
  }

  read() {
    return Object.fromEntries(this.grid.boxes.map((box) => [box.name, box.value]));
  }

  // Every box that is not as the page brought it, and what the page began from.
  put() {
    const now = this.read();
    const cells = Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== this.shown[name]));
    for (const name of Object.keys(cells)) this.touched.add(name);
    const { version, base } = this.form.elements;
    try {
      localStorage.setItem(this.key, JSON.stringify({ cells, version: version.value, base: base.value }));
      return true;
    } catch {
      return false; // no room, or storage is forbidden: the server's copy is the only one
    }
  }

  // What this and other pages of this sheet could not send, oldest first; each is this page's now.
  take() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key === this.shared || key.startsWith(`${this.shared}#`));
      const taken = keys.sort().map((key) => JSON.parse(localStorage.getItem(key)));
      for (const key of keys) localStorage.removeItem(key);
      return taken.filter((one) => one?.cells);
    } catch {
      return [];
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch { /* nothing was kept */ }
  }

  // Put it back into the boxes. If the section has moved on since, the save will show both.
  restore() {
    const kept = this.take();
    return kept.reduce((count, one) => count + this.bring(one), 0);
  }

  bring({ cells, version, base }) {
    const fields = this.form.elements;
    const differing = Object.entries(cells).filter(([name, text]) => fields[name] && fields[name].value !== text);
    for (const [name, text] of differing) fields[name].value = text;
    if (!differing.length) return 0;
    fields.version.value = Math.min(Number(fields.version.value), Number(version));
    this.beginAs(marksOf(base), differing.map(([name]) => name));
    this.put();
    return differing.length;
  }

  // A box that was brought back began as it did on the page on which it was typed.
  beginAs(began, names) {
    const { base } = this.form.elements;
    const marks = marksOf(base.value);
    for (const name of names) {
      const pk = name.slice(1);
      const at = LETTERS.indexOf(name[0]);
      marks[pk] = [...(marks[pk] ?? EMPTY)];
      marks[pk][at] = (began[pk] ?? EMPTY)[at];
    }
    base.value = JSON.stringify(marks);
  }
}
