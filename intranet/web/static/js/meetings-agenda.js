// More rows for the points of an agenda.
// Wants: <form data-agenda> with a table body [data-points] of rows [data-point], a hidden button [data-add-point];
//        data-title, data-presenter, data-minutes of the body are the labels of a row, {n} is its number.
const body = document.querySelector("[data-agenda] [data-points]");
const button = document.querySelector("[data-agenda] [data-add-point]");

function addRow() {
  const row = body.querySelector("[data-point]:last-child").cloneNode(true);
  const number = body.children.length + 1;
  row.querySelector("[data-number]").textContent = number;
  for (const field of row.querySelectorAll("input")) {
    field.value = "";
    const label = body.dataset[field.name.replace("point_", "")];
    if (label) field.setAttribute("aria-label", label.replace("{n}", number));
  }
  body.append(row);
  row.querySelector("[name=point_title]").focus();
}

if (body && button) {
  button.hidden = false;
  button.addEventListener("click", addRow);
}
