"""One spelling for each text: the canonical form and the looser forms that searching compares."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u00ad"
SLASHES = "\u2044\u2215\uff0f"
SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\t\v\f\r"
)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# Eth, African D and Oi stand for Đ and Ư in badly made PDF fonts.
LOOKALIKES = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ", "Ƣ": "Ư", "ƣ": "ư"}

SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(HYPHENS, "-"),
        **dict.fromkeys(SLASHES, "/"),
        **dict.fromkeys(SPACES, " "),
        **LOOKALIKES,
    }
)
ERASE = str.maketrans(dict.fromkeys(INVISIBLE))
UNUSUAL = re.compile(f"[{HYPHENS}{SLASHES}{SPACES}{INVISIBLE}{''.join(LOOKALIKES)}]")
FIRST_COMBINING = "\u0300"
WORD = re.compile(r"[^\W_]+")  # letters and digits on end

# huyền, sắc, hỏi, ngã, nặng
TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
I_OR_Y = re.compile(r"^(h|k|l|m|s|t|qu)y(\d?)$")


@dataclass(frozen=True)
class AlignedText:
    """A canonical text that knows where each of its letters stands in the source."""

    text: str
    offsets: Sequence[int]
    source_length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source that was read as text[start:end]."""
        return self._source(start), self._source(end)

    def position(self, source_offset: int) -> int:
        """The first letter of the canonical text that stands at or after a source offset."""
        return bisect_left(self.offsets, source_offset)

    def _source(self, position: int) -> int:
        return self.offsets[position] if position < len(self.offsets) else self.source_length


def canonical(text: str) -> str:
    """The text in NFC with one hyphen, one slash, one space and the real letters Đ and Ư.

    Zero-width characters are dropped, line ends stay. The length may change: where highlights
    are needed use align(). Legacy codes must be converted before, since the soft hyphen is a
    letter in TCVN3.
    """
    if UNUSUAL.search(text):
        text = text.translate(ERASE).translate(SAME_LENGTH)
    return unicodedata.normalize("NFC", text)


def align(text: str) -> AlignedText:
    """The canonical form of the text together with the way back to the source."""
    visible: Sequence[int] = range(len(text))
    plain = text
    if UNUSUAL.search(text):  # else it is as long as it was, and nothing has to be looked up
        visible = [position for position, sign in enumerate(text) if sign not in INVISIBLE]
        plain = text.translate(ERASE).translate(SAME_LENGTH)
    if unicodedata.is_normalized("NFC", plain):
        return AlignedText(plain, visible, len(text))
    letters: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(plain):
        composed = unicodedata.normalize("NFC", plain[start:end])
        letters.append(composed)
        offsets.extend([visible[start]] * len(composed))
    return AlignedText("".join(letters), offsets, len(text))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans that compose on their own: a letter with all that combines with it."""
    starts = [0] if text else []
    for position in range(1, len(text)):
        if _begins(text[starts[-1] : position], text[position]):
            starts.append(position)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _begins(cluster: str, sign: str) -> bool:
    if sign < FIRST_COMBINING:
        return True
    if unicodedata.combining(sign):
        return False
    # A few scripts compose letters that are not marks, such as Hangul.
    together = unicodedata.normalize("NFC", cluster + sign)
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", sign)
    return together == apart


def fold(text: str) -> str:
    """The text as typed without Vietnamese keys: lower case, no marks, đ as d."""
    split = unicodedata.normalize("NFD", canonical(text).lower().replace("đ", "d"))
    bare = "".join(sign for sign in split if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def has_marks(text: str) -> bool:
    """Whether the text has any letter that a plain keyboard lacks."""
    return fold(text) != canonical(text).lower()


@lru_cache(maxsize=50_000)
def tone_key(word: str) -> str:
    """The word with its tone as a last digit, so that hoà and hòa are both "hoa2".

    Shape marks (â ă ê ô ơ ư đ) stay. 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
    """
    tone, letters = "", []
    for sign in unicodedata.normalize("NFD", canonical(word).lower()):
        if sign in TONES:
            tone = TONES[sign]
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def spelling_key(word: str) -> str:
    """The tone key with final y and i as one: kỹ and kĩ are both "ki4".

    Only in open syllables after h, k, l, m, s, t, qu; y tế, thúy and tay keep their y.
    """
    return I_OR_Y.sub(r"\1i\2", tone_key(word))
