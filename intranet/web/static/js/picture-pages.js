// The pages of a photograph, one picture under the other: the same questions as PdfPages answers.
import { arrived } from "./patient-pictures.js";
import { TextMap } from "./text-map.js";
import { say } from "./words.js";

const PAPER = 736; // px: 46rem, the widest the page is shown at zoom 1
const A4 = Math.SQRT2;

export class PicturePages {
  isPicture = true;
  #box;
  #urls;
  #sheets = [];
  #zoom = 1;

  constructor(box, urls) {
    [this.#box, this.#urls] = [box, urls];
  }

  async open() {
    this.#sheets = this.#urls.map((url, at) => this.#sheet(url, at + 1));
    this.#box.replaceChildren(...this.#sheets.map((sheet) => sheet.element));
    this.fit();
    await this.#sheets[0]?.shown;
    return this.#sheets.length;
  }

  #sheet(url, n) {
    const element = document.createElement("div");
    element.className = "sheet-page";
    element.dataset.page = n;
    const picture = new Image();
    picture.alt = say("Trang {n}", { n });
    element.append(picture);
    const sheet = { element, picture };
    sheet.shown = this.#fetched(picture, url).then(() => {
      this.#size(sheet);
      element.dispatchEvent(new CustomEvent("page:drawn", { bubbles: true, detail: n }));
    });
    return sheet;
  }

  async #fetched(picture, url) {
    const answer = await arrived(url);
    if (!answer) throw new Error(`no picture at ${url}`);
    picture.src = URL.createObjectURL(await answer.blob());
    await picture.decode();
  }

  #size({ element, picture }) {
    const room = Math.min(this.#box.clientWidth - 24, PAPER);
    const width = Math.max(room, 200) * this.#zoom;
    const shape = picture.naturalWidth ? picture.naturalHeight / picture.naturalWidth : A4;
    [element.style.width, element.style.height] = [`${Math.floor(width)}px`, `${Math.floor(width * shape)}px`];
  }

  async draw(n) {
    await this.#sheets[n - 1].shown;
  }

  async map() {
    return new TextMap([]);
  }

  nodes() {
    return [];
  }

  elements() {
    return this.#sheets.map((sheet) => sheet.element);
  }

  setZoom(zoom) {
    this.#zoom = zoom;
    this.fit();
  }

  fit() {
    for (const sheet of this.#sheets) this.#size(sheet);
  }

  /** Page n as it is printed: the address of a picture and whether it lies across. */
  async printed(n) {
    const { picture, shown } = this.#sheets[n - 1];
    await shown;
    return { url: picture.src, isWide: picture.naturalWidth > picture.naturalHeight };
  }

  /** A small picture of page n for the list of pages. */
  async thumb(n, canvas, width) {
    const { picture, shown } = this.#sheets[n - 1];
    await shown;
    const sharp = Math.min(devicePixelRatio || 1, 2);
    canvas.width = Math.floor(width * sharp);
    canvas.height = Math.floor((canvas.width * picture.naturalHeight) / picture.naturalWidth);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
}
