// Suggestions under a search field, as a combobox with a list (WAI-ARIA).
// Wants: <input data-suggest="address"> inside its <form>. The address answers ?q= with
// {groups: [{name, lines: [{text, detail, marks, url | query, goes_on}]}], label, said, more}.
// ↓ ↑ move, Home End jump while a line is active, Enter takes it, Esc closes, Tab goes on.
// Without this script the field is a plain search field.
import { get } from "./server.js";
import { drawn } from "./suggest-list.js";

const WAIT = 120; // ms after the last letter
const KEPT = 80; // answers that stay in memory
let count = 0;

class Suggester {
  constructor(field) {
    this.field = field;
    this.address = field.dataset.suggest;
    this.known = new Map();
    this.options = [];
    this.at = -1;
    count += 1;
    this.id = `suggest-${count}`;
    this.build();
    this.listen();
  }

  build() {
    this.list = document.createElement("div");
    Object.assign(this.list, { id: this.id, className: "suggest", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.field.after(this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.id };
    for (const [name, value] of Object.entries(roles)) this.field.setAttribute(name, value);
    this.field.setAttribute("aria-expanded", "false");
  }

  listen() {
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    this.field.form.addEventListener("submit", () => this.close());
    // A press on the list must not take the focus from the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.options.indexOf(option));
    });
    this.list.addEventListener("mousemove", (event) => {
      // A list drawn anew under a resting mouse tells of a move too: nobody has chosen then.
      if (!event.movementX && !event.movementY) return;
      const option = event.target.closest("[role=option]");
      if (option && this.options[this.at] !== option) this.go(this.options.indexOf(option), false);
    });
    window.visualViewport?.addEventListener("resize", () => this.place());
    window.addEventListener("pageshow", () => this.close());
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

  show(answer) {
    const { groups, options } = drawn(answer, this.id);
    this.list.replaceChildren(...groups);
    this.list.setAttribute("aria-label", answer.label);
    this.options = options;
    this.lines = answer.groups.flatMap((group) => group.lines);
    if (answer.more?.url) this.lines.push(answer.more);
    this.go(-1);
    this.status.textContent = answer.said;
    const open = answer.groups.length > 0;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    this.list.scrollTop = 0;
    this.place();
  }

  /** On a phone the list takes the width of the screen, down to the keyboard. */
  place() {
    if (this.list.hidden) return;
    const bottom = this.field.getBoundingClientRect().bottom;
    const height = window.visualViewport?.height ?? window.innerHeight;
    this.list.style.setProperty("--suggest-top", `${Math.round(bottom)}px`);
    this.list.style.setProperty("--suggest-room", `${Math.round(Math.max(height - bottom, 160))}px`);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.wanted = false;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.go(-1);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this[`on${event.key}`];
    if (act?.call(this)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  onArrowDown() {
    if (this.isOpen) return this.go(this.at + 1 < this.options.length ? this.at + 1 : -1);
    this.wanted = true;
    this.ask();
    return true;
  }

  onArrowUp() {
    return this.isOpen && this.go(this.at < 0 ? this.options.length - 1 : this.at - 1);
  }

  onHome() {
    return this.isOpen && this.at >= 0 && this.go(0);
  }

  onEnd() {
    return this.isOpen && this.at >= 0 && this.go(this.options.length - 1);
  }

  onEnter() {
    return this.isOpen && this.at >= 0 && this.take(this.at);
  }

  onEscape() {
    if (!this.isOpen) return false;
    this.close();
    return true;
  }

  /** Makes a line the active one; -1 none. */
  go(at, scrolls = true) {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.options[at];
    if (option) {
      option.setAttribute("aria-selected", "true");
      this.field.setAttribute("aria-activedescendant", option.id);
      if (scrolls) option.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
    return true;
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
