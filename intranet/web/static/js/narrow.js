// Narrows the hits as soon as a box is ticked, where the boxes stand beside the hits (wide screens); on a
// phone several are ticked before the button is pressed. The focus comes back to the box that was ticked.
// Wants: form[data-narrow] with check boxes and one submit button.

const form = document.querySelector("[data-narrow]");
const PLACE = "narrowed";
const beside = matchMedia("(min-width: 768px)");

function narrow(event) {
  const box = event.target;
  if (box.type !== "checkbox" || !beside.matches) return;
  sessionStorage.setItem(PLACE, JSON.stringify([box.name, box.value]));
  form.requestSubmit();
}

function comeBack() {
  const [name, value] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  sessionStorage.removeItem(PLACE);
  const box = [...form.elements].find((one) => one.name === name && one.value === value);
  box?.closest("details")?.setAttribute("open", "");
  box?.focus();
}

if (form) {
  form.querySelector("[type=submit]").classList.add("d-md-none");
  form.addEventListener("change", narrow);
  comeBack();
}
