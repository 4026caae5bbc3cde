"""How text becomes tokens: the same for what is indexed, what is asked and what is shown."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from intranet.language.bodies.document_types import DocumentType, SymbolFamily
from intranet.language.symbols.parsing import lookup_key, parse_symbol, symbols_of
from intranet.language.text.dates import find_dates
from intranet.language.text.normalization import WORD, align, fold, spelling_key

Kept = TypeVar("Kept", bound=Hashable)

NUMBER = re.compile(r"\W*+(?:số\W*+)?(?>0*(?=\d))(\d++)", re.IGNORECASE)
TONES = ("1", "2", "3", "4", "5")
# Laws and resolutions of the National Assembly bear the same symbols.
OF_ASSEMBLY = (DocumentType.L, DocumentType.BL, DocumentType.NQ)


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
        return tuple(map("_".join, pairwise(self.fold)))


def analyse(text: str) -> Analysed:
    """The tokens of a text; a symbol counts as one key and, in parts, as its words."""
    words, symbols = _words_and_symbols(text)
    syl, folded = zip(*map(forms_of, words), strict=True) if words else ((), ())
    dates = tuple(date.iso for date in find_dates(text) if date.iso)
    keys = tuple(map(lookup_key, symbols))
    return Analysed(syl, folded, keys, dates)


def written_words(text: str) -> tuple[str, ...]:
    """The words as they are written, one for each syllable that `analyse` finds."""
    return tuple(_words_and_symbols(text)[0])


def _words_and_symbols(text: str) -> tuple[list[str], list[str]]:
    """The words in reading order, a symbol's in its one spelling, and the symbols."""
    aligned, place = align(text), 0
    words: list[str] = []
    symbols = [symbol for symbol in symbols_of(aligned) if symbol.number]
    for symbol in symbols:
        words += WORD.findall(aligned.text, place, aligned.position(symbol.start))
        words += WORD.findall(symbol.key)
        place = aligned.position(symbol.end)
    words += WORD.findall(aligned.text, place)
    return words, [symbol.key for symbol in symbols]


def own_keys(symbol: str) -> tuple[str, ...]:
    """What an entry bears in the field OWN: its symbol as one key, and kind with number.

    "57-NQ/TW" gives "57nqtw", "nq:57", "so:57"; a year inside the number also "nd:30/2020".
    """
    key = lookup_key(symbol)
    if not key:
        return ()
    read = parse_symbol(symbol)
    if read and read.number:
        kinds = OF_ASSEMBLY if read.family is SymbolFamily.ASSEMBLY else filter(None, [read.kind])
        return distinct((key, *number_keys(read.number, read.year, kinds)))
    number = NUMBER.match(symbol)
    return distinct((key, *number_keys(number[1], None, ()))) if number else (key,)


def number_keys(number: str, year: int | None, kinds: Iterable[DocumentType]) -> Iterable[str]:
    """The keys of kind and number, with and without the year; "so" stands for any kind."""
    plain = fold(number).lstrip("0") or "0"
    for name in (*(kind.name.lower() for kind in kinds), "so"):
        yield f"{name}:{plain}"
        if year:
            yield f"{name}:{plain}/{year}"


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
