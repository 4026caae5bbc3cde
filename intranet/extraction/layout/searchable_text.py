"""The text that search reads: what the reader sees, without what printing and PDF did to it.

What is displayed keeps the spelling of the source; here the look-alikes are one letter, symbols
broken over line ends are whole, and running heads and page numbers are gone. No letter of the
body is ever lost, only hyphens at line ends.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.normalization import canonical
from intranet.language.text.syllables import is_syllable

EDGE = 3  # lines from the top and from the bottom where a head or foot may stand
FEWEST_PAGES = 3
LONGEST = 160
# "CÔNG BÁO/Số 12 + 13/Ngày 05-01-2026", its page number on either side
GAZETTE = re.compile(
    r"^\s*(?:\d{1,4}\s+)?CÔNG\s+BÁO\s*/\s*Số[\d\s+&.,-]+/\s*Ngày[\d\s/.-]+$", re.IGNORECASE
)
DASHED = re.compile(r"^\s*[-–—~]\s*\d{1,4}\s*[-–—~]\s*$")
NAMED = re.compile(
    r"^\s*+(?:Trang|Page)\s*+:?\s*+\d{1,4}(?:\s*+(?:/|of|trên)\s*+\d{1,4})?\s*+$", re.I
)
NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
WORD = re.compile(r"[^\W_]+")
COUNT = "#"  # the key of a line that only counts the pages
TOKENS = re.compile(r"(\s+)")
JOINT = re.compile(r"[-/]$")
OPENS = re.compile(r"^[-/]\w")
AT_A_LINE_END = re.compile(r"[-/][^\S\n]*+\n|(?<!\s)[^\S\n]*+\n\s*+[-/]\w")
MOST_ROUNDS = 5
FOREIGN = re.compile(r"^\W*([^\W\d_]{2,})-$")
CONTINUED = re.compile(r"^([^\W\d_]{2,})")
GLUED = re.compile(r"(?<![\w./-])(\d{1,4})([^\W\d_A-Z]{3,})(?![\w/-])")
# Fonts that lost ò draw õ in its place; with it these are no words of the language.
MISREAD = {
    "hõa": "hòa", "phõng": "phòng", "tõa": "tòa", "cõn": "còn", "đõi": "đòi", "trõn": "tròn",
}  # fmt: skip
MISREAD_WORD = re.compile(rf"\b(?:{'|'.join(MISREAD)})\b", re.IGNORECASE)


def search_texts(pages: Sequence[str]) -> tuple[str, ...]:
    """The pages of one file as search reads them, without running heads and page numbers.

    Letters are canonical, symbols and broken words whole. A head stays on the page where it stands
    first, for its words may be the document's title. A single page read twice stays the same.
    """
    return tuple(map(_rejoined, _without_heads([canonical(page) for page in pages])))


def _without_heads(pages: Sequence[str]) -> list[str]:
    """The pages without heads, feet and numbers that repeat at the edges of most of them.

    A head stays on the first page that has it, unless its form alone tells what it is.
    """
    sheets = [page.split("\n") for page in pages]
    offsets = _offsets(sheets)
    keys = [
        {at: _key(lines[at], page, offsets) for at in _edges(lines)}
        for page, lines in enumerate(sheets)
    ]
    repeated = _repeated(keys)
    seen: set[str] = set()
    done = []
    for lines, edges in zip(sheets, keys, strict=True):
        known = {*seen, COUNT}
        dropped = {at for at, key in edges.items() if key in known or _is_furniture(lines[at])}
        seen |= set(edges.values()) & repeated
        done.append(_left(lines, dropped))
    return done


def _left(lines: Sequence[str], dropped: set[int]) -> str:
    return "\n".join(line for at, line in enumerate(lines) if at not in dropped)


def _edges(lines: Sequence[str]) -> list[int]:
    written = [at for at, line in enumerate(lines) if line.strip()]
    return sorted({*written[:EDGE], *written[-EDGE:]})


def _is_furniture(line: str) -> bool:
    return any(form.match(line) for form in (GAZETTE, DASHED, NAMED))


def _key(line: str, page: int, offsets: set[int]) -> str:
    """The words and numbers of a line without the page's own number; empty for a long line."""
    if len(line) > LONGEST:
        return ""
    words = WORD.findall(line.casefold())
    counted = [word for word in words if not (word.isdecimal() and int(word) - page in offsets)]
    return " ".join(counted) or (COUNT if words else "")


def _repeated(keys: Sequence[dict[int, str]]) -> set[str]:
    counts = Counter(key for edges in keys for key in {*edges.values()} - {"", COUNT})
    written = sum(map(bool, keys))
    return {key for key, count in counts.items() if count >= max(FEWEST_PAGES, written / 2)}


def _offsets(sheets: Sequence[Sequence[str]]) -> set[int]:
    """The differences between printed and counted page numbers that most pages share."""
    pages_by_offset: dict[int, set[int]] = defaultdict(set)
    for page, lines in enumerate(sheets):
        for line in (lines[at] for at in _edges(lines)):
            for number in NUMBER.findall(line) if len(line) <= LONGEST else ():
                pages_by_offset[int(number) - page].add(page)
    fewest = max(2, len(sheets) / 2)
    return {offset for offset, pages in pages_by_offset.items() if len(pages) >= fewest}


def _rejoined(text: str) -> str:
    """Canonical text with symbols and foreign words that a line end broke in one piece."""
    text = MISREAD_WORD.sub(_well_read, text)
    text = GLUED.sub(_apart, text)
    for _ in range(MOST_ROUNDS):
        if not AT_A_LINE_END.search(text):
            break  # most texts: nothing can be broken where no line ends or begins so
        whole = _joined(text)
        if whole == text:
            break
        text = whole
    return text


def _well_read(misread: re.Match[str]) -> str:
    right = MISREAD[misread[0].lower()]
    if misread[0].isupper():
        return right.upper()
    return right.capitalize() if misread[0][0].isupper() else right


def _apart(glued: re.Match[str]) -> str:
    number, word = glued.groups()
    return f"{number} {word}" if is_syllable(word) else glued[0]


def _joined(text: str) -> str:
    parts = TOKENS.split(text)
    done = [parts[0]]
    gaps, tokens = parts[1::2], parts[2::2]
    begins = (token if "\n" in gap else "" for gap, token in zip(gaps[1:], tokens[1:], strict=True))
    for gap, token, following in zip(gaps, tokens, chain(begins, [""]), strict=False):
        if "\n" in gap and (whole := _joined_word(done[-1], token, following)):
            done[-1] = whole
        else:
            done += [gap, token]
    return "".join(done)


def _joined_word(left: str, right: str, following: str) -> str:
    """Both sides of a line end as one word, empty when they are two."""
    if not (left and right) or not (JOINT.search(left) or OPENS.match(right)):
        return ""
    if _is_symbol(left, right) or (following and _is_symbol(left, right, following)):
        return left + right
    before, after = FOREIGN.match(left), CONTINUED.match(right)
    return left[:-1] + right if before and after and _is_foreign(before[1], after[1]) else ""


def _is_symbol(left: str, right: str, following: str = "") -> bool:
    """Whether one symbol runs over the line end, and over the next where one follows."""
    end = len(left) + len(right) if following else len(left)
    symbols = (symbol for symbol in find_symbols(left + right + following) if symbol.number)
    return any(symbol.start < len(left) and symbol.end > end for symbol in symbols)


def _is_foreign(before: str, after: str) -> bool:
    """Vietnamese is not hyphenated: a syllable on both sides is a pair such as "kinh tế-xã hội"."""
    return after.islower() and not (is_syllable(before) and is_syllable(after))
