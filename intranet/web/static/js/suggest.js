// Suggestions under the search field.
// Wants: <input data-suggest="address"> inside its <form>. The address answers ?q= with
// {groups: [{name, lines: [{text, detail, marks, url | query, goes_on}]}], label, said, more}.
// Without this script the field is a plain search field.
import { Combobox } from "./combobox.js";
import { get } from "./server.js";

const WAIT = 120; // ms after the last letter
const KEPT = 80; // answers that stay in memory

export class Suggester extends Combobox {
  constructor(field, address = field.dataset.suggest) {
    super(field);
    this.address = address;
    this.known = new Map();
    // An empty field offers what was searched for lately.
    field.addEventListener("click", () => this.isOpen || field.value || this.onArrowDown());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  /** Shows what continues the field's words, if they are still the same when the answer comes. */
  async ask() {
    clearTimeout(this.timer);
    const typed = this.field.value;
    this.request?.abort();
    if (!typed.trim() && !this.wanted) return this.close();
    const answer = this.known.get(typed) ?? (await this.fetch(typed));
    if (!answer || typed !== this.field.value || document.activeElement !== this.field) return;
    this.show(answer);
  }

  async fetch(typed) {
    const request = new AbortController();
    this.request = request;
    try {
      const answer = await get(`${this.address}?${new URLSearchParams({ q: typed })}`, request.signal);
      this.known.set(typed, answer);
      if (this.known.size > KEPT) this.known.delete(this.known.keys().next().value);
      return answer;
    } catch {
      // Overtaken by a newer one, or the portal is away: searching itself will say so.
      if (!request.signal.aborted) this.close();
      return null;
    }
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    super.close();
  }

  /** Opens what the line names, or searches its query, or lets it be typed on. */
  take(at) {
    const line = this.lines[at];
    if (!line) return false;
    if (line.url) {
      location.assign(line.url);
      return true;
    }
    this.field.value = line.query;
    if (line.goes_on) {
      this.wanted = true;
      this.ask();
    } else {
      this.field.form.requestSubmit();
    }
    return true;
  }
}

for (const field of document.querySelectorAll("[data-suggest]")) new Suggester(field);
