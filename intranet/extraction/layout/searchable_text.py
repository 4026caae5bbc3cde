"""The text that search reads: what the reader sees, without what printing and PDF did to it.

What is displayed keeps the spelling of the source; here the look-alikes are one letter, symbols
broken over line ends are whole, and running heads and page numbers are gone. No letter of the
body is ever lost, only hyphens at line ends.
"""

import re
from collections.abc import Sequence

from intranet.extraction.layout.running_heads import without_furniture, without_heads
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.normalization import canonical
from intranet.language.text.syllables import is_syllable

TOKENS = re.compile(r"(\s+)")
JOINT = re.compile(r"[-/]$")
OPENS = re.compile(r"^[-/]\w")
CODE = re.compile(r"\w")
AT_A_LINE_END = re.compile(r"[-/]\s*\n|\n\s*[-/]\w")
MOST_ROUNDS = 5
FOREIGN = re.compile(r"^\W*([^\W\d_]{2,})-$")
CONTINUED = re.compile(r"^([^\W\d_]{2,})")
GLUED = re.compile(r"(?<![\w./-])(\d{1,4})([^\W\d_A-Z]{3,})(?![\w/-])")
# Fonts that lost ò draw õ in its place; with it these are no words of the language.
MISREAD = {
    "hõa": "hòa", "phõng": "phòng", "tõa": "tòa", "cõn": "còn", "đõi": "đòi", "trõn": "tròn",
}  # fmt: skip
MISREAD_WORD = re.compile(rf"\b(?:{'|'.join(MISREAD)})\b", re.IGNORECASE)


def search_text(page_text: str) -> str:
    """One page as search reads it: canonical letters, symbols and broken words whole.

    The head of a gazette page and a page number between dashes are left out; heads that only
    repetition betrays want all pages: see `search_texts`. Doing it twice changes nothing.
    """
    return rejoined(without_furniture(canonical(page_text)))


def search_texts(pages: Sequence[str]) -> tuple[str, ...]:
    """The pages of one file as search reads them, without running heads and page numbers.

    A head stays on the page where it stands first, for its words may be the document's title.
    """
    return tuple(map(rejoined, without_heads([canonical(page) for page in pages])))


def rejoined(text: str) -> str:
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
    """One pass over the line ends of the text."""
    parts = TOKENS.split(text)
    done = [parts[0]]
    at = 1
    while at < len(parts):
        gap, token = parts[at], parts[at + 1]
        following = parts[at + 3] if at + 3 < len(parts) and "\n" in parts[at + 2] else ""
        whole = _joined_word(done[-1], token, following) if "\n" in gap else ""
        if whole:
            done[-1] = whole
        else:
            done += [gap, token]
        at += 2
    return "".join(done)


def _joined_word(left: str, right: str, following: str) -> str:
    """Both sides of a line end as one word, empty when they are two."""
    if not (left and right) or not (JOINT.search(left) or OPENS.match(right)):
        return ""
    if _is_symbol(left, right) or (following and _is_symbol(left, right, following)):
        return left + right
    before, after = FOREIGN.match(left), CONTINUED.match(right)
    if before and after and _is_foreign(before[1], after[1]):
        return left[:-1] + right
    return ""


def _is_symbol(left: str, right: str, following: str = "") -> bool:
    """Whether one symbol runs over the line end, and over the next where one follows."""
    end = len(left) + len(right) if following else len(left)
    symbols = find_symbols(left + right + following)
    return any(
        symbol.number and symbol.start < len(left) and symbol.end > end for symbol in symbols
    )


def _is_foreign(before: str, after: str) -> bool:
    """Vietnamese is not hyphenated: a syllable on both sides is a pair such as "kinh tế-xã hội"."""
    return after.islower() and not (is_syllable(before) and is_syllable(after))
