// Pictures of pages that are still being drawn: the server answers 503, and we ask again.

const WAITS = [1, 2, 4, 8, 16, 16]; // seconds

/** The answer with the picture, or null when there is none. */
export async function arrived(url) {
  for (const seconds of WAITS) {
    const answer = await fetch(url);
    if (answer.status !== 503) return answer.ok ? answer : null;
    await new Promise((done) => setTimeout(done, seconds * 1000));
  }
  return null;
}

async function again(element) {
  if (element.dataset.again) return;
  element.dataset.again = "1";
  const name = element.matches("img") ? "src" : "href";
  const url = element.getAttribute(name);
  if (await arrived(url)) element.setAttribute(name, url);
}

// theme-first.js marks what failed before this module was here.
for (const element of document.querySelectorAll("[data-failed]")) again(element);
document.addEventListener("error", ({ target }) => target.matches?.("[data-failed]") && again(target), true);
