// The check page: each fact shows where on the page it was read.
// Wants:
//   <form data-check> with rows .fact[data-spot="spot-4"] that hold one field each, and the button
//   [data-publish]; marks <g class="spot" id="spot-4"> in <svg class="paper" data-page="1"> pictures;
//   links a[data-previous] and a[data-next] to the neighbours; optionally buttons
//   [data-do="zoom-in|zoom-out|turn"] for the pictures.
// Hover or focus of a fact lights its mark and brings it into sight; a click on a mark goes to its field.
// Keys: Ctrl Enter asks with one line and publishes · [ ] previous, next document (not while a field has the focus).

import { ask } from "./ask.js";
import { say } from "./words.js";

const form = document.querySelector("[data-check]");
const papers = [...document.querySelectorAll("svg.paper")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let zoom = 1;
let turn = 0;

const spotOf = (fact) => document.getElementById(fact.dataset.spot ?? "");
const factOf = (spot) => form.querySelector(`.fact[data-spot="${spot.id}"]`);

function light(fact, on) {
  fact.classList.toggle("fact--on", on);
  spotOf(fact)?.classList.toggle("spot--on", on);
}

function bringIntoSight(spot) {
  spot?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

for (const fact of form.querySelectorAll(".fact[data-spot]")) {
  fact.addEventListener("pointerenter", () => light(fact, true));
  fact.addEventListener("pointerleave", () => light(fact, fact.contains(document.activeElement)));
  fact.addEventListener("focusin", () => {
    light(fact, true);
    bringIntoSight(spotOf(fact));
  });
  fact.addEventListener("focusout", () => light(fact, false));
}

for (const spot of document.querySelectorAll(".spot")) {
  const fact = factOf(spot);
  if (!fact) continue;
  spot.addEventListener("click", () => fact.querySelector("input, select, textarea")?.focus());
  spot.addEventListener("pointerenter", () => light(fact, true));
  spot.addEventListener("pointerleave", () => light(fact, false));
}

function draw() {
  for (const paper of papers) {
    paper.style.width = zoom === 1 ? "" : `${zoom * 40}rem`;
    paper.style.transform = turn ? `rotate(${turn}deg)` : "";
  }
}

const actions = {
  "zoom-in": () => (zoom = Math.min(zoom * 1.25, 3)),
  "zoom-out": () => (zoom = Math.max(zoom / 1.25, 0.5)),
  turn: () => (turn = (turn + 90) % 360),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button || !actions[button.dataset.do]) return;
  actions[button.dataset.do]();
  draw();
});

/** What will happen, on one line: what, for how many, by when, whether it must be confirmed. */
function summary() {
  const value = (name) => form.elements[name]?.value.trim() ?? "";
  const on = (name) => Boolean(form.elements[name]?.checked);
  if (!on("assign")) return say("Chỉ để tra cứu, không giao ai đọc.");
  const days = value("deadline_days");
  const by = days ? say("hạn {n} ngày làm việc", { n: days }) : value("deadline") ? say("hạn {day}", { day: value("deadline") }) : say("không có hạn");
  return `${value("symbol") || say("Văn bản không số")}: ${by}, ${on("must_confirm") ? say("phải xác nhận đã đọc") : say("không phải xác nhận")}.`;
}

async function publishAfterAsking() {
  const button = form.querySelector("[data-publish]");
  if (!button || document.querySelector("dialog[open]")) return;
  const words = button.textContent.trim();
  if (await ask({ question: `${words}?`, detail: summary(), yes: words })) form.requestSubmit(button);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    publishAfterAsking();
    return;
  }
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
  const way = { "[": "a[data-previous]", "]": "a[data-next]" }[event.key];
  const link = way && document.querySelector(way);
  if (link) location.assign(link.href);
});
