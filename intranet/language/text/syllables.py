"""Vietnamese syllables: what is a possible one, and how much of a text is made of them."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from intranet.language.text.normalization import TONES, WORD, canonical

ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
NUCLEUS = (
    "(?:uyê|uya|uây|uôi|iêu|yêu|oai|oay|oao|oeo|uao|ươi|ươu|uêu|uyu|uơ|uâ|uă|uê|uy|ua|uô|ươ|ưa"
    "|ưi|ưu|ui|iê|yê|ia|ya|iu|oa|oă|oe|oi|oo|ôi|ơi|ai|ay|ao|au|âu|ây|eo|êu|[aăâeêioôơuưy])"
)
SYLLABLE = re.compile(rf"{ONSET}{NUCLEUS}(?:ch|ng|nh|[cmnpt])?")
# Syllables closed by a stop carry sắc, nặng or (misspelled, foreign) no tone.
STOPPED = re.compile(r".+(?:c|ch|p|t)")
STOPPED_TONES = "\u0301\u0323"
# Legacy codes use signs such as © and ® as letters: only ASCII and quotes part words.
LEGACY_WORD = re.compile(r"[\s0-9!-/:-@\[-`{-~“”‘’…–—]+")
LONGEST_ACRONYM = 6


@dataclass(frozen=True)
class SyllableShare:
    """How much of a text is Vietnamese: the ratio (0 to 1) of syllables among counted words."""

    ratio: float
    counted: int


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether the word can be one Vietnamese syllable, in either tone placement."""
    split = unicodedata.normalize("NFD", canonical(word).lower())
    tones = [sign for sign in split if sign in TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in split if sign not in TONES))
    if len(tones) > 1 or not SYLLABLE.fullmatch(bare):
        return False
    return not (tones and STOPPED.fullmatch(bare) and tones[0] not in STOPPED_TONES)


def vietnamese_share(text: str) -> SyllableShare:
    """The share of Vietnamese syllables among the words of the text, acronyms not counted."""
    return _share([word for word in WORD.findall(canonical(text)) if word.isalpha()])


def marked_share(text: str) -> SyllableShare:
    """The share of Vietnamese syllables among the words with any letter beyond ASCII.

    Tells encodings apart: words without marks read alike in all of them.
    """
    composed = unicodedata.normalize("NFC", text)
    return _share([word for word in LEGACY_WORD.split(composed) if not word.isascii()])


def _share(words: list[str]) -> SyllableShare:
    valid = counted = 0
    for word, times in Counter(words).items():  # a text has few different words
        if not _is_acronym(word):
            counted += times
            valid += times * is_syllable(word)
    return SyllableShare(valid / counted, counted) if counted else SyllableShare(1.0, 0)


def _is_acronym(word: str) -> bool:
    if len(word) > LONGEST_ACRONYM or word.islower():
        return False
    capitals = len(re.findall("[A-ZĐ]", word))
    return capitals >= 2 and not re.search("[a-zđ]", word)
