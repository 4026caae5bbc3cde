// Short news, read out politely; never the only place of an error.
// Wants: a box [data-toasts] for what scripts say; what the page before said stands in the page: [data-news]
//        with a .toast-close, [data-news=acts] where a button does something about it.
// Gives: toast(words, kind, {label, url}). Toasts and good news leave by themselves, what can be acted upon
//        later; nothing leaves under the hand of somebody who is about to press.
import { say } from "./words.js";

const STAY = 8_000;
const STAY_WITH_ACT = 30_000;
const IDLE = 1_500;
const signs = { ok: "check-circle-fill", warn: "exclamation-triangle-fill", danger: "exclamation-octagon-fill" };
const box = document.querySelector("[data-toasts]");

let touched = 0;
for (const event of ["pointermove", "pointerdown", "keydown", "scroll"]) {
  addEventListener(event, () => (touched = Date.now()), { passive: true });
}

function leave(card) {
  if (Date.now() - touched < IDLE) setTimeout(() => leave(card), IDLE);
  else card.remove();
}

function leaveLater(card, stay = STAY) {
  let timer = 0;
  const start = () => (timer = setTimeout(() => leave(card), stay));
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) card.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) card.addEventListener(event, start);
  start();
}

function part(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export function toast(words, kind = "ok", way = null) {
  if (!box) return;
  const card = part("div", `toast show toast--${kind}`);
  card.setAttribute("role", "status");
  const body = part("div", "toast-body");
  const sign = part("i", `bi bi-${signs[kind] ?? "info-circle-fill"}`);
  sign.setAttribute("aria-hidden", "true");
  body.append(sign, part("span", "", words));
  if (way) {
    const link = part("a", "", way.label);
    link.href = way.url;
    body.append(link);
  }
  const close = part("button", "toast-close");
  close.type = "button";
  close.setAttribute("aria-label", say("Đóng"));
  close.append(part("i", "bi bi-x-lg"));
  body.append(close);
  card.append(body);
  box.append(card);
  leaveLater(card, kind === "ok" ? STAY : 2 * STAY);
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".toast-close")) event.target.closest(".toast, .news").remove();
});
for (const card of document.querySelectorAll("[data-news].news--ok")) {
  leaveLater(card, card.dataset.news ? STAY_WITH_ACT : STAY);
}
