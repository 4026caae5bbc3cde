"""Known phrases of documents found again in damaged letters: "CỌNG HÒA XÃ HỌI", "QUYÉT ĐỊNH".

Marks are what recognition loses first, so texts are compared by their bare letters: folded, in
capitals, without blanks. Then a few letters may differ, in proportion to the length.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from intranet.language.text.normalization import canonical, fold

BRACKETS = str.maketrans("[]", "11")
LETTERS_PER_EDIT = 6
SHORTEST_FAULTY = 8  # shorter formulas differ from each other by a letter or two
# What recognition makes of the digit that was printed.
DIGITS = str.maketrans({**dict.fromkeys("lIíìÍÌỉịĩỈỊĨ|!Ï¡", "1"), **dict.fromkeys("oOÔÓØ", "0")})


@lru_cache(maxsize=20_000)
def bare_characters(text: str) -> str:
    """The letters and digits of the text, folded and in capitals, without anything between."""
    return re.sub(r"[\W_]+", "", fold(text)).upper()


def edit_distance(first: str, second: str, most: int) -> int:
    """How many letters must be changed, added or left out; `most` + 1 when it is more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        above, row = row, [at]
        for place, wanted in enumerate(second, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != wanted)))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def allowed_edits(formula: str) -> int:
    """How many edits a phrase of these bare letters may need."""
    return 0 if len(formula) < SHORTEST_FAULTY else len(formula) // LETTERS_PER_EDIT


def resembles(text: str, formula: str, extra: int = 0) -> bool:
    """Whether the whole text is the phrase but for a few damaged letters."""
    wanted = bare_characters(formula)
    most = allowed_edits(wanted) + extra
    return edit_distance(bare_characters(text), wanted, most) <= most


class KnownPhrases:
    """A closed list of phrases that can be looked up by damaged spellings."""

    def __init__(self, formulas: Iterable[str]) -> None:
        self._by_letters: Mapping[str, str] = {
            bare_characters(formula): formula for formula in formulas
        }

    def exact(self, text: str) -> str | None:
        """The phrase with the same bare letters."""
        return self._by_letters.get(bare_characters(text))

    def nearest(self, text: str) -> str | None:
        """The phrase that the text resembles most; None if none does, or two equally well."""
        letters_said = bare_characters(text)
        if exact := self._by_letters.get(letters_said):
            return exact
        if len(letters_said) < SHORTEST_FAULTY - 1:
            return None
        near = sorted(
            (count, formula)
            for letters, formula in self._by_letters.items()
            if (count := edit_distance(letters_said, letters, allowed_edits(letters)))
            <= allowed_edits(letters)
        )
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return None
        return near[0][1]


def as_digits(text: str) -> str | None:
    """The digits that a damaged figure shows, None if any of its letters is no digit.

    "l1" is 11, "0l" is 01; signs that recognition puts around a figure are dropped.
    """
    whole = canonical(text).strip(" .,;:'`\"-_*<>‹›{}")
    # No figure has brackets: beside a digit they are the stroke of a 1, or dirt.
    stroked = whole.translate(BRACKETS).translate(DIGITS)
    if stroked != whole.translate(DIGITS) and stroked.isdigit() and len(stroked) in (1, 2, 4):
        return stroked
    plain = whole.strip("[]()").translate(DIGITS)
    return plain if plain.isdigit() else None
