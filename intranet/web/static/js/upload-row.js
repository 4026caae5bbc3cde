// The row of a file that is uploaded: what it shows of the file, its progress and what may be done with it.
import { say } from "./words.js";

const template = document.querySelector("[data-file-row]");
const classes = {
  received: "none", reading: "opened", to_check: "soon", needs_recognition: "soon", published: "confirmed",
  refused: "overdue", failed: "overdue", duplicate: "excused", discarded: "excused", open: "soon",
};
const signs = {
  none: "circle", received: "inbox", reading: "arrow-repeat", to_check: "ui-checks", open: "ui-checks",
  needs_recognition: "image", published: "check-circle-fill", refused: "exclamation-octagon-fill",
  failed: "exclamation-octagon-fill", duplicate: "dash-circle", discarded: "dash-circle",
};

/** One file's row: its name, state, progress and button. */
export class Row {
  constructor(element) {
    this.element = element;
  }

  static blank() {
    return new Row(template.content.firstElementChild.cloneNode(true));
  }

  /** The row of a chosen file; `withdrawn(row)` is told when its reader cancels it. */
  static fresh(file, withdrawn) {
    const row = Row.blank();
    row.set("name", file.name);
    row.says("none", say("Đợi đến lượt"));
    row.act(say("Hủy"), () => row.cancel(withdrawn));
    return row;
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  set(name, text) {
    this.part(name).textContent = text ?? "";
  }

  says(state, words) {
    const [box, sign] = [this.part("words"), document.createElement("i")];
    sign.className = `bi bi-${signs[state] ?? "circle"}`;
    sign.setAttribute("aria-hidden", "true");
    box.className = state === "busy" ? "meta" : `state state--${classes[state] ?? state}`;
    box.replaceChildren(...(state === "busy" ? [words] : [sign, ` ${words}`]));
    if (state !== "busy") this.percent(null);
  }

  percent(value) {
    const bar = this.part("bar");
    bar.toggleAttribute("hidden", value === null);
    bar.querySelector("rect:last-of-type").setAttribute("width", value ?? 0);
    bar.setAttribute("aria-label", `${Math.round(value ?? 0)}%`);
  }

  act(label, work, url = null) {
    const made = document.createElement(url ? "a" : "button");
    made.className = `btn btn-sm ${url ? "btn-quiet" : "btn-plain"}`;
    made.textContent = label;
    if (url) made.href = url;
    else {
      made.type = "button";
      made.addEventListener("click", work);
    }
    this.part("act").replaceChildren(...(label ? [made] : []));
  }

  cancel(withdrawn) {
    withdrawn(this);
    this.request?.abort();
    this.says("none", say("Đã hủy"));
    this.act("");
  }

  /** Shows what the server says about the file. */
  show(file) {
    this.element.dataset.id = file.id ?? "";
    this.element.toggleAttribute("data-done", Boolean(file.done));
    if (file.name) this.set("name", file.name);
    if (file.icon) this.part("icon").className = `bi bi-${file.icon}`;
    this.set("why", file.why);
    if (file.percent == null || file.done) this.says(file.state, file.words);
    else {
      this.says("busy", file.words);
      this.percent(file.percent);
    }
    this.act(file.label ?? "", null, file.url);
  }

  refuse(words, again = null) {
    this.set("why", words);
    this.says("refused", say("Không nhận"));
    this.act(again ? say("Thử lại") : "", again);
  }
}
