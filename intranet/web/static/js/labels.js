// On a phone the heads of a table that falls apart into cards are gone: a date or a figure keeps its own as a label.
// Wants: table.table-cards with a <thead>. A cell with a link, a mark, a field or a button explains itself; data-label
// given by the page stands. Roles stay told where the look of a table is taken away.

const SPEAKS = "a, button, input, select, textarea, .state, .bar, .chip, .hash";
const ROLES = { table: "table", tbody: "rowgroup", tr: "row", td: "cell" };

function label(table) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].flatMap((head) => Array(head.colSpan).fill(head.textContent.trim()));
  for (const [name, role] of Object.entries(ROLES)) {
    for (const part of [table, ...table.querySelectorAll(name)]) part.matches(name) && part.setAttribute("role", role);
  }
  for (const row of [...table.tBodies].flatMap((body) => [...body.rows])) {
    if (row.cells.length !== heads.length) continue;
    for (const [place, cell] of [...row.cells].entries()) {
      const bare = place > 0 && cell.textContent.trim() && !cell.querySelector(SPEAKS);
      if (bare && heads[place]) cell.dataset.label ??= heads[place];
    }
  }
}

export function enhance(part) {
  for (const table of part.querySelectorAll(".table-cards")) label(table);
}
