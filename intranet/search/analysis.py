"""How text becomes tokens: the same for what is indexed, what is asked and what is shown."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from intranet.language.forms import fold, spelling_key
from intranet.language.syllables import words
from intranet.language.symbols import lookup_key

PART = re.compile(r"[^\W_]+")
LETTERS = (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))


@dataclass(frozen=True)
class Analysed:
    """The tokens of a text in reading order; syl and fold run side by side."""

    syl: tuple[str, ...]
    fold: tuple[str, ...]
    symbols: tuple[str, ...]

    @property
    def pairs(self) -> tuple[str, ...]:
        """Neighbouring folded syllables, "chuyen_doi"."""
        return tuple(f"{one}_{two}" for one, two in zip(self.fold, self.fold[1:], strict=False))


def analyse(text: str) -> Analysed:
    """The tokens of a text; a symbol counts as one key and, in parts, as its words."""
    forms: list[tuple[str, str]] = []
    symbols: list[str] = []
    for word in words(text):
        if word.kind == "symbol":
            symbols.append(lookup_key(word.text))
            forms.extend(map(forms_of, PART.findall(word.text)))
        else:
            forms.append(forms_of(word.text))
    return Analysed(tuple(f[0] for f in forms), tuple(f[1] for f in forms), tuple(symbols))


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> tuple[str, str]:
    """A word in its normal spelling, and without marks."""
    return spelling_key(word), fold(word)


def distinct(tokens: Iterable[str]) -> tuple[str, ...]:
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
