// The reader: original (PDF.js) and text, page list, zoom, find, and which pages were really shown.
// Wants (components/reader.html writes all of it):
//   <div data-reader data-pdf="address of the file, or nothing" data-pages="5" data-seen="1,2"
//        data-pictures="JSON: addresses of page pictures, for what is no PDF"
//        data-seen-url="POST page=n&nonce=…" data-seconds="3" data-nonce="what goes back with each page"
//        data-marks-url="GET q, trang: what a query marks" data-within-url="GET q: pages with lines">
//     tools: [data-do="previous|next|zoom-in|zoom-out|find|print"], [data-page-field] (an input), tabs
//            [data-view-tab="original|text"], [data-reader-note] for a line of news
//     .find-bar[hidden] with input, [data-count], [data-do="find-list|find-previous|find-next|find-close"],
//            ol[data-find-pages]
//     .thumbs with a[data-thumb="n"]; boxes [data-view="original"] and [data-view="text"] (its pages are
//     [data-page="n"] written by the server)
// The address may say ?trang=7 (page) and ?q=words (marked). Sends "reader:seen" {page, told, …answer} on
// document and hears "reader:show" {page}.
// Keys: ← → PageUp PageDown pages · t original or text · + - zoom · Ctrl F find · n N next, previous place · Ctrl P print.
import { FindInDocument } from "./find-in-document.js";
import { prepared, unprepared } from "./print-pages.js";
import { keepPlace, placeLeft } from "./reading-place.js";
import { Seen } from "./seen.js";
import { TextPages } from "./text-pages.js";
import { Thumbs } from "./thumbs.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const ZOOMS = [0.6, 0.8, 1, 1.25, 1.5, 2, 3];
const root = document.querySelector("[data-reader]");
const one = (selector) => root.querySelector(selector);
const boxes = { original: one("[data-view=original]"), text: one("[data-view=text]") };
const asked = new URLSearchParams(location.search);

const shelves = {}; // view → PdfPages or TextPages, once it is open
let view = "text";
let zoom = 2;
let started = false;

const pages = () => shelves[view];
const total = () => pages().elements().length;

function here() {
  const line = innerHeight / 3;
  const at = pages().elements().findIndex((element) => element.getBoundingClientRect().bottom > line);
  return at < 0 ? total() : at + 1;
}

function show(n) {
  const element = pages().elements()[Math.max(1, Math.min(total(), n)) - 1];
  element?.scrollIntoView({ block: "start", behavior: "instant" });
}

async function open(wanted) {
  const box = boxes[wanted];
  if (!box) return false;
  if (!shelves[wanted]) {
    try {
      await load(wanted, box);
    } catch (error) {
      console.warn("reader:", error);
      toast(say("Không mở được bản gốc. Hãy đọc ở thẻ Văn bản chữ hoặc tải tệp về."), "warn");
      return false;
    }
  }
  const page = shelves[view] && !boxes[view].hidden ? here() : null;
  view = wanted;
  for (const [name, each] of Object.entries(boxes)) if (each) each.hidden = name !== wanted;
  for (const tab of root.querySelectorAll("[data-view-tab]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.viewTab === wanted));
  }
  if (page && page > 1) show(page);
  find.again();
  follow();
  return true;
}

async function load(wanted, box) {
  if (wanted === "text") {
    shelves.text = new TextPages(box);
    return;
  }
  box.hidden = false;
  const shelf = await shelfOf(box);
  [shelves.original, view] = [shelf, wanted]; // the pictures are there already
  if (asked.get("trang") && shelf.elements().length) show(Number(asked.get("trang")));
  try {
    await shelf.open(root.dataset.pdf);
  } catch (error) {
    delete shelves.original;
    throw error;
  }
  thumbs.draw(shelf);
}

async function shelfOf(box) {
  const pictures = JSON.parse(root.dataset.pictures || "[]");
  if (pictures.length) return new (await import("./picture-pages.js")).PicturePages(box, pictures);
  return new (await import("./pdf-pages.js")).PdfPages(box);
}

function zoomBy(step) {
  const page = here();
  zoom = Math.max(0, Math.min(ZOOMS.length - 1, zoom + step));
  pages().setZoom(ZOOMS[zoom]);
  show(page);
}

const note = one("[data-reader-note]");
let noteTimer = 0;

/** A line under the tools, for a while or until the next. */
function tell(words, seconds = 0) {
  clearTimeout(noteTimer);
  note.textContent = words;
  note.hidden = !words;
  if (seconds) noteTimer = setTimeout(() => (note.hidden = true), seconds * 1000);
}

async function print() {
  unprepared(root);
  try {
    if (view === "original") {
      await prepared(pages(), one(".bench-views"), (n, m) => tell(say("Đang chuẩn bị in: trang {n} trên {m}", { n, m })));
    }
    tell("");
  } catch (error) {
    console.warn("print:", error);
    tell(say("Không dựng được mọi trang để in. Hãy tải tệp về rồi in."), 12);
    return;
  }
  globalThis.print();
}

const thumbs = new Thumbs(one(".thumbs"), show);
const find = new FindInDocument(one(".find-bar"), {
  pages,
  total,
  show,
  here,
  frame: one(".bench-views"),
  marksUrl: root.dataset.marksUrl,
  withinUrl: root.dataset.withinUrl,
});
new Seen({
  url: root.dataset.seenUrl,
  nonce: root.dataset.nonce,
  seconds: Number(root.dataset.seconds ?? 3),
  seen: (root.dataset.seen ?? "").split(",").filter(Boolean).map(Number),
  pages: () => pages()?.elements() ?? [],
});

const actions = {
  previous: () => show(here() - 1),
  next: () => show(here() + 1),
  "zoom-in": () => zoomBy(1),
  "zoom-out": () => zoomBy(-1),
  find: () => find.open(),
  print,
};

function follow() {
  if (!pages()) return;
  const n = here();
  const field = one("[data-page-field]");
  if (field && field !== document.activeElement) field.value = n;
  thumbs.here(n);
  if (started) keepPlace(n);
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]?.();
  const tab = event.target.closest("[data-view-tab]");
  if (tab) open(tab.dataset.viewTab);
});

