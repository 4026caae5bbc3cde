// Notes when every change of a new version was really shown, and lets it be confirmed then.
// Wants [data-changes-seen=address][data-nonce] with [data-changes-confirm] and [data-changes-left], and [data-change] each.
import { tellShown, warn } from "./seen.js";

const LONG_ENOUGH = 1000; // ms that a change is on the screen
const panel = document.querySelector("[data-changes-seen]");
const left = new Set(document.querySelectorAll("[data-change]"));
const times = new Map();

async function tell() {
  try {
    await tellShown(panel.dataset.changesSeen, 0, panel.dataset.nonce);
    panel.querySelector("[data-changes-confirm]").disabled = false;
    panel.querySelector("[data-changes-left]").hidden = true;
  } catch (error) {
    warn(error);
  }
}

function isShown(element) {
  const box = element.getBoundingClientRect();
  const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return seen > 0 && (seen >= box.height / 2 || seen >= innerHeight / 2);
}

function watch() {
  const step = 250;
  const beat = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    for (const one of left) {
      if (isShown(one)) times.set(one, (times.get(one) ?? 0) + step);
      if ((times.get(one) ?? 0) >= LONG_ENOUGH) left.delete(one);
    }
    if (left.size) return;
    clearInterval(beat);
    tell();
  }, step);
}

if (panel?.querySelector("[data-changes-confirm]:disabled")) watch();
