// What a query marks in the paper that is open: the server says it (it knows how a query is understood
// and what stands on the pictures of scans); when it cannot be asked, the words are found here.
import { get } from "./server.js";
import { bareWords } from "./text-map.js";

const NOTHING = { total: 0, spelled: {}, pages: [] };

function address(url, query, page) {
  const asked = new URL(url, location.href);
  asked.searchParams.set("q", query);
  if (page) asked.searchParams.set("trang", page);
  // What was switched off among the results stays off here.
  for (const off of new URLSearchParams(location.search).getAll("bo")) asked.searchParams.append("bo", off);
  return asked;
}

export class Found {
  #pages;
  #counts;
  spelled;
  best; // {n, k}: the place to look at first

  constructor({ pages, spelled, best } = NOTHING) {
    this.best = best ? { n: best[0], k: best[1] } : null;
    this.#pages = new Map(pages.map((page) => [page.page, page]));
    this.#counts = new Map(pages.map((page) => [page.page, page.count]));
    this.spelled = spelled;
  }

  /** Asks the server; `page` is where the paper opens. Without an answer the pages' own text is read. */
  static async ask(url, query, shelf, page = 0) {
    if (!query.trim()) return new Found();
    try {
      if (url) return new Found(await get(address(url, query, page)));
    } catch (error) {
      console.warn("reader:", error);
    }
    return new Found(await Found.#read(query, shelf));
  }

  static async #read(query, shelf) {
    const words = bareWords(query);
    const [pages, runs] = [[], words.length ? [words] : []];
    for (let n = 1; n <= shelf.elements().length; n += 1) {
      const count = (await shelf.map(n)).places({ runs }).length;
      if (count) pages.push({ page: n, count, runs });
    }
    return { spelled: {}, pages };
  }

  /** The pages with anything found, in order: {page, count, runs, boxes?, lines?}. */
  get pages() {
    return [...this.#pages.values()];
  }

  page(n) {
    return this.#pages.get(n);
  }

  /** As many as the server counted, or as were really seen on the page once it was drawn. */
  count(n) {
    return this.#counts.get(n) ?? 0;
  }

  /** Notes how many places page n really shows; whether that is news. A page that shows none keeps one. */
  saw(n, count) {
    const shown = Math.max(1, count);
    if (this.count(n) === shown) return false;
    this.#counts.set(n, shown);
    return true;
  }

  /** [{n, k}]: the k-th place of page n, through the whole paper. */
  hits() {
    return [...this.#counts].flatMap(([n, count]) => Array.from({ length: count }, (_, k) => ({ n, k })));
  }

  /** Counts afresh, for another way to look at the pages. */
  recount() {
    this.#counts = new Map(this.pages.map((page) => [page.page, page.count]));
  }
}
