// Forms that lose nothing.
// Wants: <form data-keep="name"> keeps unsent text in sessionStorage (also over a session that ended) and
//        asks before the page is left; <form data-confirm="sentence"> asks before it is sent;
//        <form data-send-on-change> sends itself; <button data-show-password="input id"> shows a password;
//        <button data-copy="text"> copies; the radio "chosen" of a fieldset opens the list to choose from. The summary of errors takes the focus.
import { toast } from "./toast.js";
import { say } from "./words.js";

const SENT = "form sent";
const nameOf = (form) => `form ${form.dataset.keep} ${location.pathname}`;
const kept = (field) =>
  field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && field.name !== "csrf_token";

function values(form) {
  const fields = [...form.elements].filter(kept);
  return fields.map((field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value));
}

function fill(form, stored) {
  [...form.elements].filter(kept).forEach((field, index) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = Boolean(stored[index]);
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

function keep(form) {
  const fresh = values(form);
  const same = (other) => JSON.stringify(other) === JSON.stringify(fresh);
  const stored = JSON.parse(sessionStorage.getItem(nameOf(form)) ?? "null");
  const wrong = form.querySelector(".is-invalid");
  if (stored && stored.length === fresh.length && !wrong && !same(stored)) {
    fill(form, stored);
    tellRestored(form, fresh);
  }
  let sending = false;
  form.addEventListener("input", () => {
    const now = values(form);
    if (same(now)) sessionStorage.removeItem(nameOf(form));
    else sessionStorage.setItem(nameOf(form), JSON.stringify(now));
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    sending = true;
    sessionStorage.setItem(SENT, nameOf(form));
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && !same(values(form))) event.preventDefault();
  });
}

// After a form was sent: the sign-in page means it did not arrive, a form with marked fields neither.
function forgetWhatArrived() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const back = [...document.querySelectorAll("form[data-keep]")].find((form) => nameOf(form) === sent);
  if (document.querySelector(".login") || back?.querySelector(".is-invalid")) return;
  sessionStorage.removeItem(sent);
}

function showPassword(button) {
  const field = document.getElementById(button.dataset.showPassword);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  button.textContent = say(shown ? "Hiện" : "Ẩn");
}

// Without HTTPS there is no clipboard object: then by the old way, through a field.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  return field.remove();
}

forgetWhatArrived();
document.querySelectorAll("form[data-keep]").forEach(keep);
document.querySelector(".error-summary")?.focus();

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) event.preventDefault();
}, { capture: true });

document.addEventListener("change", (event) => {
  event.target.closest("form[data-send-on-change]")?.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.showPassword) showPassword(button);
  if (button?.dataset.copy !== undefined) {
    await copy(button.dataset.copy);
    toast(say("Đã chép."));
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.type !== "radio" || target.value !== "chosen") return;
  target.closest("fieldset")?.querySelector("details")?.toggleAttribute("open", true);
});
