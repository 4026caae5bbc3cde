// Printing what is read: one sheet a page, whole. Every page is drawn before the browser is asked to print, those
// that nobody scrolled to as well. Styled in print.css (.print-sheets).

const ready = new WeakMap(); // shelf → the pictures of its pages, drawn once

async function sheetsOf(shelf, tell) {
  const sheets = document.createElement("div");
  sheets.className = "print-sheets";
  sheets.setAttribute("aria-hidden", "true");
  const total = shelf.elements().length;
  for (let n = 1; n <= total; n += 1) {
    tell(n, total);
    const { url, isWide } = await shelf.printed(n);
    const picture = new Image();
    picture.className = isWide ? "print-sheet print-sheet--wide" : "print-sheet";
    picture.alt = "";
    picture.src = url;
    await picture.decode();
    sheets.append(picture);
  }
  return sheets;
}

/** Puts the pages of the shelf into the box for print only; `tell(n, total)` hears how far it is. */
export async function prepared(shelf, box, tell) {
  if (!ready.has(shelf)) ready.set(shelf, await sheetsOf(shelf, tell));
  box.append(ready.get(shelf));
}

/** Lets the print be what the page shows otherwise. */
export function unprepared(box) {
  box.querySelector(".print-sheets")?.remove();
}
