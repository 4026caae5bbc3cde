// Find in the document: counts, goes from hit to hit, marks them without touching the page's elements
// (CSS.highlights, names "found" and "found-now"; styled in document.css).
import { say } from "./words.js";

const marks = globalThis.Highlight ? { all: new Highlight(), now: new Highlight() } : null;
if (marks) {
  marks.now.priority = 1;
  CSS.highlights.set("found", marks.all);
  CSS.highlights.set("found-now", marks.now);
}

/** Words of a query as they are marked: quoted ones together, single letters not at all. */
export function wordsOf(query) {
  const quoted = [...query.matchAll(/["“]([^"”]+)["”]/g)].map((hit) => hit[1]);
  const rest = query.replace(/["“][^"”]+["”]/g, " ").split(/\s+/);
  return [...quoted, ...rest].filter((word) => word.trim().length > 1);
}

export class FindInDocument {
  #reader;
  #bar;
  #field;
  #count;
  #hits = [];
  #now = -1;
  #lit = [];
  #turn = 0;

  /** @param reader {pages(): PdfPages|TextPages, total(): number, show(n), here(): number} */
  constructor(bar, reader) {
    [this.#bar, this.#reader] = [bar, reader];
    this.#field = bar.querySelector("input");
    this.#count = bar.querySelector("[data-count]");
    this.#field.addEventListener("input", () => this.search(this.#field.value));
    bar.addEventListener("keydown", (event) => this.#key(event));
    bar.querySelector("[data-do=find-previous]").addEventListener("click", () => this.step(-1));
    bar.querySelector("[data-do=find-next]").addEventListener("click", () => this.step(1));
    bar.querySelector("[data-do=find-close]").addEventListener("click", () => this.close());
  }

  #key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  open() {
    this.#bar.hidden = false;
    this.#field.focus();
    this.#field.select();
    if (this.#field.value) this.search(this.#field.value);
  }

  close() {
    this.#bar.hidden = true;
    [this.#hits, this.#now] = [[], -1];
    this.#turn += 1;
    this.mark();
  }

  /** Marks the words of a search that led here, without opening the bar. */
  light(query) {
    this.#lit = wordsOf(query);
    this.mark();
  }

  async search(words) {
    const turn = (this.#turn += 1);
    this.#count.textContent = say("Đang tìm…");
    const hits = [];
    if (words.trim().length > 1) {
      for (let n = 1; n <= this.#reader.total(); n += 1) {
        const map = await this.#reader.pages().map(n);
        if (turn !== this.#turn) return;
        hits.push(...map.find(words).map((place) => ({ n, place })));
      }
    }
    this.#hits = hits;
    const here = this.#reader.here();
    this.#now = hits.findIndex((hit) => hit.n >= here) - 1;
    if (hits.length) await this.step(1);
    else {
      this.#count.textContent = words.trim() ? say("Không thấy") : "";
      this.mark();
    }
  }

  async step(by) {
    const total = this.#hits.length;
    if (!total) return;
    this.#now = (this.#now + by + total) % total;
    this.#count.textContent = say("{n}/{m}", { n: this.#now + 1, m: total });
    const hit = this.#hits[this.#now];
    await this.#reader.pages().draw(hit.n);
    await this.mark();
    const range = await this.#range(hit);
    if (range) range.startContainer.parentElement.scrollIntoView({ block: "center" });
    else this.#reader.show(hit.n);
  }

  async #range({ n, place }) {
    const map = await this.#reader.pages().map(n);
    return map.range(place, this.#reader.pages().nodes(n));
  }

  /** Marks again what is drawn: after each page that appears. */
  async mark() {
    if (!marks) return;
    const pages = this.#reader.pages();
    const [all, now] = [[], []];
    for (const [index, hit] of this.#hits.entries()) {
      const range = await this.#range(hit);
      if (range) (index === this.#now ? now : all).push(range);
    }
    for (let n = 1; this.#lit.length && !this.#hits.length && n <= this.#reader.total(); n += 1) {
      if (!pages.nodes(n).length) continue;
      const map = await pages.map(n);
      const places = this.#lit.flatMap((word) => map.find(word, { whole: true }));
      all.push(...places.map((place) => map.range(place, pages.nodes(n))).filter(Boolean));
    }
    marks.all.clear();
    marks.now.clear();
    all.forEach((range) => marks.all.add(range));
    now.forEach((range) => marks.now.add(range));
  }
}
