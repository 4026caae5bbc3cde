// Find in the paper: the bar, from place to place, and the marks — in the text layer without touching the
// page's elements (CSS.highlights "found" and "found-now"), over pictures as boxes.
import { FindList } from "./find-list.js";
import { Found } from "./found.js";
import { boxNow, drawBoxes } from "./found-boxes.js";
import { say } from "./words.js";

const PAUSE = 180; // ms without a key before the server is asked
const marks = globalThis.Highlight ? { all: new Highlight(), now: new Highlight() } : null;
if (marks) {
  marks.now.priority = 1;
  CSS.highlights.set("found", marks.all);
  CSS.highlights.set("found-now", marks.now);
}

/** Scrolls so that the place stands in the upper half of the window. */
function bring(rect, frame) {
  scrollBy({ top: rect.top + rect.height / 2 - innerHeight * 0.4, behavior: "instant" });
  const side = frame.getBoundingClientRect();
  if (rect.left < side.left || rect.right > side.right) frame.scrollLeft += rect.left - side.left - side.width / 3;
}

export class FindInDocument {
  #reader;
  #bar;
  #field;
  #count;
  #list;
  #found = new Found();
  #hits = [];
  #now = -1;
  #turn = 0;
  #pause = 0;

  /** @param reader {pages(), total(), show(n), here(), frame, marksUrl, withinUrl} */
  constructor(bar, reader) {
    [this.#bar, this.#reader] = [bar, reader];
    const one = (selector) => bar.querySelector(selector);
    [this.#field, this.#count] = [one("input"), one("[data-count]")];
    this.#list = new FindList(one("[data-find-pages]"), one("[data-do=find-list]"), (n) => this.#to(n));
    this.#field.addEventListener("input", () => this.#soon());
    bar.addEventListener("keydown", (event) => this.#key(event));
    one("[data-do=find-previous]").addEventListener("click", () => this.step(-1));
    one("[data-do=find-next]").addEventListener("click", () => this.step(1));
    one("[data-do=find-close]").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.#bar.hidden;
  }

  #key(event) {
    const inField = event.target === this.#field;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && inField) this.#enter(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  #enter(by) {
    if (this.#pause) this.search(this.#field.value);
    else this.step(by);
  }

  #soon() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.search(this.#field.value), PAUSE);
  }

  open() {
    this.#bar.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  close() {
    this.#bar.hidden = true;
    clearTimeout(this.#pause);
    this.#turn += 1;
    this.#take(new Found());
    this.mark();
  }

  /** Marks the words of a search that led here and goes to the best place on the page, or of all. */
  async light(query, page) {
    const turn = (this.#turn += 1);
    this.#field.value = query;
    const found = await Found.ask(this.#reader.marksUrl, query, this.#reader.pages(), page);
    if (turn !== this.#turn) return;
    this.#take(found);
    this.#bar.hidden = !this.#hits.length;
    const { n, k } = found.best ?? this.#hits[0] ?? {};
    const best = this.#hits.findIndex((hit) => hit.n === n && hit.k === k);
    if (best >= 0 && (!page || n === page)) await this.#go(best);
    else await this.mark();
  }

  /** Finds what was typed into the bar. */
  async search(words) {
    clearTimeout(this.#pause);
    this.#pause = 0;
    const turn = (this.#turn += 1);
    this.#count.textContent = say("Đang tìm…");
    const found = await Found.ask(this.#reader.withinUrl, words, this.#reader.pages());
    if (turn !== this.#turn) return;
    const here = this.#reader.here();
    this.#take(found, words);
    this.#list.show(found.pages.length > 1);
    if (this.#hits.length) await this.#go(Math.max(0, this.#hits.findIndex((hit) => hit.n >= here)));
    else await this.mark();
  }

  #take(found, words = "") {
    [this.#found, this.#now] = [found, -1];
    this.#hits = found.hits();
    this.#list.fill(found.pages);
    this.#count.textContent = words.trim() && !this.#hits.length ? say("Không thấy") : "";
  }

  step(by) {
    const total = this.#hits.length;
    return total ? this.#go((this.#now + by + total) % total) : Promise.resolve();
  }

  #to(n) {
    const at = this.#hits.findIndex((hit) => hit.n === n);
    if (at >= 0) this.#go(at);
    if (innerWidth < 768) this.#list.show(false);
  }

  async #go(at) {
    this.#now = at;
    const { n } = this.#hits[at];
    if (!this.#isNear(n)) this.#reader.show(n);
    await this.#reader.pages().draw(n);
    await this.mark();
    this.#list.here(n);
    const rect = await this.#rectNow();
    if (rect?.height) bring(rect, this.#reader.frame);
    else this.#reader.show(n);
  }

  #isNear(n) {
    const box = this.#reader.pages().elements()[n - 1]?.getBoundingClientRect();
    return box && box.bottom > 0 && box.top < innerHeight;
  }

  async #rectNow() {
    const { n, k } = this.#hits[this.#now];
    const box = boxNow(this.#reader.pages().elements()[n - 1]);
    const shown = box ?? (await this.#ranges(n))[k];
    return shown?.getBoundingClientRect();
  }

  #boxes(n) {
    return this.#reader.pages().isPicture ? this.#found.page(n)?.boxes : undefined;
  }

  async #ranges(n) {
    const [pages, page] = [this.#reader.pages(), this.#found.page(n)];
    if (!page || this.#boxes(n) || !pages.nodes(n).length) return [];
    const map = await pages.map(n);
    return map.places(page, this.#found.spelled).map((place) => map.range(place, pages.nodes(n))).filter(Boolean);
  }

  /** After the pages are shown another way: the same words, counted afresh. */
  again() {
    this.#found.recount();
    this.#hits = this.#found.hits();
    this.#now = Math.min(this.#now, this.#hits.length - 1);
    return this.mark();
  }

  /** Marks again what is drawn: after each page that appears. */
  async mark() {
    const [all, now] = [[], []];
    for (const [at, page] of this.#reader.pages().elements().entries()) {
      const n = at + 1;
      const boxes = this.#boxes(n);
      const ranges = await this.#ranges(n);
      if (ranges.length && this.#found.saw(n, ranges.length)) this.#recounted();
      const hit = this.#hits[this.#now];
      const k = hit?.n === n ? hit.k : -1;
      drawBoxes(page, boxes && page.childElementCount ? boxes : [], k);
      ranges.forEach((range, place) => (place === k ? now : all).push(range));
    }
    const total = this.#hits.length;
    if (total) this.#count.textContent = this.#now < 0 ? say("{n} chỗ", { n: total }) : say("{n}/{m}", { n: this.#now + 1, m: total });
    if (!marks) return;
    marks.all.clear();
    marks.now.clear();
    all.forEach((range) => marks.all.add(range));
    now.forEach((range) => marks.now.add(range));
  }

  // A page showed more or fewer places than were counted: the place before the eyes stays the same one.
  #recounted() {
    const hit = this.#hits[this.#now];
    this.#hits = this.#found.hits();
    if (!hit) return;
    const same = this.#hits.findIndex((each) => each.n === hit.n && each.k === hit.k);
    this.#now = same >= 0 ? same : this.#hits.findIndex((each) => each.n === hit.n);
  }
}
