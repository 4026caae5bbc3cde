// Counts which hit of a results page is opened first: its place, never by whom.
// Wants: one element with data-asked (the words), data-first (place of the first hit shown) and
//        data-opened (where to send it); the hits are article.result.
import { token } from "./server.js";

const place = document.querySelector("[data-opened]");
let told = false;

function tell(event) {
  const hit = event.target.closest("article.result a[href]")?.closest("article.result");
  if (!hit || told || (event.type === "auxclick" && event.button !== 1)) return;
  told = true;
  const index = [...document.querySelectorAll("article.result")].indexOf(hit);
  const fields = new URLSearchParams({
    q: place.dataset.asked, thu: Number(place.dataset.first) + index, csrf_token: token(),
  });
  navigator.sendBeacon(place.dataset.opened, fields);
}

if (place) {
  document.addEventListener("click", tell);
  document.addEventListener("auxclick", tell);
}
