// Notes which pages were really shown: long enough, large enough, with the window in front, one after
// the other. Each page is told once: POST page=n&nonce=… to the address. The server has the last word on
// the time (its answer may say wait=s); what could not be sent is tried again.
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

/** Whether there is anything on the page yet: its picture may still be on its way. */
function isDrawn(element) {
  const picture = element.querySelector(":scope > img");
  return element.childElementCount > 0 && (!picture || picture.naturalWidth > 0);
}

/** Tells that a page was shown (0: all changes), again while the server says that it was too short. */
export async function tellShown(url, page, nonce) {
  for (;;) {
    const said = await post(url, { page, nonce }, { keepalive: true });
    if (!said.wait) return said;
    await new Promise((later) => setTimeout(later, said.wait * 1000));
  }
}

export function warn(error) {
  toast(error.message && error.status ? error.message : say("Chưa ghi được trang đã xem. Kiểm tra kết nối mạng."), "warn");
}

export class Seen {
  #url;
  #nonce;
  #wanted;
  #pages;
  #told;
  #times = new Map();
  #waiting = new Set();
  #failures = 0;

  /** @param pages () → elements [data-page] now on show. */
  constructor({ url, nonce, seconds, seen, pages }) {
    [this.#url, this.#nonce, this.#wanted, this.#pages] = [url, nonce, seconds * 1000, pages];
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
      if (!isDrawn(element)) continue;
      const time = (this.#times.get(n) ?? 0) + BEAT;
      this.#times.set(n, time);
      if (time >= this.#wanted) this.#tell(n);
      return; // a moment counts for one page only, as it does for the server
    }
  }

  async #tell(n) {
    this.#waiting.add(n);
    try {
      const said = await tellShown(this.#url, n, this.#nonce);
      this.#told.add(n);
      this.#failures = 0;
      document.dispatchEvent(new CustomEvent("reader:seen", { detail: { ...said, page: n, told: this.#told.size } }));
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === (error.status === 400 ? 1 : 3)) warn(error);
      await new Promise((later) => setTimeout(later, 5000 * Math.min(this.#failures, 6)));
    } finally {
      this.#waiting.delete(n);
    }
  }
}
