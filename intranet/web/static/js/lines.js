// A long list in the page: narrowed by typing, ticked by the whole unit.
// Wants: <input type="search" data-narrows="#list">; in the list lines [data-line] (their text is looked through) and
//        around those of one unit [data-lines], hidden with its last line; <output data-lines-said> says how many.
//        In [data-lines] a <input type="checkbox" data-tick-lines> ticks every line that is shown, and [data-ticked]
//        tells how many are; [data-ticked-all] tells it for the whole list.
import { fold, typedWords } from "./folding.js";
import { say } from "./words.js";

const boxesIn = (part) => [...part.querySelectorAll("[data-line] input[type=checkbox]")];

function narrow(field) {
  const list = document.querySelector(field.dataset.narrows);
  const words = typedWords(field.value);
  let shown = 0;
  for (const line of list.querySelectorAll("[data-line]")) {
    const text = ` ${fold(line.dataset.line || line.textContent)}`.replace(/[^\p{L}\p{N}]+/gu, " ");
    line.hidden = !words.every((word) => text.includes(` ${word}`));
    shown += line.hidden ? 0 : 1;
  }
  for (const part of list.querySelectorAll("[data-lines]")) {
    part.hidden = !part.querySelector("[data-line]:not([hidden])");
    if (words.length && !part.hidden) part.querySelector("details")?.setAttribute("open", "");
  }
  const said = field.parentElement.querySelector("[data-lines-said]");
  if (said) said.textContent = words.length ? say("{n} mục khớp", { n: shown }) : "";
}

/** What the boxes that tick many, and the counts, say of the boxes. */
function count(list) {
  for (const part of list.querySelectorAll("[data-lines]")) {
    const boxes = boxesIn(part);
    const ticked = boxes.filter((box) => box.checked).length;
    const all = part.querySelector("[data-tick-lines]");
    if (all) Object.assign(all, { checked: ticked > 0 && ticked === boxes.length, indeterminate: ticked > 0 && ticked < boxes.length });
    const told = part.querySelector("[data-ticked]");
    if (told) told.textContent = `${ticked}/${boxes.length}`;
  }
  const whole = list.querySelector("[data-ticked-all]");
  if (whole) whole.textContent = say("Đã chọn {n} người", { n: boxesIn(list).filter((box) => box.checked).length });
}

function tickAll(all) {
  const boxes = boxesIn(all.closest("[data-lines]")).filter((box) => !box.closest("[hidden]"));
  for (const box of boxes) box.checked = all.checked;
}

/** Gives every long list its search field and its boxes. */
export function enhance(root) {
  for (const field of root.querySelectorAll("[data-narrows]")) {
    if (field.dataset.narrowing) continue;
    field.dataset.narrowing = "on";
    field.addEventListener("input", () => narrow(field));
    // Enter looks; it does not send the form.
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    const list = document.querySelector(field.dataset.narrows);
    list.addEventListener("change", ({ target }) => {
      if (target.matches("[data-tick-lines]")) tickAll(target);
      count(list);
    });
    list.addEventListener("input", () => count(list));
    count(list);
  }
}
