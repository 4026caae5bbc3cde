// Finds words in a page's text, with or without Vietnamese marks, and says where they stand.
// The text comes as a list of strings (one for each piece of the page); a place is a pair of positions
// in the folded text, and becomes a DOM Range when the pieces are text nodes on the screen.

const MARKS = /[\u0300-\u036f]/g;

/** A letter without case; without its marks too when `bare`. Nothing for a lone combining mark. */
function fold(letter, bare) {
  const small = letter.toLowerCase();
  const plain = bare ? small.normalize("NFD").replace(MARKS, "").replace("đ", "d") : small;
  return /\s/.test(plain) ? " " : plain;
}

/** Words typed without any mark are also found with marks; typed marks must be there. */
export function hasMarks(words) {
  return words !== words.normalize("NFD").replace(MARKS, "").replace(/[đĐ]/g, "d");
}

export function foldWords(words, bare) {
  return [...words.normalize("NFC").trim()].map((letter) => fold(letter, bare)).join("").replace(/ +/g, " ");
}

export class TextMap {
  #strings;
  #folded = new Map();

  /** @param strings the pieces; `breaks[i]` says that a line ends after piece i. */
  constructor(strings, breaks = []) {
    this.#strings = strings.map((text, i) => (breaks[i] ? `${text}\n` : text));
  }

  // {text, places}: places[k] = [piece, offset] of the k-th folded letter
  #fold(bare) {
    if (this.#folded.has(bare)) return this.#folded.get(bare);
    let text = "";
    const places = [];
    this.#strings.forEach((piece, at) => {
      for (let offset = 0; offset < piece.length; offset += 1) {
        let letter = piece[offset];
        const start = offset;
        while (/[\u0300-\u036f]/.test(piece[offset + 1] ?? "")) letter += piece[(offset += 1)];
        const folded = fold(letter.normalize("NFC"), bare);
        if (folded === " " && text.endsWith(" ")) continue;
        for (const each of folded) {
          text += each;
          places.push([at, start, offset + 1]);
        }
      }
    });
    const made = { text, places };
    this.#folded.set(bare, made);
    return made;
  }

  /** Where the words stand: [[start, end, bare], …]; `whole` asks for whole words. */
  find(words, { whole = false } = {}) {
    const bare = !hasMarks(words);
    const wanted = foldWords(words, bare);
    if (!wanted) return [];
    const { text } = this.#fold(bare);
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const end = at + wanted.length;
      const cut = /[\p{L}\p{N}]/u;
      if (!whole || (!cut.test(text[at - 1] ?? "") && !cut.test(text[end] ?? ""))) found.push([at, end, bare]);
    }
    return found;
  }

  /** The DOM range of a place; nodes[i] is the text node of piece i (null when it is not drawn). */
  range([start, end, bare], nodes) {
    const { places } = this.#fold(bare);
    const [from, to] = [places[start], places[end - 1]];
    if (!nodes[from[0]] || !nodes[to[0]]) return null;
    const range = new Range();
    range.setStart(nodes[from[0]], Math.min(from[1], nodes[from[0]].length));
    range.setEnd(nodes[to[0]], Math.min(to[2], nodes[to[0]].length));
    return range;
  }
}
