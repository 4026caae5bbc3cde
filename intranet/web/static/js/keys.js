// Shortcuts: / search · g then h c v s places · j k rows · Enter open · Esc leave · ? this list.
// Wants: the search field [data-search]; links [data-go="h|c|v|s"]; rows as `.rows > li`, `.result`, or
// [data-row] with a link inside (the first link of its heading opens it); <dialog id="keys"> and buttons
// [data-keys-help]. Letters do nothing while a field has the focus and can be switched off in the dialog
// (WCAG 2.1.4); the choice is kept in localStorage "keys".

const ROWS = "main .row-read, main .result, main [data-row]";
const dialog = document.getElementById("keys");
const search = document.querySelector("[data-search]");
let waitingForPlace = 0;

const on = () => localStorage.getItem("keys") !== "off";

function inField(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function go(letter) {
  const link = document.querySelector(`[data-go="${letter}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function title(row) {
  return row.querySelector("h2 a, h3 a") ?? row.querySelector("a");
}

function step(by) {
  const rows = [...document.querySelectorAll(ROWS)].filter(title);
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
  title(rows[Math.max(0, Math.min(rows.length - 1, next))]).focus();
  return true;
}

function help() {
  if (!dialog) return false;
  dialog.showModal();
  return true;
}

function toSearch() {
  if (!search) return false;
  search.focus();
  search.select();
  return true;
}

const actions = { "/": toSearch, "?": help, j: () => step(1), k: () => step(-1) };

function letter(event) {
  const key = event.key;
  if (Date.now() - waitingForPlace < 1500 && "hcvs".includes(key)) {
    waitingForPlace = 0;
    return go(key);
  }
  if (key === "g") {
    waitingForPlace = Date.now();
    return true;
  }
  return actions[key]?.() ?? false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === search) search.blur();
  if (dialog?.open || inField(event.target) || !on()) return;
  if (event.key.length === 1 && letter(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help();
  if (event.target === dialog) dialog.close();
});

const choice = document.getElementById("keys-on");
if (choice) {
  choice.checked = on();
  choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
}
