// Notes which pages were really shown: long enough, large enough, with the window in front.
// Each page is told once: POST page=n&seconds=s to the address; what could not be sent is tried again.
import { post } from "./server.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const BEAT = 500;

/** Half of the page, or a page that fills half of the window. */
function isShown(element) {
  const box = element.getBoundingClientRect();
  const shown = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return box.height > 0 && shown > 0 && (shown >= box.height / 2 || shown >= innerHeight / 2);
}

export class Seen {
  #url;
  #wanted;
  #pages;
  #told;
  #times = new Map();
  #waiting = new Set();
  #failures = 0;

  /** @param pages () → elements [data-page] now on show. */
  constructor({ url, seconds, seen, pages }) {
    [this.#url, this.#wanted, this.#pages] = [url, seconds * 1000, pages];
    this.#told = new Set(seen);
    if (url) setInterval(() => this.#beat(), BEAT);
  }

  has(n) {
    return this.#told.has(n);
  }

  #beat() {
    if (document.visibilityState !== "visible") return;
    for (const element of this.#pages()) {
      const n = Number(element.dataset.page);
      if (this.#told.has(n) || this.#waiting.has(n) || !isShown(element)) continue;
      if (!element.childElementCount) continue; // not drawn yet
      const time = (this.#times.get(n) ?? 0) + BEAT;
      this.#times.set(n, time);
      if (time >= this.#wanted) this.#tell(n, time);
    }
  }

  async #tell(n, time) {
    this.#waiting.add(n);
    try {
      const said = await post(this.#url, { page: n, seconds: Math.round(time / 1000) }, { keepalive: true });
      this.#told.add(n);
      this.#failures = 0;
      document.dispatchEvent(new CustomEvent("reader:seen", { detail: { ...said, page: n, told: this.#told.size } }));
    } catch {
      this.#failures += 1;
      if (this.#failures === 3) toast(say("Chưa ghi được trang đã xem. Kiểm tra kết nối mạng."), "warn");
      await new Promise((later) => setTimeout(later, 5000 * Math.min(this.#failures, 6)));
    } finally {
      this.#waiting.delete(n);
    }
  }
}
