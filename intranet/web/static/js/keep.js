// Forms that lose nothing.
// Wants: <form data-keep="name">; in it optionally [data-unsaved], where the number of changes is said.
// What is typed is kept in this window until it has arrived, also over a session that ended; a link asks before
// the page is left, closing the window too. A form whose rows grow hears "grow" with the kept fields first.
import { ask } from "./ask.js";
import { say } from "./words.js";

const SENT = "form sent";
const unsaved = new Map();
const nameOf = (form) => `form ${form.dataset.keep} ${location.pathname}`;
const TICKED = ["checkbox", "radio"];
const kept = (field) =>
  field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && field.name !== "csrf_token";
const fieldsOf = (form) => [...form.elements].filter(kept);
const values = (form) => fieldsOf(form).map((field) => (TICKED.includes(field.type) ? field.checked : field.value));
// What the page came with: also where something was typed before this script ran.
const freshOf = (field) => {
  if (TICKED.includes(field.type)) return field.defaultChecked;
  if (field.tagName !== "SELECT") return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
};
const isWrong = (form) => form?.querySelector(".is-invalid, .error-summary");

// In which order rows stand: each begins with a hidden number.
const orderOf = (form) =>
  [...form.querySelectorAll("[data-item] input[type=hidden]")].map((one) => one.value).filter(Boolean).join();

/** How many answers differ; a row of radio buttons is one answer, and so is the order of rows. */
function changes(form, fresh) {
  const fields = fieldsOf(form);
  const now = values(form);
  const places = [...Array(Math.max(now.length, fresh.length)).keys()];
  const differ = places.filter((at) => (now[at] || "") !== (fresh[at] || ""));
  const answers = differ.map((at) => (fields[at]?.type === "radio" ? fields[at].name : at));
  return new Set(orderOf(form) === fresh.order ? answers : [...answers, "order"]).size;
}

function fill(form, stored) {
  fieldsOf(form).forEach((field, index) => {
    if (TICKED.includes(field.type)) field.checked = Boolean(stored[index]);
    else field.value = stored[index] ?? field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function tellRestored(form, fresh) {
  const note = document.createElement("p");
  note.className = "kept-note";
  note.setAttribute("role", "status");
  note.textContent = `${say("Đã khôi phục nội dung bạn chưa gửi.")} `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn-plain btn-sm";
  drop.textContent = say("Bỏ nội dung này");
  drop.addEventListener("click", () => {
    fill(form, fresh);
    sessionStorage.removeItem(nameOf(form));
    note.remove();
  });
  note.append(drop);
  form.prepend(note);
}

function tellUnsaved(form, number) {
  unsaved.set(form, number);
  const place = form.querySelector("[data-unsaved]");
  if (place) place.textContent = number ? say("{n} thay đổi chưa lưu", { n: number }) : "";
}

function restore(form, fresh) {
  const stored = JSON.parse(sessionStorage.getItem(nameOf(form)) ?? "null");
  if (!stored || isWrong(form)) return;
  if (stored.length > fresh.length) form.dispatchEvent(new CustomEvent("grow", { detail: stored.length }));
  if (stored.length !== values(form).length) return;
  fill(form, stored);
  if (changes(form, fresh)) tellRestored(form, fresh);
}

function keep(form) {
  const fresh = Object.assign(fieldsOf(form).map(freshOf), { order: orderOf(form) });
  restore(form, fresh);
  const look = () => {
    const number = changes(form, fresh);
    if (number) sessionStorage.setItem(nameOf(form), JSON.stringify(values(form)));
    else sessionStorage.removeItem(nameOf(form));
    tellUnsaved(form, number);
  };
  for (const event of ["input", "change"]) form.addEventListener(event, look);
  look();
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    unsaved.delete(form);
    sessionStorage.setItem(SENT, nameOf(form));
  });
}

// After a form was sent: the sign-in page means it did not arrive, a form with marked fields neither.
function forgetWhatArrived() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const back = [...document.querySelectorAll("form[data-keep]")].find((form) => nameOf(form) === sent);
  if (document.querySelector(".login") || isWrong(back)) return;
  sessionStorage.removeItem(sent);
}

const left = () => [...unsaved.values()].reduce((sum, number) => sum + number, 0);

function leadsAway(link, event) {
  const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const here = link.href.split("#")[0] === location.href.split("#")[0] && link.hash;
  return plain && !event.defaultPrevented && !link.target && !link.hasAttribute("download") && !here;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !left() || !leadsAway(link, event)) return;
  event.preventDefault();
  const goes = await ask({
    question: say("Rời trang khi còn {n} thay đổi chưa lưu?", { n: left() }),
    detail: say("Nội dung chưa lưu được giữ trên máy này; mở lại trang là thấy."),
    yes: say("Rời trang"), no: say("Ở lại"), stay: true,
  });
  if (!goes) return;
  unsaved.clear();
  location.assign(link.href);
});

addEventListener("beforeunload", (event) => {
  if (left()) event.preventDefault();
});

forgetWhatArrived();

/** Keeps what is typed into every form that wants it. */
export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-keep]")) if (!unsaved.has(form)) keep(form);
}
