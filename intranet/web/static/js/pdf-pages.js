// Draws a PDF page under page with PDF.js: a canvas and a text layer each, only near what is looked at.
// The server has written a sheet [data-page="n"] with a picture for each page: it is seen until the page is drawn.
// Safe for the strict policy: worker from our own folder, no eval, no WebAssembly.
import * as pdfjs from "../vendor/pdfjs/pdf.min.mjs";
import { TextMap } from "./text-map.js";
import { say } from "./words.js";

const vendor = new URL("../vendor/pdfjs/", import.meta.url).href;
pdfjs.GlobalWorkerOptions.workerSrc = `${vendor}pdf.worker.min.mjs`;

const PAPER = 736; // px: 46rem, the widest the page is drawn at zoom 1
const KEEP = 12; // pages that stay drawn
const PRINT = 200 / 72; // dots an inch of what is printed

export class PdfPages {
  isPicture = true;
  #box;
  #pdf;
  #sheets = [];
  #drawn = [];
  #zoom = 1;
  #near;
  #written;

  constructor(box) {
    this.#box = box;
    this.#written = [...box.querySelectorAll("[data-page]")];
  }

  /** Loads the file and lays out all pages; resolves to the number of pages. */
  async open(url) {
    this.#pdf = await pdfjs.getDocument({
      url,
      cMapUrl: `${vendor}cmaps/`,
      standardFontDataUrl: `${vendor}standard_fonts/`,
      wasmUrl: `${vendor}wasm/`,
      iccUrl: `${vendor}iccs/`,
      useWasm: false,
      isEvalSupported: false,
      disableWorkerRendering: true,
      enableXfa: false,
    }).promise;
    const first = await this.#pdf.getPage(1);
    const { width, height } = first.getViewport({ scale: 1 });
    for (let n = 1; n <= this.#pdf.numPages; n += 1) this.#sheets.push(this.#sheet(n, width, height));
    this.#box.append(...this.#sheets.map((sheet) => sheet.element).filter((element) => !element.isConnected));
    for (const surplus of this.#written.slice(this.#sheets.length)) surplus.remove();
    this.#near = new IntersectionObserver((entries) => this.#lookedAt(entries), { rootMargin: "100% 0px" });
    for (const sheet of this.#sheets) this.#near.observe(sheet.element);
    return this.#pdf.numPages;
  }

  #sheet(n, width, height) {
    const element = this.#written[n - 1] ?? this.#element(n);
    const picture = element.querySelector("img");
    const [wide, high] = ["width", "height"].map((side) => Number(picture?.getAttribute(side)));
    const sheet = { n, element, picture, width: wide || width, height: high || height, page: null, map: null, nodes: [], task: null, turn: 0 };
    this.#size(sheet);
    return sheet;
  }

  #element(n) {
    const element = document.createElement("div");
    element.className = "sheet-page";
    element.dataset.page = n;
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", say("Trang {n}", { n }));
    return element;
  }

  #scale(sheet) {
    const room = Math.min(this.#box.clientWidth - 24, PAPER);
    return (Math.max(room, 200) / sheet.width) * this.#zoom;
  }

  #size(sheet) {
    const scale = this.#scale(sheet);
    sheet.element.style.setProperty("--total-scale-factor", scale);
    sheet.element.style.width = `${Math.floor(sheet.width * scale)}px`;
    sheet.element.style.height = `${Math.floor(sheet.height * scale)}px`;
  }

  #lookedAt(entries) {
    for (const entry of entries) {
      if (entry.isIntersecting) this.draw(Number(entry.target.dataset.page));
    }
  }

  async #page(sheet) {
    if (sheet.page) return sheet.page;
    sheet.page = await this.#pdf.getPage(sheet.n);
    const { width, height } = sheet.page.getViewport({ scale: 1 });
    [sheet.width, sheet.height] = [width, height];
    this.#size(sheet);
    return sheet.page;
  }

  /** Draws page n (once for each zoom); resolves when picture and text layer stand. */
  draw(n) {
    const sheet = this.#sheets[n - 1];
    sheet.task ??= this.#draw(sheet, sheet.turn);
    return sheet.task;
  }

  async #draw(sheet, turn) {
    const page = await this.#page(sheet);
    const scale = this.#scale(sheet);
    const sharp = Math.min(devicePixelRatio || 1, 2);
    const viewport = page.getViewport({ scale: scale * sharp });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
    await page.render({ canvas, viewport }).promise;
    if (turn !== sheet.turn) return;
    const layer = document.createElement("div");
    layer.className = "textLayer";
    sheet.element.replaceChildren(canvas, layer);
    const content = await this.#content(sheet);
    const text = new pdfjs.TextLayer({ textContentSource: content, container: layer, viewport: page.getViewport({ scale }) });
    await text.render();
    sheet.nodes = text.textDivs.map((piece) => piece.firstChild);
    if (content.items.length) sheet.element.removeAttribute("role");
    sheet.element.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true, detail: sheet.n }));
    this.#forgetFar(sheet);
  }

  async #content(sheet) {
    const page = await this.#page(sheet);
    sheet.content ??= await page.getTextContent();
    return sheet.content;
  }

  // Only the last pages looked at stay drawn, so that a book of 300 pages does not fill the memory.
  #forgetFar(sheet) {
    this.#drawn = [...this.#drawn.filter((each) => each !== sheet), sheet];
    while (this.#drawn.length > KEEP) {
      const old = this.#drawn.shift();
      old.element.replaceChildren(...(old.picture ? [old.picture] : []));
      [old.task, old.nodes] = [null, []];
      this.#near.unobserve(old.element);
      this.#near.observe(old.element);
    }
  }

  setZoom(zoom) {
    this.#zoom = zoom;
    this.fit();
  }

  /** Lays the pages out again, after a zoom or when the window changed. */
  fit() {
    for (const sheet of this.#sheets) {
      this.#size(sheet);
      if (!sheet.task) continue;
      sheet.turn += 1;
      [sheet.task, sheet.nodes] = [null, []];
      this.#near.unobserve(sheet.element);
      this.#near.observe(sheet.element);
    }
  }

  /** The text of page n, to search in. */
  async map(n) {
    const sheet = this.#sheets[n - 1];
    if (!sheet.map) {
      const { items } = await this.#content(sheet);
      sheet.map = new TextMap(items.map((item) => item.str), items.map((item) => item.hasEOL));
    }
    return sheet.map;
  }

  nodes(n) {
    return this.#sheets[n - 1].nodes;
  }

  elements() {
    return this.#sheets.length ? this.#sheets.map((sheet) => sheet.element) : this.#written;
  }

  /** Page n as it is printed: the address of a picture and whether it lies across. */
  async printed(n) {
    const page = await this.#page(this.#sheets[n - 1]);
    const viewport = page.getViewport({ scale: PRINT });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
    await page.render({ canvas, viewport, intent: "print" }).promise;
    const picture = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    return { url: URL.createObjectURL(picture), isWide: canvas.width > canvas.height };
  }

  /** A small picture of page n for the list of pages. */
  async thumb(n, canvas, width) {
    const page = await this.#page(this.#sheets[n - 1]);
    const sharp = Math.min(devicePixelRatio || 1, 2);
    const viewport = page.getViewport({ scale: (width * sharp) / page.getViewport({ scale: 1 }).width });
    [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
    await page.render({ canvas, viewport }).promise;
  }
}
