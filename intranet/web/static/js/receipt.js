// What the panel of the receipt says while pages are read. Hears "reader:seen" {told, left, step} on document.
// Wants: [data-seen-count], [data-left-ranges]; a form [data-receipt-form][data-left] whose button holds
// [data-confirm-ready] and [data-confirm-missing], one hidden; for what need not be confirmed [data-to-read] and
// [data-read-through], the second hidden. Sends "reader:show" {page} when the button is pressed while pages are
// missing. Key c goes to #xac-nhan.

const form = document.querySelector("[data-receipt-form]");
const button = form?.querySelector("button[type=submit]");
let left = (form?.dataset.left ?? "").split(", ").filter(Boolean);

function tellLeft() {
  for (const place of document.querySelectorAll("[data-left-ranges]")) place.textContent = left.join(", ");
  if (!button) return;
  button.classList.toggle("btn-primary", !left.length);
  button.classList.toggle("btn-quiet", left.length > 0);
  button.querySelector("[data-confirm-ready]").hidden = left.length > 0;
  button.querySelector("[data-confirm-missing]").hidden = !left.length;
}

document.addEventListener("reader:seen", ({ detail }) => {
  for (const place of document.querySelectorAll("[data-seen-count]")) place.textContent = detail.told;
  if (!detail.left) return;
  left = detail.left;
  tellLeft();
  if (left.length || form) return;
  for (const block of document.querySelectorAll("[data-to-read]")) block.hidden = true;
  for (const block of document.querySelectorAll("[data-read-through]")) block.hidden = false;
});

form?.addEventListener("submit", (event) => {
  if (!left.length) return;
  event.preventDefault();
  const page = Number.parseInt(left[0], 10);
  document.dispatchEvent(new CustomEvent("reader:show", { detail: { page } }));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog") || localStorage.getItem("keys") === "off") return;
  const place = document.getElementById("xac-nhan");
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
});
