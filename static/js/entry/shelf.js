// What has been typed that the server does not have yet? Kept in this browser, for this person only.

export class Shelf {
  constructor(form, grid) {
    this.form = form;
    this.grid = grid;
    this.key = `typed:${form.dataset.person}:${location.pathname}`;
    this.shown = this.read();
  }

  read() {
    return Object.fromEntries(this.grid.boxes.map((box) => [box.name, box.value]));
  }

  // Every box that is not as the page brought it, and what the page began from.
  put() {
    const now = this.read();
    const cells = Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== this.shown[name]));
    const { version, base } = this.form.elements;
    try {
      localStorage.setItem(this.key, JSON.stringify({ cells, version: version.value, base: base.value }));
      return true;
    } catch {
      return false; // no room, or storage is forbidden: the server's copy is the only one
    }
  }

  take() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
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
    const cells = Object.entries(kept?.cells ?? {});
    const differing = cells.filter(([name, text]) => this.form.elements[name] && this.form.elements[name].value !== text);
    if (!differing.length) {
      this.clear();
      return 0;
    }
    for (const [name, text] of differing) this.form.elements[name].value = text;
    this.form.elements.version.value = kept.version;
    this.form.elements.base.value = kept.base;
    return differing.length;
  }
}
