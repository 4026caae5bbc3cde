// What is wrong with one field, said beside it as the server would say it.

let count = 0;

/** The id of a field; one that has none gets one. */
export function idOf(field) {
  count += 1;
  field.id ||= `field-${count}`;
  return field.id;
}

/** Puts the sentence under the field and ties it to it; "" takes it away. */
export function complain(field, words) {
  const id = `${idOf(field)}-wrong`;
  document.getElementById(id)?.remove();
  const told = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  field.classList.toggle("is-invalid", Boolean(words));
  if (words) {
    const note = document.createElement("div");
    Object.assign(note, { id, className: "field-error", textContent: words });
    note.setAttribute("role", "status");
    (field.closest(".pick, .day") ?? field).after(note);
    told.push(id);
    field.setAttribute("aria-invalid", "true");
  } else {
    field.removeAttribute("aria-invalid");
  }
  if (told.length) field.setAttribute("aria-describedby", told.join(" "));
  else field.removeAttribute("aria-describedby");
}
