// Where somebody left off reading, kept on this machine; else the first page that was not seen yet.

const key = () => `place ${location.pathname}`;

/** The page to open at: 1 when nothing is known of an earlier time. */
export function placeLeft(seen, total) {
  const kept = Number(localStorage.getItem(key())) || 0;
  if (kept > 1 && kept <= total) return kept;
  if (!seen.length || seen.length >= total) return 1;
  const unseen = Array.from({ length: total }, (_, at) => at + 1).find((n) => !seen.includes(n));
  return unseen ?? 1;
}

/** Keeps the page before the eyes; nothing is kept of the first. */
export function keepPlace(n) {
  if (n > 1) localStorage.setItem(key(), n);
  else localStorage.removeItem(key());
}
