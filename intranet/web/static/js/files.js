// What was chosen in a field for files, in words.
// Wants: <input type="file" data-files> whose aria-describedby names a list.
const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

function line(file) {
  const made = document.createElement("li");
  made.textContent = `${file.name} · ${written.format(file.size / 1e6)} MB`;
  return made;
}

/** Lets every field for files name what was chosen. */
export function enhance(root) {
  for (const field of root.querySelectorAll("[data-files]")) {
    const list = document.getElementById(field.getAttribute("aria-describedby").split(" ")[0]);
    field.addEventListener("change", () => list.replaceChildren(...[...field.files].map(line)));
  }
}
