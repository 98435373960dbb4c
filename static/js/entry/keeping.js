// How does nothing typed get lost? Each pause in typing is kept: by the server, or until then here.

const PAUSE = 900;
const LONGEST = 5000;
const RETRIES = [2000, 5000, 15000, 30000, 60000];
// Answers after which a save would go as badly; after any other the server may speak for itself.
const HOPELESS = new Set([0, 401, 403, 502, 503, 504]);
const SIGNED_OUT = "You are signed out. What you type is kept in this browser.";
const NO_CONNECTION = "No connection. What you type is kept in this browser, and sent when it is back.";
const NOT_NOW = "The server cannot keep this just now. What you type is kept in this browser; trying again.";

export class Keeper {
  constructor(form, shelf, status, answered) {
    Object.assign(this, { form, shelf, status, answered });
    this.typedAt = this.keptAt = 0; // counts of changes, not clocks
    this.failures = 0;
    this.isLeaving = false;
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.save(event));
    for (const back of ["online", "focus"]) window.addEventListener(back, () => this.isDirty && this.keep());
    window.addEventListener("pagehide", () => this.partingKeep());
    window.addEventListener("pageshow", () => { this.isLeaving = false; });
    document.addEventListener("visibilitychange", () => document.hidden && this.partingKeep());
  }

  get isDirty() { return this.typedAt > this.keptAt; }

  typed() {
    this.typedAt += 1;
    this.isLeaving = false;
    this.shelf.put();
    if (this.failures) return; // a retry is on its way
    this.firstTyped ??= Date.now();
    this.later(Math.min(PAUSE, Math.max(0, this.firstTyped + LONGEST - Date.now())));
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), wait);
  }

  // One at a time; a call while one is under way is answered by the next.
  async keep() {
    clearTimeout(this.timer);
    if (this.underWay) {
      await this.underWay;
      return this.isDirty || !this.last ? this.keep() : this.last;
    }
    this.underWay = this.send();
    try {
      this.last = await this.underWay;
    } finally {
      this.underWay = null;
    }
    if (this.isDirty && this.last.status === 200 && !this.isLeaving) this.later(PAUSE);
    return this.last;
  }

  request(extra = {}) {
    return fetch(this.form.dataset.keep, {
      method: "POST",
      body: new URLSearchParams(new FormData(this.form)),
      headers: { Accept: "application/json" },
      ...extra,
    });
  }

  async send() {
    const sent = this.typedAt;
    const boxes = this.shelf.read();
    this.firstTyped = null;
    let status = 0;
    let answer = {};
    try {
      let response = await this.request();
      if (response.status === 403) response = await this.again(response);
      status = response.redirected ? 401 : response.status;
      answer = await response.json();
    } catch { /* no connection, or a page where an answer was due: the status tells which */ }
    if (status === 200 || answer.is_kept) this.wasKept(sent, boxes);
    this.tell(status, answer);
    if (status === 200) this.answered(answer);
    return { status, answer };
  }

  // Someone who signed in again, in another tab, goes on with the token that the server hands out.
  async again(refused) {
    const { token } = await refused.clone().json();
    if (!token) return refused;
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    return this.request();
  }

  wasKept(sent, boxes) {
    this.keptAt = sent;
    this.shelf.shown = boxes;
    if (this.isDirty) this.shelf.put();
    else this.shelf.clear();
  }

  tell(status, answer) {
    const isLost = status === 0 || status >= 500;
    this.failures = isLost ? this.failures + 1 : 0;
    if (isLost) this.later(RETRIES[Math.min(this.failures, RETRIES.length) - 1]);
    if (status === 200) return this.status.say(answer.message);
    if (status === 401) return this.status.warn(answer.message ?? SIGNED_OUT, "Sign in to go on", answer.sign_in ?? location.pathname);
    if (status === 403) return this.status.warn(SIGNED_OUT, "Sign in to go on", location.pathname);
    return this.status.warn(answer.message ?? (status ? NOT_NOW : NO_CONNECTION));
  }

  // The last typing of someone who leaves, hides or closes the page.
  partingKeep() {
    if (!this.isDirty || this.isLeaving) return;
    this.request({ keepalive: true }).catch(() => {}); // the shelf still has it
  }

  // A save is not sent where it would be lost: what was typed is kept first.
  async save(event) {
    if (this.isLeaving) {
      event.preventDefault();
      return;
    }
    if (!this.isDirty && !this.underWay && navigator.onLine) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    const { status } = await this.keep();
    if (HOPELESS.has(status)) {
      this.status.urge();
      return;
    }
    this.keptAt = this.typedAt;
    this.shelf.clear();
    this.form.requestSubmit(event.submitter);
  }
}
