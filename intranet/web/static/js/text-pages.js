// The pages of the "văn bản chữ" tab, written by the server: the same questions as PdfPages answers.
// Wants: a box with one [data-page="n"] for each page.
import { TextMap } from "./text-map.js";

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

export class TextPages {
  isPicture = false;
  #pages;

  constructor(box) {
    this.#pages = [...box.querySelectorAll("[data-page]")].map((element) => {
      const nodes = textNodes(element);
      return { element, nodes, map: new TextMap(nodes.map((node) => node.data)) };
    });
  }

  async open() {
    return this.#pages.length;
  }

  async draw() {}

  async map(n) {
    return this.#pages[n - 1].map;
  }

  nodes(n) {
    return this.#pages[n - 1].nodes;
  }

  elements() {
    return this.#pages.map((page) => page.element);
  }

  setZoom(zoom) {
    for (const page of this.#pages) page.element.style.fontSize = `${zoom}em`;
  }

  fit() {}
}
