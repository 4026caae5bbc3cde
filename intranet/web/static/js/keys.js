// Shortcuts: / search · Ctrl K palette · g then a letter: places · j k rows · Enter open · Esc leave · ? this list.
// Wants: the search field [data-search]; links [data-go="letter"]; <dialog id="keys"> and buttons [data-keys-help];
// <dialog id="palette"> with a field [data-palette-field] and buttons [data-palette].
// A row is a line of any table or list in main that has something to press; the link of its heading is taken first.
// Letters do nothing while a field has the focus and can be switched off in the dialog (WCAG 2.1.4); the choice
// is kept in localStorage "keys".

const ROWS = "main tbody tr, main .rows > li, main .row-read, main .result, main [data-row]";
const PRESSED = "a[href], summary, button:not([disabled]), input:is([type=checkbox], [type=radio])";
const WAIT = 1500; // ms after g
const dialog = document.getElementById("keys");
const palette = document.getElementById("palette");
const search = document.querySelector("[data-search]");
let waitingSince = 0;

const on = () => localStorage.getItem("keys") !== "off";

function inField(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function go(letter) {
  const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function title(row) {
  return row.querySelector("h2 a, h3 a, [data-row-title]") ?? row.querySelector("a[href]") ?? row.querySelector(PRESSED);
}

function step(by) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => title(row)?.checkVisibility());
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
  const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
  title(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function open(box) {
  if (!box) return false;
  if (!box.open) box.showModal();
  return true;
}

function openPalette() {
  if (!open(palette)) return false;
  const field = palette.querySelector("[data-palette-field]");
  field.select();
  field.dispatchEvent(new Event("palette"));
  return true;
}

function toSearch() {
  if (!search) return false;
  search.focus();
  search.select();
  return true;
}

const actions = { "/": toSearch, "?": () => open(dialog), j: () => step(1), k: () => step(-1) };

function letter(key) {
  const waited = Date.now() - waitingSince < WAIT;
  waitingSince = 0;
  if (waited) return go(key);
  if (key === "g") waitingSince = Date.now();
  return key === "g" || (actions[key]?.() ?? false);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const held = event.ctrlKey || event.metaKey;
  if (held && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k" && openPalette()) event.preventDefault();
  if (held || event.altKey) return;
  if (event.key === "Escape" && event.target === search) search.blur();
  if (document.querySelector("dialog[open]") || inField(event.target) || !on()) return;
  if (event.key.length === 1 && letter(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) open(dialog);
  if (event.target.closest("[data-palette]")) openPalette();
  if (event.target === dialog || event.target === palette) event.target.close();
});

const choice = document.getElementById("keys-on");
if (choice) {
  choice.checked = on();
  choice.addEventListener("change", () => localStorage.setItem("keys", choice.checked ? "on" : "off"));
}
