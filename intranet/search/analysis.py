"""How text becomes tokens: the same for what is indexed, what is asked and what is shown."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from intranet.language.bodies.document_types import DocumentType, SymbolFamily
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.language.symbols.tokens import text_tokens
from intranet.language.text.dates import find_dates
from intranet.language.text.normalization import fold, spelling_key

Kept = TypeVar("Kept", bound=Hashable)

PART = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\W*(?:số\W*)?0*(\d+)", re.IGNORECASE)
TONES = ("1", "2", "3", "4", "5")
# Laws and resolutions of the National Assembly bear the same symbols.
OF_ASSEMBLY = (DocumentType.L, DocumentType.BL, DocumentType.NQ)
LETTERS = (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))


@dataclass(frozen=True)
class Analysed:
    """The tokens of a text in reading order; syl and fold run side by side.

    dates are the whole dates as ISO days, however they are written.
    """

    syl: tuple[str, ...]
    fold: tuple[str, ...]
    symbols: tuple[str, ...]
    dates: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[str, ...]:
        """Neighbouring folded syllables, "chuyen_doi"."""
        return tuple(
            f"{first}_{second}" for first, second in zip(self.fold, self.fold[1:], strict=False)
        )


def analyse(text: str) -> Analysed:
    """The tokens of a text; a symbol counts as one key and, in parts, as its words."""
    forms: list[tuple[str, str]] = []
    symbols: list[str] = []
    for word in text_tokens(text):
        if word.kind == "symbol":
            symbols.append(lookup_key(word.text))
            forms.extend(map(forms_of, PART.findall(word.text)))
        else:
            forms.append(forms_of(word.text))
    dates = tuple(date.iso for date in find_dates(text) if date.iso)
    return Analysed(tuple(f[0] for f in forms), tuple(f[1] for f in forms), tuple(symbols), dates)


def own_keys(symbol: str) -> tuple[str, ...]:
    """What an entry bears in the field OWN: its symbol as one key, and kind with number.

    "57-NQ/TW" gives "57nqtw", "nq:57", "so:57"; a year inside the number also "nd:30/2020".
    """
    key = lookup_key(symbol)
    if not key:
        return ()
    read = parse_symbol(symbol)
    if read and read.number:
        return distinct((key, *number_keys(read.number, read.year, _kinds(read))))
    number = NUMBER.match(symbol)
    return distinct((key, *number_keys(number[1], None, ()))) if number else (key,)


def number_keys(number: str, year: int | None, kinds: Iterable[DocumentType]) -> Iterable[str]:
    """The keys of kind and number, with and without the year; "so" stands for any kind."""
    plain = fold(number).lstrip("0") or "0"
    for name in (*(kind.name.lower() for kind in kinds), "so"):
        yield f"{name}:{plain}"
        if year:
            yield f"{name}:{plain}/{year}"


def _kinds(symbol: Symbol) -> tuple[DocumentType, ...]:
    if symbol.family is SymbolFamily.ASSEMBLY:
        return OF_ASSEMBLY
    return (symbol.kind,) if symbol.kind else ()


def cited_keys(title: Analysed, text: Analysed, issued_on: str = "") -> list[str]:
    """What an entry bears in the field CITED: the symbols and dates it names, its own day too."""
    named = (*title.symbols, *title.dates)
    day = (issued_on, issued_on) if issued_on else ()
    return [*named, *named, *day, *text.symbols, *text.dates]


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> tuple[str, str]:
    """A word in its normal spelling, and without marks."""
    return spelling_key(word), fold(word)


@lru_cache(maxsize=20_000)
def folds_of(spelled: str) -> tuple[str, ...]:
    """All that a word of this normal spelling may be without marks: "ki1" is "ki1", "ki" or "ky".

    The last figure is a tone or a figure, and a final i may be a y (`spelling_key`).
    """
    toned = [spelled[:-1]] if spelled[-1:] in TONES and len(spelled) > 1 else []
    plain = [fold(word) for word in (spelled, *toned)]
    return (*plain, *(f"{word[:-1]}y" for word in plain if word.endswith("i")))


def distinct(tokens: Iterable[Kept]) -> tuple[Kept, ...]:
    """The tokens without repetitions, in their first order."""
    return tuple(dict.fromkeys(tokens))


def composed(text: str) -> str:
    """The text as it is shown and looked through: each letter one code."""
    return unicodedata.normalize("NFC", text)


def _ways() -> dict[str, str]:
    ways: dict[str, str] = defaultdict(str)
    for letter in map(chr, LETTERS):
        ways[fold(letter)] += letter
    return {plain: f"[{letters}]" for plain, letters in ways.items() if len(plain) == 1}


WAYS = _ways()


def any_spelling(plain: str) -> str:
    """A pattern of all ways to write a folded word in a composed text."""
    return "".join(WAYS.get(letter) or re.escape(letter) for letter in plain)
