// The printed pages are still being made: the page is asked again until they are there. Who has not begun to read
// gets them at once; else a link says so. Wants [data-paper-coming] with [data-coming-words] and [data-coming-link].

const WAITS = [2, 2, 3, 5, 8, 13, 20, 30, 60]; // seconds
const note = document.querySelector("[data-paper-coming]");

async function areThere() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  return answer.ok && !(await answer.text()).includes("data-paper-coming");
}

function begun() {
  return scrollY > 40 || document.querySelector("form[data-keep]");
}

async function wait() {
  for (const seconds of WAITS) {
    await new Promise((done) => setTimeout(done, seconds * 1000));
    if (!(await areThere())) continue;
    if (!begun()) return location.reload();
    note.querySelector("[data-coming-words]").hidden = true;
    note.querySelector(".spinner-border").hidden = true;
    note.querySelector("[data-coming-link]").hidden = false;
    return undefined;
  }
  return undefined;
}
wait().catch((error) => console.warn("paper:", error));
