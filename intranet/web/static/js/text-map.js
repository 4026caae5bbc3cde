// The words of a page's text and where they stand, with and without their Vietnamese marks.
// The text comes as a list of strings (one for each piece of the page); a place is a pair of positions
// in the list of words, and becomes a DOM Range when the pieces are text nodes on the screen.

const MARKS = /[\u0300-\u036f]/g;
const MARK = /[\u0300-\u036f]/;
const LETTER = /[\p{L}\p{N}]/u;
const GAP = 8; // letters between two words of one place, as the server has it

/** A letter in lower case without its marks. */
function bareLetter(letter) {
  return letter.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/[đðɖ]/g, "d");
}

/** The words of a text without their marks: what the server calls folded. */
export function bareWords(text) {
  return new TextMap([text]).words.map((word) => word.bare);
}

export class TextMap {
  #strings;
  #words = null;

  /** @param strings the pieces; `breaks[i]` says that a line ends after piece i. */
  constructor(strings, breaks = []) {
    this.#strings = strings.map((text, i) => (breaks[i] ? `${text}\n` : text));
  }

  /** [{bare, said, gap, from: [piece, offset], to: [piece, offset]}] in reading order. */
  get words() {
    this.#words ??= this.#read();
    return this.#words;
  }

  #read() {
    const words = [];
    let word = null;
    let gap = 0;
    this.#strings.forEach((piece, at) => {
      for (let offset = 0; offset < piece.length; offset += 1) {
        const start = offset;
        let letter = piece[offset];
        while (MARK.test(piece[offset + 1] ?? "")) letter += piece[(offset += 1)];
        if (!LETTER.test(letter)) {
          [word, gap] = [null, gap + 1];
          continue;
        }
        if (!word) {
          word = { bare: "", said: "", gap, from: [at, start], to: null };
          words.push(word);
          gap = 0;
        }
        word.bare += bareLetter(letter);
        word.said += letter.normalize("NFC").toLowerCase();
        word.to = [at, offset + 1];
      }
    });
    return words;
  }

  /** Where the runs of folded words stand, one after the other: [[first word, word after], …].
   *  `spelled` keeps a folded word to some spellings; head and tail stand once, first and last. */
  places({ runs = [], head, tail }, spelled = {}) {
    const found = [];
    const longest = [...runs].sort((one, two) => two.length - one.length);
    for (let at = 0; at < this.words.length; at += 1) {
      const run = longest.find((each) => this.#stands(each, at, spelled));
      if (!run) continue;
      found.push([at, at + run.length]);
      at += run.length - 1;
    }
    const all = [...this.words.keys()];
    const add = (run, where) => {
      const at = run?.length ? where.find((each) => this.#stands(run, each, {})) : undefined;
      if (at !== undefined && !found.some(([from]) => from === at)) found.push([at, at + run.length]);
    };
    add(head, all);
    add(tail, all.reverse());
    return found.sort((one, two) => one[0] - two[0]);
  }

  #stands(run, at, spelled) {
    return run.every((bare, n) => {
      const word = this.words[at + n];
      if (!word || word.bare !== bare || (n && word.gap > GAP)) return false;
      return !spelled[bare] || spelled[bare].includes(word.said);
    });
  }

  /** The DOM range of a place; nodes[i] is the text node of piece i (null when it is not drawn). */
  range([first, after], nodes) {
    const [from, to] = [this.words[first].from, this.words[after - 1].to];
    if (!nodes[from[0]] || !nodes[to[0]]) return null;
    const range = new Range();
    range.setStart(nodes[from[0]], Math.min(from[1], nodes[from[0]].length));
    range.setEnd(nodes[to[0]], Math.min(to[1], nodes[to[0]].length));
    return range;
  }
}
