// Runs before the first paint (a plain script, not a module): light, dark, or as the machine is set.
// Reads data-theme of <html>, sets data-bs-theme; the switch itself is in theme.js.
(() => {
  const page = document.documentElement;
  const wish = page.dataset.theme;
  const dark = wish === "dark" || (wish !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.bsTheme = dark ? "dark" : "light";
})();

// Pictures that fail before any module is here: patient-pictures.js asks for them again.
addEventListener("error", ({ target }) => target.matches?.("img.paper, svg image, .sheet-page > img") && target.setAttribute("data-failed", ""), true);
