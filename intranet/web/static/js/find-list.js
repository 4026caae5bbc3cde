// The pages on which something was found, with their lines; a click goes to the first place of the page.
// Wants: an empty list (ol) and the button that opens it.
import { say } from "./words.js";

export class FindList {
  #list;
  #button;

  /** @param go (page) → shows the first place of that page */
  constructor(list, button, go) {
    [this.#list, this.#button] = [list, button];
    button.addEventListener("click", () => this.show(list.hidden));
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-found-page]");
      if (row) go(Number(row.dataset.foundPage));
    });
  }

  show(wanted) {
    this.#list.hidden = !wanted || !this.#list.childElementCount;
    this.#button.setAttribute("aria-expanded", String(!this.#list.hidden));
  }

  /** Writes the list anew; each page may have lines: words, marked words, words, … in turn. */
  fill(pages) {
    this.#list.replaceChildren(...pages.map((page) => this.#row(page)));
    this.#button.hidden = !pages.length;
    if (!pages.length) this.show(false);
  }

  #row({ page, count, lines = [] }) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.foundPage = page;
    const place = document.createElement("b");
    place.textContent = say("Trang {n}", { n: page });
    const times = document.createElement("span");
    times.className = "meta";
    times.textContent = say("{n} chỗ", { n: count });
    const words = document.createElement("span");
    words.className = "find-lines";
    words.append(...lines.map((text, n) => this.#words(text, n % 2)));
    button.append(place, " ", times, words);
    const row = document.createElement("li");
    row.append(button);
    return row;
  }

  #words(text, isMarked) {
    const element = document.createElement(isMarked ? "mark" : "span");
    element.textContent = text;
    return element;
  }

  /** Says which page is before the eyes. */
  here(n) {
    for (const row of this.#list.querySelectorAll("[data-found-page]")) {
      if (Number(row.dataset.foundPage) === n) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }
}
