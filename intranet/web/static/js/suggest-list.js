// Draws an answer of suggestions: groups with a name, lines with the typed part marked.

const SIGNS = {
  symbol: "file-earmark-text",
  title: "file-earmark-text",
  phrase: "search",
  condition: "funnel",
  saved: "bookmark",
  recent: "clock-history",
  page: "arrow-right-short",
  person: "person",
  more: "sliders",
  choice: "",
};

function made(tag, css, ...inside) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  element.append(...inside);
  return element;
}

function sign(line) {
  const name = line.icon ?? SIGNS[line.kind] ?? "search";
  if (name === "") return "";
  const icon = made("i", `bi bi-${name}`);
  icon.setAttribute("aria-hidden", "true");
  return icon;
}

/** The text with its spans in <mark>; they come in order and do not overlap. */
function marked(text, spans = []) {
  const parts = [];
  let here = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(here, start), made("mark", "", text.slice(start, end)));
    here = end;
  }
  return [...parts, text.slice(here)];
}

/** A long title leaves out some of its middle, so that its two lines show the typed part. */
function shortened(line) {
  const room = matchMedia("(max-width: 767.98px)").matches ? 50 : 120;
  const first = line.marks?.[0]?.[0] ?? 0;
  if (line.kind !== "title" || first <= room) return line;
  const head = `${line.text.slice(0, line.text.lastIndexOf(" ", room / 2))} … `;
  const cut = line.text.lastIndexOf(" ", first - room / 4) + 1;
  const by = head.length - cut;
  const marks = line.marks.map(([start, end]) => [start + by, end + by]);
  return { ...line, text: head + line.text.slice(cut), marks };
}

function option(whole, id) {
  const line = shortened(whole);
  const words = made("span", "suggest-text", ...marked(line.text, line.marks));
  const inside = made("span", "suggest-words", words);
  if (line.detail) inside.append(" ", made("span", "suggest-detail", line.detail));
  const element = made("div", `suggest-line suggest-line--${line.kind}`, sign(line), inside);
  element.id = id;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  return element;
}

/** The groups of an answer and their lines as elements, in the same order. */
export function drawn(answer, id) {
  const options = [];
  const next = (line) => {
    options.push(option(line, `${id}-${options.length}`));
    return options.at(-1);
  };
  const groups = answer.groups.map((group, place) => {
    const element = made("div", "", ...group.lines.map(next));
    element.setAttribute("role", "group");
    if (!group.name) return element;
    const name = made("div", "suggest-group", group.name);
    name.id = `${id}-group-${place}`;
    name.setAttribute("role", "presentation");
    element.prepend(name);
    element.setAttribute("aria-labelledby", name.id);
    return element;
  });
  if (answer.more?.url) groups.push(next({ ...answer.more, kind: "more" }));
  return { groups, options };
}
