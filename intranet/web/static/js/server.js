// Talking to the portal: POST with the token of <meta name="csrf-token">, answers as JSON.

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** What went wrong, in the server's own sentence where it gave one. */
export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** POSTs the fields; returns the JSON of the answer, or {} when it has none. */
export async function post(url, fields, { keepalive = false } = {}) {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    credentials: "same-origin",
    keepalive,
  });
  return read(answer);
}

/** The JSON of an address; a signal can call the request off. */
export async function get(url, signal) {
  return read(await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal }));
}

async function read(answer) {
  const json = (answer.headers.get("Content-Type") ?? "").includes("json");
  const said = json ? await answer.json() : {};
  // A redirect that ends in a page means that the session is over.
  if (!answer.ok || (answer.redirected && !json)) throw new Refused(answer.status, said.error ?? "");
  return said;
}
