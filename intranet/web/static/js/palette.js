// Ctrl K: pages, directives and people by a few words, in a dialog.
// Wants: <dialog id="palette"> with a form and <input data-palette-field="address">; the address answers as that
// of `suggest.js`. The list stands as long as the dialog is open, its first line is the active one.
import { Suggester } from "./suggest.js";

class Palette extends Suggester {
  async ask() {
    this.wanted = true;
    await super.ask();
  }

  show(answer) {
    super.show(answer);
    const some = this.lines.length > 0;
    this.list.hidden = !some;
    this.field.setAttribute("aria-expanded", String(some));
    if (some) this.go(0);
  }

  onEscape() {
    return false; // it closes the dialog
  }
}

for (const field of document.querySelectorAll("[data-palette-field]")) {
  const palette = new Palette(field, field.dataset.paletteField);
  field.addEventListener("palette", () => palette.ask());
}
