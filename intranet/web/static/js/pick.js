// One picker with type-ahead for people, directives and every long list.
// Wants one of
//   <select data-pick="Gõ họ tên">: one of its options, nothing chosen first (option value="");
//     an optgroup is a heading, data-detail of an option stands behind its words;
//   <input data-pick list="id of a datalist">: any text, the options of the list are offered;
//   <input data-pick-from="address" data-pick-id="name of a hidden field">: the address answers ?q= like the
//     search field's suggestions; a line has `value` for the field and `id` for the hidden one, where there is one.
// Without this script each of them is what the browser makes of it.
import { Combobox } from "./combobox.js";
import { complain } from "./complain.js";
import { spansOf, typedWords } from "./folding.js";
import { get } from "./server.js";
import { say } from "./words.js";

const WAIT = 150; // ms after the last letter, where the portal is asked
const MOST = 60; // lines that are drawn of a list in the page

function tell(field) {
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}

function answer(groups, label) {
  const number = groups.reduce((sum, group) => sum + group.lines.length, 0);
  const said = number ? say("{n} gợi ý, chọn bằng phím mũi tên.", { n: number }) : say("Không có mục nào khớp.");
  return { groups, label, said };
}

/** The options whose words go with what was typed, under their headings. */
function matching(options, typed, label) {
  const words = typedWords(typed);
  const groups = new Map();
  const fitting = options.filter(({ text, detail, heading }) => spansOf(words, `${text} ${detail} ${heading}`));
  for (const { text, detail, heading, value } of fitting.slice(0, MOST)) {
    const lines = groups.get(heading) ?? groups.set(heading, []).get(heading);
    lines.push({ text, detail, marks: spansOf(words, text) ?? [], kind: "choice", value });
  }
  return answer([...groups].map(([name, lines]) => ({ name, lines })), label);
}

const ofSelect = (option) => ({
  text: option.textContent.trim(), detail: option.dataset.detail ?? "",
  heading: option.closest("optgroup")?.label ?? "", value: option.value,
});
const ofDatalist = (option) => ({
  text: option.value, detail: option.textContent.trim(), heading: "", value: option.value,
});

/** The field in a box of its own, under which the list hangs. */
function boxed(field) {
  if (field.parentElement.matches(".pick")) return field;
  const box = document.createElement("div");
  box.className = "pick";
  field.before(box);
  box.append(field);
  return field;
}

const labelOf = (field) => field.labels?.[0]?.firstChild?.textContent.trim() ?? field.getAttribute("aria-label") ?? "";

class ListPicker extends Combobox {
  constructor(field) {
    super(field);
    field.autocomplete = "off";
    field.addEventListener("click", () => this.isOpen || this.open());
  }

  open() {
    this.wanted = true;
    this.ask();
  }

  soon() {
    this.ask();
  }

  ask() {
    if (!this.typed.trim() && !this.wanted) return this.close();
    return this.show(matching(this.choices(), this.typed, this.label));
  }

  get typed() {
    return this.field.value;
  }

  take(at) {
    const line = this.lines[at];
    if (!line) return false;
    this.choose(line);
    this.close();
    return true;
  }
}

/** Any text; names from a list are offered. */
class TextPicker extends ListPicker {
  constructor(field) {
    const list = document.getElementById(field.getAttribute("list"));
    field.removeAttribute("list");
    super(boxed(field));
    this.choices = () => [...list.options].map(ofDatalist);
    this.label = labelOf(field);
  }

  choose(line) {
    this.field.value = line.value;
    tell(this.field);
  }
}

/** One option of a select; its field stands in the select's place and gives it its value. */
class OptionPicker extends ListPicker {
  constructor(select) {
    const field = document.createElement("input");
    Object.assign(field, { type: "text", className: select.className.replace("form-select", "form-control") });
    field.placeholder = select.dataset.pick || say("Gõ để tìm");
    for (const name of ["aria-label", "aria-describedby", "aria-invalid", "disabled"]) {
      if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
    }
    const label = labelOf(select);
    field.id = select.id;
    select.id = `${select.id}-value`;
    select.hidden = true;
    const box = document.createElement("div");
    box.className = "pick";
    select.before(box);
    box.append(select, field);
    super(field);
    Object.assign(this, { select, label });
    this.choices = () => [...select.options].filter((option) => option.value).map(ofSelect);
    this.sync();
    select.addEventListener("input", () => this.sync());
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", () => this.settle());
  }

  get chosen() {
    const option = this.select.selectedOptions[0];
    return option?.value ? option.textContent.trim() : "";
  }

  sync() {
    this.field.value = this.chosen;
    complain(this.field, "");
  }

  soon() {
    this.wanted = true;
    this.ask();
  }

  show(answer) {
    super.show(answer);
    complain(this.field, answer.groups.length ? "" : answer.said);
  }

  /** The whole list while the words are those of what is chosen: it is being changed. */
  get typed() {
    return this.field.value === this.chosen ? "" : this.field.value;
  }

  choose(line) {
    this.select.value = line.value;
    tell(this.select);
  }

  /** What was typed to the end without a choice: the only one that goes with it, or none. */
  settle() {
    if (this.field.value === this.chosen) return;
    const left = matching(this.choices(), this.field.value, "").groups.flatMap((group) => group.lines);
    const wanted = this.field.value.trim();
    if (wanted && left.length === 1) return this.choose(left[0]);
    this.select.value = "";
    tell(this.select);
    this.field.value = wanted;
    return complain(this.field, wanted && say("Hãy chọn một mục trong danh sách."));
  }
}

/** What the portal finds for the words typed. */
class RemotePicker extends Combobox {
  constructor(field) {
    super(boxed(field));
    field.autocomplete = "off";
    this.number = field.form.elements[field.dataset.pickId] ?? null;
    field.addEventListener("click", () => this.isOpen || this.ask());
  }

  soon() {
    if (this.number) this.number.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.field.value.trim();
    if (!typed) return this.close();
    try {
      const found = await get(`${this.field.dataset.pickFrom}?${new URLSearchParams({ q: typed })}`);
      if (typed !== this.field.value.trim() || document.activeElement !== this.field) return;
      this.show(found);
      if (this.number) complain(this.field, found.groups.length ? "" : found.said);
    } catch {
      this.close(); // the portal is away: sending the form will say so
    }
  }

  take(at) {
    const line = this.lines[at];
    if (!line) return false;
    this.field.value = line.value;
    if (this.number) this.number.value = line.id;
    this.close();
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
}

/** Gives every picker inside its list. */
export function enhance(root) {
  const fresh = (mark) => [...root.querySelectorAll(mark)].filter((field) => !field.dataset.picks);
  for (const [mark, kind] of [
    ["select[data-pick]", OptionPicker],
    ["input[data-pick][list]", TextPicker],
    ["input[data-pick-from]", RemotePicker],
  ]) {
    for (const field of fresh(mark)) {
      field.dataset.picks = "on";
      new kind(field);
    }
  }
}
