// A field with a list of suggestions under it (WAI-ARIA combobox); what is offered and what a choice does
// comes from whoever extends it: ask() shows an answer, take(at) acts on the line of that place.
// ↓ ↑ move, Home End jump while a line is active, Enter takes it, Esc closes, Tab goes on.
import { drawn } from "./suggest-list.js";

let count = 0;

export class Combobox {
  constructor(field) {
    this.field = field;
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
    this.field.form?.addEventListener("submit", () => this.close());
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
}
