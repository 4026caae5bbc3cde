// What a "?" explains: one at a time, closed by Esc or by a click elsewhere.
// Wants: <details data-hint>.

const opened = () => document.querySelectorAll("[data-hint][open]");

document.addEventListener("click", (event) => {
  for (const hint of opened()) if (!hint.contains(event.target)) hint.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const hint of opened()) {
    hint.open = false;
    hint.querySelector("summary").focus();
  }
});
