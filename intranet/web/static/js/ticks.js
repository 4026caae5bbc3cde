// Ticking people of a list, with the letter they get beside it.
// Wants: <form data-ticks> with boxes [data-tick] (data-rests: reminded lately), one [data-tick-all], a [data-tick-unit] in
//        a <tbody data-tick-group>; [data-remind] with data-none, data-label ("… {n} …"), data-rests; [data-excuse];
//        [data-letter="1 2"] is shown while one of these people is ticked, [data-letter-none] while nobody is;
//        [data-rests-note]. [data-tick-tools] are of use with this script only.

const boxesIn = (part) => [...part.querySelectorAll("[data-tick]")];
const ticked = (part) => boxesIn(part).filter((box) => box.checked);

function showState(box, part) {
  const [all, some] = [boxesIn(part).length, ticked(part).length];
  box.checked = all > 0 && some === all;
  box.indeterminate = some > 0 && some < all;
}

function showLetters(form, reminded) {
  const ids = new Set(reminded.map((box) => box.value));
  for (const letter of form.querySelectorAll("[data-letter]")) {
    letter.hidden = !letter.dataset.letter.split(" ").some((id) => ids.has(id));
  }
  form.querySelector("[data-letter-none]")?.toggleAttribute("hidden", ids.size > 0);
}

function showButtons(form, chosen, reminded) {
  const button = form.querySelector("[data-remind]");
  const anybody = boxesIn(form).some((box) => box.dataset.rests === undefined);
  if (button && anybody) {
    const { none, label, rests } = button.dataset;
    button.disabled = !reminded.length;
    const words = reminded.length ? label.replace("{n}", reminded.length) : chosen.length ? rests : none;
    button.querySelector("span").textContent = words;
  }
  form.querySelector("[data-rests-note]")?.toggleAttribute("hidden", !reminded.length || reminded.length === chosen.length);
  form.querySelector("[data-excuse]")?.toggleAttribute("disabled", !chosen.length);
}

function show(form) {
  const chosen = ticked(form);
  const reminded = chosen.filter((box) => box.dataset.rests === undefined);
  form.querySelectorAll("[data-tick-all]").forEach((box) => showState(box, form));
  form.querySelectorAll("[data-tick-unit]").forEach((box) => showState(box, box.closest("[data-tick-group]")));
  for (const box of boxesIn(form)) box.closest("tr")?.classList.toggle("is-ticked", box.checked);
  showLetters(form, reminded);
  showButtons(form, chosen, reminded);
}

function follow(form) {
  form.querySelectorAll("[data-tick-tools]").forEach((part) => (part.hidden = false));
  form.addEventListener("change", ({ target }) => {
    const part = target.matches("[data-tick-all]") ? form : target.matches("[data-tick-unit]") && target.closest("[data-tick-group]");
    if (part) boxesIn(part).forEach((box) => (box.checked = target.checked));
    show(form);
  });
  // What the browser remembers of a page one comes back to is ticked after the scripts ran.
  addEventListener("pageshow", () => show(form));
  show(form);
}

document.querySelectorAll("[data-ticks]").forEach(follow);
