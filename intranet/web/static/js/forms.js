// Small services of forms (keep.js keeps what was typed, ask.js asks before something is sent).
// Wants: <form data-send-on-change> sends itself; <button data-show-password="input id"> shows a password;
//        <button data-copy="text"> copies; the radio "chosen" of a fieldset opens the list to choose from.
//        The summary of errors takes the focus.
import { toast } from "./toast.js";
import { say } from "./words.js";

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

document.querySelector(".error-summary")?.focus();

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
