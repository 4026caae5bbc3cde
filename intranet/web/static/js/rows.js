// Rows that can be added, dropped and put in order before the form is sent.
// Wants: [data-rows] around rows [data-item], in them hidden buttons [data-up] [data-down] [data-drop], a [data-number]
//        and parts whose data-label="Nội dung mục {n}" becomes their name; in the form a hidden button [data-add] and a
//        <template data-new-row>. With data-fixed the rows are all there: an empty one waits unseen until it is added.
// Tells "grown" of a new row, so that its fields get their services.
const FIELDS = "input:not([type=hidden]), textarea, select";

class Rows {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.fixed = box.dataset.fixed !== undefined;
    this.adder = this.form.querySelector("[data-add]");
    this.adder?.addEventListener("click", () => this.add().querySelector(FIELDS)?.focus());
    box.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.form.addEventListener("grow", ({ detail }) => this.grow(detail));
    this.showTools(this.form);
    if (this.fixed && this.adder) this.items.slice(1).filter((row) => !this.isFilled(row)).forEach((row) => (row.hidden = true));
    this.number();
  }

  showTools(part) {
    for (const button of part.querySelectorAll("[data-up], [data-down], [data-drop], [data-add]")) button.hidden = false;
  }

  get items() {
    return [...this.box.querySelectorAll(":scope > [data-item]")];
  }

  isFilled(row) {
    return [...row.querySelectorAll(FIELDS)].some((field) => (field.type === "radio" ? field.checked : field.value));
  }

  press(button) {
    const row = button?.closest("[data-item]");
    if (!row) return;
    const { up, down, drop } = button.dataset;
    if (up !== undefined) row.previousElementSibling?.before(row);
    else if (down !== undefined) row.nextElementSibling?.after(row);
    else if (drop !== undefined) this.drop(row);
    else return;
    this.number();
    this.tell();
    (button.isConnected && !button.disabled && !row.hidden ? button : this.adder ?? this.box.querySelector("button"))?.focus();
  }

  add() {
    if (this.fixed) {
      const next = this.items.find((row) => row.hidden);
      next.hidden = false;
      this.number();
      return next;
    }
    this.box.append(this.form.querySelector("[data-new-row]").content.cloneNode(true));
    const row = this.items.at(-1);
    this.showTools(row);
    this.number();
    row.dispatchEvent(new CustomEvent("grown", { bubbles: true }));
    return row;
  }

  drop(row) {
    if (this.fixed) row.hidden = true;
    if (this.fixed || this.items.length === 1) this.clear(row);
    else row.remove();
  }

  clear(row) {
    for (const field of row.querySelectorAll("input, textarea, select")) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = false;
      else field.value = "";
    }
  }

  /** As many rows as kept fields need. */
  grow(number) {
    const wanted = [...this.form.elements].filter((field) => field.name && field.type !== "hidden").length;
    const each = this.items.at(-1).querySelectorAll("[name]:not([type=hidden])").length;
    for (let left = Math.ceil((number - wanted) / each); left > 0 && !this.fixed; left -= 1) this.add();
  }

  number() {
    const shown = this.items.filter((row) => !row.hidden);
    shown.forEach((row, place) => {
      const n = place + 1;
      for (const sign of row.querySelectorAll("[data-number]")) sign.textContent = n;
      for (const field of row.querySelectorAll("[data-label]")) field.setAttribute("aria-label", field.dataset.label.replace("{n}", n));
      for (const [mark, last] of [["[data-up]", 1], ["[data-down]", shown.length]]) {
        const button = row.querySelector(mark);
        if (button) button.disabled = n === last;
      }
    });
    if (this.adder && this.fixed) this.adder.hidden = shown.length === this.items.length;
  }

  tell() {
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Gives every set of rows its buttons. */
export function enhance(root) {
  for (const box of root.querySelectorAll("[data-rows]")) {
    if (box.dataset.rows === "on") continue;
    box.dataset.rows = "on";
    new Rows(box);
  }
}
