// Many files at once: drop or choose, a row each with progress, then their state until people must act.
// Wants (components/upload.html writes the drop place, the row template and rows):
//   <form data-upload data-url="POST file=…" data-status-url="GET ?ids=1,2" data-max-mb="100">
//     .drop with button[data-choose] and input[type=file][multiple][accept]; input[data-attest]: what was chosen
//     before it is ticked waits, and is sent then
//   <ul data-files> rows li.file[data-id="12"], those at rest with data-done; [data-steps] counts what the rows say
//   [data-attest-note] says beside the box that files wait for it
//   <template data-file-row> an empty row: [data-name] [data-why] [data-bar] [data-words] [data-act]
// Both addresses answer JSON about a file (status-url: {"items": [file, …]}):
//   {"id", "name", "state", "words", "why", "percent", "done", "url", "label"}; state is a class of
//   .state (see marks.html), percent may be null, url and label make the button of the row.
// A refused file may also be answered with status 400/413/422 and {"error": sentence}.
// A parcel is answered line by line while it is opened: lines with "parcel" are about its own row,
// every other line is a file in it and gets a row below.
import { takeOver } from "./drop-anywhere.js";
import { get, token } from "./server.js";
import { Row } from "./upload-row.js";
import { say } from "./words.js";

const form = document.querySelector("[data-upload]");
const list = document.querySelector("[data-files]");
const field = form.querySelector("input[type=file]");
const attest = form.querySelector("[data-attest]");
const drop = form.querySelector(".drop");
const note = form.querySelector("[data-attest-note]");
const steps = document.querySelector("[data-steps]");
const AT_ONCE = 2;
const BEAT = 2000;

const waiting = [];
const unattested = [];
let running = 0;

function clock(seconds) {
  return seconds < 90 ? say("{n} giây", { n: Math.ceil(seconds) }) : say("{n} phút", { n: Math.round(seconds / 60) });
}

function send({ file, row }) {
  running += 1;
  const request = new XMLHttpRequest();
  const began = Date.now();
  row.request = request;
  request.open("POST", form.dataset.url);
  request.setRequestHeader("X-CSRFToken", token());
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "text";
  request.upload.onprogress = ({ loaded, total }) => {
    const n = Math.floor((100 * loaded) / total);
    const left = ((Date.now() - began) / 1000) * (total / Math.max(loaded, 1) - 1);
    const words = left > 2 ? "Đang tải lên {n}%, còn {time}" : "Đang tải lên {n}%";
    row.says("busy", n < 100 ? say(words, { n, time: clock(left) }) : say("Đã nhận, đang đọc"));
    row.percent(n);
  };
  const answer = { at: 0, below: row.element };
  request.onprogress = () => unpacked(request, row, answer);
  request.onload = () => arrived(request, file, row, answer);
  request.onerror = () => row.refuse(say("Không tải lên được. Kiểm tra mạng rồi thử lại."), () => queue(file, row));
  request.onloadend = () => {
    running -= 1;
    next();
    count();
  };
  const body = new FormData();
  body.append("file", file);
  if (attest) body.append(attest.name || "attested", "y");
  request.send(body);
}

function isLines(request) {
  return (request.getResponseHeader("Content-Type") ?? "").startsWith("application/x-ndjson");
}

/** Shows the lines that came since the last time; rows of files stand below their parcel's in order. */
function unpacked(request, row, answer) {
  if (!isLines(request)) return;
  const end = request.responseText.lastIndexOf("\n") + 1;
  const fresh = request.responseText.slice(answer.at, end).split("\n").filter(Boolean);
  answer.at = end;
  for (const said of fresh.map((line) => JSON.parse(line))) {
    if (said.parcel) row.show(said);
    else {
      const inside = Row.blank();
      answer.below.after(inside.element);
      answer.below = inside.element;
      inside.show(said);
    }
  }
}

function arrived(request, file, row, answer) {
  if (isLines(request)) {
    unpacked(request, row, answer);
    return;
  }
  const said = parsed(request.responseText);
  if (said.state) row.show(said);
  else row.refuse(said.error ?? say("Không tải lên được. Kiểm tra mạng rồi thử lại."), () => queue(file, row));
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {}; // a page of the proxy, not of the portal
  }
}

function next() {
  while (running < AT_ONCE && waiting.length) send(waiting.shift());
}

function queue(file, row) {
  waiting.push({ file, row });
  next();
}

/** Beside the box stands how many files wait until it is ticked. */
function showAttest() {
  if (!note) return;
  note.hidden = !unattested.length;
  attest.closest(".notice")?.classList.toggle("notice--waited-for", Boolean(unattested.length));
}

/** A row that its reader cancels waits no longer, for its turn or for the box. */
function withdrawn(row) {
  for (const jobs of [waiting, unattested]) {
    const at = jobs.findIndex((job) => job.row === row);
    if (at >= 0) jobs.splice(at, 1);
  }
  showAttest();
}

function refusal(file) {
  const most = Number(form.dataset.maxMb || Infinity);
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  const accepted = (field.accept || "").split(",").filter(Boolean);
  if (!file.size) return say("Tệp rỗng, không có nội dung.");
  if (file.size > most * 1e6) return say("Tệp lớn hơn {n} MB. Hãy tách tệp hoặc quét lại nhẹ hơn.", { n: most });
  if (accepted.length && file.name.includes(".") && !accepted.includes(ending)) {
    return say("Cổng không nhận loại tệp này. Hãy gửi {kinds}.", { kinds: form.dataset.kinds });
  }
  return "";
}

function take(files) {
  for (const file of files) {
    const row = Row.fresh(file, withdrawn);
    list.prepend(row.element);
    const words = refusal(file);
    if (words) row.refuse(words);
    else if (attest && !attest.checked) {
      row.says("none", say("Đợi bạn xác nhận không chứa bí mật"));
      unattested.push({ file, row });
    } else queue(file, row);
  }
  showAttest();
  if (unattested.length) attest.focus();
}

function attested() {
  if (!attest.checked) return;
  for (const { file, row } of unattested.splice(0)) queue(file, row);
  showAttest();
}

/** The counters say what the rows of the server say. */
async function count(known = null) {
  const { steps: said } = known ?? (await get(`${form.dataset.statusUrl}?ids=`).catch(() => ({})));
  if (!steps || !said) return;
  steps.replaceChildren(
    ...said.map(([words, number]) => {
      const item = document.createElement("li");
      const figure = document.createElement("b");
      figure.textContent = number;
      item.append(figure, words);
      return item;
    }),
  );
}

async function ask() {
  const open = [...list.querySelectorAll("[data-id]:not([data-done])")].filter((each) => each.dataset.id);
  if (open.length && document.visibilityState === "visible") {
    const ids = open.map((each) => each.dataset.id).join(",");
    try {
      const said = await get(`${form.dataset.statusUrl}?ids=${ids}`);
      count(said);
      for (const file of said.items ?? []) {
        const element = list.querySelector(`[data-id="${file.id}"]`);
        if (element) new Row(element).show(file);
      }
    } catch (error) {
      console.warn("upload:", error); // the next beat asks again
    }
  }
  setTimeout(ask, BEAT);
}

form.querySelector("[data-choose]").addEventListener("click", () => field.click());
attest?.addEventListener("change", attested);
field.addEventListener("change", () => {
  take([...field.files]);
  field.value = "";
});
takeOver(take, drop);
addEventListener("beforeunload", (event) => {
  if (running || waiting.length || unattested.length) event.preventDefault();
});
if (form.dataset.statusUrl) ask();
