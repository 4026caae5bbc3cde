// The queue of the clerk: choosing several, publishing them at once, news of what the machine has read.
// Wants: <form data-queue data-status-url="GET ?ids=1,2"> with rows [data-row] that hold a box name=id (data-sure where
//        it may be published at once); [data-chosen] says how many, [data-choose-sure] chooses the sure ones,
//        [data-bulk] sends; rows [data-moving="id"] are still read; [data-queue-news] outside.
// Keys (as j and k of keys.js): x chooses the row one is on · a all that are sure · p publishes the chosen.
import { get } from "./server.js";
import { say } from "./words.js";

const form = document.querySelector("[data-queue]");
const news = document.querySelector("[data-queue-news]");
const BEAT = 3000;

const boxes = () => [...form.querySelectorAll("input[name=id]")];

function show() {
  const chosen = boxes().filter((box) => box.checked);
  const sure = chosen.filter((box) => box.dataset.sure !== undefined).length;
  const said = form.querySelector("[data-chosen]");
  const button = form.querySelector("[data-bulk]");
  if (said) said.textContent = chosen.length ? say("Đã chọn {n}, trong đó {sure} chắc", { n: chosen.length, sure }) : say("Chưa chọn văn bản nào");
  if (button) button.disabled = !chosen.length;
  for (const box of boxes()) box.closest("[data-row]").classList.toggle("queue-row--chosen", box.checked);
}

function chooseSure() {
  for (const box of boxes()) box.checked = box.dataset.sure !== undefined;
  show();
}

function toggleHere() {
  const box = document.activeElement?.closest("[data-row]")?.querySelector("input[name=id]");
  if (box) box.checked = !box.checked;
  show();
}

const keys = { x: toggleHere, a: chooseSure, p: () => boxes().some((box) => box.checked) && form.requestSubmit() };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
  if (event.target.closest("textarea, select, dialog, input:not([type=checkbox])") || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

async function ask() {
  const moving = [...form.querySelectorAll("[data-moving]")].map((row) => row.dataset.moving);
  if (moving.length && document.visibilityState === "visible") {
    try {
      const { items = [] } = await get(`${form.dataset.statusUrl}?ids=${moving.join(",")}`);
      for (const item of items.filter((one) => !one.done)) {
        form.querySelector(`[data-moving="${item.id}"] .state`).lastChild.data = ` ${item.words}`;
      }
      const read = items.filter((item) => item.done).length;
      if (read) {
        const again = document.createElement("a");
        again.href = location.pathname;
        again.textContent = say("Hiện");
        news.replaceChildren(`${say("Máy vừa đọc xong {n} văn bản.", { n: read })} `, again);
        news.hidden = false;
      }
    } catch (error) {
      console.warn("queue:", error); // the next beat asks again
    }
  }
  setTimeout(ask, BEAT);
}

// Until a picture is drawn (patient-pictures.js asks again) the sign of the file stands in its place.
for (const picture of document.querySelectorAll("[data-page-picture]")) {
  const showWhetherThere = () => picture.classList.toggle("is-coming", picture.complete && !picture.naturalWidth);
  picture.addEventListener("load", showWhetherThere);
  picture.addEventListener("error", showWhetherThere);
  showWhetherThere();
}
form.addEventListener("change", show);
form.querySelector("[data-choose-sure]")?.addEventListener("click", chooseSure);
show();
ask();
