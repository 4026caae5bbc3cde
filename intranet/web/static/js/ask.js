// The one dialog that asks before something is done.
// Wants: data-confirm="question" on a form (asks whenever it is sent) or on one of its buttons (asks when that
//        one sends it); beside it optionally data-confirm-detail="what follows", data-confirm-yes="words of the
//        button" (else those of the pressed button), data-confirm-danger (a red button), data-confirm-word="what
//        must be typed first". hx-confirm asks in the same dialog.
// Gives: ask({question, detail, yes, no, danger, stay, word}) → Promise of true or false; with `stay` the focus is
//        on the button that does nothing.
import { say } from "./words.js";

let count = 0;

function made(tag, more, ...inside) {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...inside);
  return element;
}

function sign(danger) {
  const icon = made("i", { className: `bi bi-${danger ? "exclamation-triangle" : "question-circle"}` });
  icon.setAttribute("aria-hidden", "true");
  return icon;
}

/** The field for a word that must be typed; the button waits for it. */
function wordField(word, agree) {
  const field = made("input", { className: "form-control", type: "text", autocomplete: "off", id: `ask-word-${count}` });
  agree.disabled = true;
  field.addEventListener("input", () => (agree.disabled = field.value.trim() !== word));
  const label = made("label", { className: "form-label", htmlFor: field.id, textContent: say("Gõ “{word}” để tiếp tục", { word }) });
  return made("div", { className: "ask-word" }, label, field);
}

export function ask({ question, detail = "", yes = say("Đồng ý"), no = say("Thôi"), danger = false, stay = danger, word = "" }) {
  count += 1;
  const dialog = made("dialog", { className: danger ? "ask ask--danger" : "ask" });
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", `ask-${count}`);
  const agree = made("button", { className: `btn ${danger ? "btn-danger" : "btn-primary"}`, type: "submit", value: "yes", textContent: yes });
  const refuse = made("button", { className: "btn btn-quiet", type: "submit", value: "no", textContent: no, formNoValidate: true });
  const said = made("div", {}, made("h2", { id: `ask-${count}`, textContent: question }));
  if (detail) {
    said.append(made("p", { id: `ask-detail-${count}`, textContent: detail }));
    dialog.setAttribute("aria-describedby", `ask-detail-${count}`);
  }
  if (word) said.append(wordField(word, agree));
  // Enter in the field for the word must agree, not refuse: the first button of a form is the one it presses.
  const buttons = made("div", { className: "ask-buttons" }, agree, refuse);
  dialog.append(made("form", { method: "dialog" }, made("div", { className: "ask-said" }, sign(danger), said), buttons));
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close("no"));
  dialog.showModal();
  (word ? dialog.querySelector("input") : stay ? refuse : agree).focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
  });
}

const agreed = new WeakSet();

async function askFirst(form, button, { confirm, confirmDetail, confirmYes, confirmDanger, confirmWord }) {
  const words = button?.textContent.trim() || button?.getAttribute("aria-label");
  const goes = await ask({
    question: confirm, detail: confirmDetail, yes: confirmYes || words || undefined,
    danger: confirmDanger !== undefined, word: confirmWord,
  });
  if (!goes) return;
  agreed.add(form);
  form.requestSubmit(button?.isConnected ? button : undefined);
  agreed.delete(form); // a field that is not filled in stopped it: the next try asks again
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const asks = [event.submitter, form].find((one) => one?.dataset.confirm);
  if (!asks || agreed.has(form)) return;
  event.preventDefault();
  event.stopPropagation();
  askFirst(form, event.submitter, asks.dataset);
}, { capture: true });

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask({ question: event.detail.question })) event.detail.issueRequest(true);
});
