// Places found on a page that is a picture: boxes over it, in fractions of the page, as one drawing.
// The place before the eyes has a frame besides its colour (styled in found.css).

const SVG = "http://www.w3.org/2000/svg";
const WHOLE = 1000; // the drawing's measure of the page
const ROOM = 2; // around the letters

function rect([x, y, width, height], isNow) {
  const shape = document.createElementNS(SVG, "rect");
  const sides = { x: x * WHOLE - ROOM, y: y * WHOLE - ROOM, width: width * WHOLE + 2 * ROOM, height: height * WHOLE + 2 * ROOM };
  for (const [name, value] of Object.entries(sides)) shape.setAttribute(name, value.toFixed(1));
  shape.setAttribute("class", isNow ? "found-box found-box--now" : "found-box");
  return shape;
}

/** Draws the places (each a list of boxes) over the page; `now` is the one before the eyes. */
export function drawBoxes(page, places, now) {
  page.querySelector(".found-boxes")?.remove();
  if (!places.length) return;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "found-boxes");
  drawing.setAttribute("viewBox", `0 0 ${WHOLE} ${WHOLE}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  places.forEach((boxes, n) => drawing.append(...boxes.map((box) => rect(box, n === now))));
  page.append(drawing);
}

/** The box on the screen that is before the eyes, or nothing. */
export function boxNow(page) {
  return page.querySelector(".found-box--now");
}
