// The one module every page loads. What a page does not contain is not fetched.
import "./theme.js";
import "./keys.js";
import "./forms.js";
import "./toast.js";
import "./patient-pictures.js";
import { token } from "./server.js";

const rooms = {
  "[data-reader]": "./reader.js",
  "[data-upload]": "./upload.js",
  "[data-check]": "./check.js",
  "[data-chart]": "./chart.js",
  "[data-graph]": "./graph.js",
  "[data-suggest]": "./suggest.js",
};
for (const [mark, module] of Object.entries(rooms)) {
  if (document.querySelector(mark)) import(module);
}

// Every request that htmx sends carries the token against cross-site forgery.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});
