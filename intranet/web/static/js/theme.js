// Light, dark, or as the machine is set.
// Wants: buttons [data-theme-choice="light|dark|auto"]. Keeps the choice in the cookie "theme" for a year
// and tells which one is chosen by aria-pressed.

const page = document.documentElement;
const machine = matchMedia("(prefers-color-scheme: dark)");
const YEAR = 365 * 24 * 3600;

function show() {
  const wish = page.dataset.theme;
  page.dataset.bsTheme = wish === "dark" || (wish === "auto" && machine.matches) ? "dark" : "light";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === wish));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  page.dataset.theme = button.dataset.themeChoice;
  document.cookie = `theme=${page.dataset.theme}; path=/; max-age=${YEAR}; samesite=lax`;
  show();
});
machine.addEventListener("change", show);
