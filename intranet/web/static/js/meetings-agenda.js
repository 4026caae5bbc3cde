// More rows for the points of an agenda.
// Wants: <form data-agenda> with [data-points] around rows [data-point], a hidden button [data-add-point];
//        data-title, data-presenter, data-minutes of [data-points] are the labels of a row, {n} is its number.
const points = document.querySelector("[data-agenda] [data-points]");
const button = document.querySelector("[data-agenda] [data-add-point]");

function addRow() {
  const row = points.querySelector("[data-point]:last-child").cloneNode(true);
  const number = points.children.length + 1;
  row.querySelector("[data-number]").textContent = number;
  for (const field of row.querySelectorAll("input")) {
    field.value = "";
    const label = points.dataset[field.name.replace("point_", "")];
    if (label) field.setAttribute("aria-label", label.replace("{n}", number));
  }
  points.append(row);
  row.querySelector("[name=point_title]").focus();
}

if (points && button) {
  button.hidden = false;
  button.addEventListener("click", addRow);
}
