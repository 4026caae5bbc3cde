"""A question as it was typed, made tidy, and the part of it that is answered."""

import re
from dataclasses import dataclass
from functools import cached_property

from intranet.core.forms import tidy
from intranet.language.text.legacy_encodings import detect_encoding
from intranet.language.text.normalization import canonical, fold, has_marks
from intranet.language.text.telex import from_telex
from intranet.search.analysis import Analysed, analyse

LONGEST = 500
"""Letters of a question that are looked at."""
SENTENCE_END = re.compile(r"(?<=[?!.;])\s+")
ASKS = re.compile(
    r"(?<!\w)(?:bao nhieu|bao lau|bao gio|khi nao|the nao|tai sao|vi sao|o dau|may|ai|gi|nao|dau|"
    r"khong)(?!\w)"
)
VERDICT = re.compile(r"(?:(?:dieu nay|nhan dinh nay|cau nay)\s)?(?:la\s)?(?:co\s)?dung\s"
                     r"(?:hay\s(?:la\s)?sai|khong)\s?\??")  # fmt: skip


@dataclass(frozen=True)
class TypedQuestion:
    """What is answered: `asked` as it was typed, tidy and cut; `text` the part that is answered.

    was_cut: it was longer than 500 letters. is_part: it held several questions, and only the first
    of them is answered.
    """

    asked: str
    text: str
    was_cut: bool = False
    is_part: bool = False

    @cached_property
    def tokens(self) -> Analysed:
        """The syllables, symbols and days of the part that is answered."""
        return analyse(self.text)

    @cached_property
    def unmarked(self) -> str:
        """The folded syllables with single blanks between and around them."""
        return f" {' '.join(self.tokens.fold)} "

    @cached_property
    def is_marked(self) -> bool:
        """Whether it was typed with Vietnamese marks."""
        return has_marks(self.text)


def read_question(typed: str) -> TypedQuestion:
    """The question that was typed, whatever keyboard, code or blanks it came with.

    Empty where nothing but blanks and signs that cannot be seen was typed.
    """
    # An old code is looked for first: its letters are what tidying takes for signs without a shape.
    whole = tidy(canonical(detect_encoding(typed[: 4 * LONGEST]).text))
    asked = whole[:LONGEST]
    plain = _converted(asked)
    first = _first_question(plain)
    return TypedQuestion(asked, first, len(whole) > LONGEST, first != plain)


def _converted(text: str) -> str:
    """The text with Telex or VNI keys converted, where a good part of it was typed so."""
    if has_marks(text) or analyse(text).symbols or not (converted := from_telex(text)):
        return text
    pairs = list(zip(text.split(), converted.split(), strict=False))
    changed = sum(typed != made for typed, made in pairs)
    return converted if 3 * changed >= len(pairs) else text


def _first_question(text: str) -> str:
    """The text up to the end of its first question where there are several, else all of it."""
    taken: list[str] = []
    asking = 0
    for sentence in SENTENCE_END.split(text):
        folded = fold(sentence).strip()
        if sentence.endswith("?") and ASKS.search(folded) and not VERDICT.fullmatch(folded):
            asking += 1
            if asking == 2:
                return " ".join(taken)
        taken.append(sentence)
    return text
