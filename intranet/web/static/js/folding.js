// Words without marks, for lists that are looked through in the browser.

/** The text in small letters without marks, sign for sign, so that places stay the same. */
export function fold(text) {
  const plain = (sign) => (sign === "đ" ? "d" : sign.normalize("NFD")[0]);
  return [...text.normalize("NFC").toLowerCase()].map(plain).join("");
}

/** Where each of the folded words begins a word of the text, as [start, end]; null if one does not. */
export function spansOf(words, text) {
  const folded = fold(text);
  const spans = words.map((word) => {
    const at = ` ${folded}`.replace(/[^\p{L}\p{N}]/gu, " ").indexOf(` ${word}`);
    return at < 0 ? null : [at, at + word.length];
  });
  if (spans.includes(null)) return null;
  const apart = (span, place, all) => !place || span[0] >= all[place - 1][1];
  return spans.sort((one, other) => one[0] - other[0]).filter(apart);
}

/** The folded words of what was typed. */
export function typedWords(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
