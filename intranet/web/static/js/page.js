// The one module every page loads. What a page does not contain is not fetched.
import "./theme.js";
import "./keys.js";
import "./forms.js";
import "./keep.js";
import "./ask.js";
import "./drop-anywhere.js";
import "./toast.js";
import "./patient-pictures.js";
import { token } from "./server.js";

const rooms = {
  "[data-hint]": "./hint.js",
  "[data-reader]": "./reader.js",
  "[data-seen-count], [data-receipt-form]": "./receipt.js",
  "[data-paper-coming]": "./paper-coming.js",
  "[data-upload]": "./upload.js",
  "[data-queue]": "./queue.js",
  "[data-check]": "./check.js",
  "[data-chart]": "./chart.js",
  "[data-ticks]": "./ticks.js",
  "[data-suggest]": "./suggest.js",
  "[data-palette-field]": "./palette.js",
};
// What makes fields and lists of them easier; each has enhance(part of the page).
const services = {
  "[data-rows]": "./rows.js",
  "form[data-keep]": "./keep.js",
  "input[data-day]": "./day.js",
  "[data-pick], [data-pick-from]": "./pick.js",
  "[data-narrows]": "./lines.js",
  "input[data-files]": "./files.js",
  ".table-cards": "./labels.js",
};
for (const [mark, module] of Object.entries(rooms)) {
  if (document.querySelector(mark)) import(module);
}
async function enhance(part) {
  for (const [mark, module] of Object.entries(services)) {
    if (part.querySelector(mark)) (await import(module)).enhance(part);
  }
}
enhance(document);
document.addEventListener("htmx:load", ({ detail }) => enhance(detail.elt));
document.addEventListener("grown", ({ target }) => enhance(target));

// On a narrow screen the view one is in may stand outside its row: the row is moved, never the page.
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  const [own, row] = [here, here.closest(".tabs")].map((one) => one.getBoundingClientRect());
  if (own.right > row.right || own.left < row.left) here.closest(".tabs").scrollLeft += own.left - row.left;
}

// Every request that htmx sends carries the token against cross-site forgery.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});