one("[data-page-field]")?.addEventListener("change", (event) => show(Number(event.target.value)));
root.addEventListener("page:drawn", () => pages() && find.mark());

document.addEventListener("reader:seen", ({ detail }) => {
  thumbs.seen(detail.page);
});
document.addEventListener("reader:show", ({ detail }) => pages() && show(detail.page));

const keys = {
  ArrowLeft: actions.previous,
  ArrowRight: actions.next,
  PageUp: actions.previous,
  PageDown: actions.next,
  "+": actions["zoom-in"],
  "=": actions["zoom-in"],
  "-": actions["zoom-out"],
  t: () => open(view === "text" ? "original" : "text"),
  n: () => find.step(1),
  N: () => find.step(-1),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f" && !event.shiftKey) {
    event.preventDefault();
    return find.open();
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p" && !event.shiftKey && pages()) {
    event.preventDefault();
    return print();
  }
  if (event.key === "Escape" && find.isOpen && !event.defaultPrevented) return find.close();
  const busy = event.target.closest("input, textarea, select, [role=tab], dialog, .dropdown-menu");
  if (busy || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return undefined;
  if (event.key.length === 1 && localStorage.getItem("keys") === "off") return undefined;
  event.preventDefault();
  return keys[event.key]();
});

let waiting = 0;
const soon = (work) => () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(work);
};
addEventListener("scroll", soon(follow), { passive: true });
let width = innerWidth;
addEventListener("resize", soon(() => {
  if (innerWidth !== width) pages()?.fit();
  width = innerWidth;
}));

// On a phone two taps make the letters readable, two more show the whole page again.
boxes.original?.addEventListener("dblclick", () => {
  if (matchMedia("(pointer: coarse)").matches && pages()) zoomBy(zoom > 2 ? 2 - zoom : 3);
});

function goOn() {
  const page = placeLeft((root.dataset.seen ?? "").split(",").filter(Boolean).map(Number), total());
  if (page < 2 || document.querySelector(".receipt--done")) return;
  show(page);
  tell(say("Đọc tiếp từ trang {n}, chỗ bạn dừng lần trước.", { n: page }), 8);
}

async function start() {
  const opened = boxes.original && root.dataset.first !== "text" ? await open("original") : false;
  if (!opened) await open("text");
  const page = Number(asked.get("trang")) || 0;
  if (page > 1) show(page);
  if (asked.get("q")) await find.light(asked.get("q"), page);
  else if (!page) goOn();
  started = true;
  follow();
}
start();
