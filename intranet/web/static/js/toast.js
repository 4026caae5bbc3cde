// Short news at the foot of the page, read out politely; never the only place of an error.
// Wants: a box [data-toasts]; toasts that came with the page are [data-toast] with a .toast-close.
// Gives: toast(words, kind, {label, url}); good news leaves after ten seconds, the rest stays.
import { say } from "./words.js";

const STAY = 10_000;
const signs = { ok: "check-circle-fill", warn: "exclamation-triangle-fill", danger: "exclamation-octagon-fill" };
const box = document.querySelector("[data-toasts]");

function leaveLater(card) {
  let timer = 0;
  const start = () => (timer = setTimeout(() => card.remove(), STAY));
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
  if (kind === "ok") leaveLater(card);
}

box?.addEventListener("click", (event) => {
  if (event.target.closest(".toast-close")) event.target.closest(".toast").remove();
});
for (const card of document.querySelectorAll("[data-toast].toast--ok")) leaveLater(card);
