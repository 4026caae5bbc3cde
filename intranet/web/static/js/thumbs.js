// The list of pages beside the paper: small pictures drawn when they come into sight, which one is
// before the eyes, which were seen.
// Wants: a list with links a[data-thumb="n"]; each may hold a .thumb-picture that a canvas goes into.
import { say } from "./words.js";

const WIDTH = 76;

export class Thumbs {
  #list;

  constructor(list, show) {
    this.#list = list;
    list?.addEventListener("click", (event) => {
      const link = event.target.closest("[data-thumb]");
      if (!link) return;
      event.preventDefault();
      show(Number(link.dataset.thumb));
    });
  }

  #link(n) {
    return this.#list?.querySelector(`[data-thumb="${n}"]`);
  }

  /** Draws the pictures of a PDF, each when it comes into sight. */
  draw(pdf) {
    const sight = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        sight.unobserve(target);
        const canvas = document.createElement("canvas");
        target.querySelector(".thumb-picture")?.replaceChildren(canvas);
        pdf.thumb(Number(target.dataset.thumb), canvas, WIDTH);
      }
    }, { root: this.#list, rootMargin: "100px" });
    for (const link of this.#list?.querySelectorAll("[data-thumb]") ?? []) sight.observe(link);
  }

  here(n) {
    const link = this.#link(n);
    if (!link || link.hasAttribute("aria-current")) return;
    for (const old of this.#list.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    const [top, height] = [link.offsetTop, link.offsetHeight];
    if (top < this.#list.scrollTop || top + height > this.#list.scrollTop + this.#list.clientHeight) {
      this.#list.scrollTop = top - this.#list.clientHeight / 3;
    }
  }

  seen(n) {
    const link = this.#link(n);
    if (!link || link.querySelector(".bi-eye-fill")) return;
    const eye = document.createElement("i");
    eye.className = "bi bi-eye-fill";
    eye.setAttribute("aria-hidden", "true");
    link.append(" ", eye);
    link.setAttribute("aria-label", say("Trang {n}, đã xem", { n }));
  }
}
