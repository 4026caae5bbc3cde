"""Telex and VNI keys left unconverted, because the keyboard driver was off, become letters."""

import re
import unicodedata
from functools import lru_cache

from intranet.language.text.normalization import canonical, has_marks
from intranet.language.text.syllables import is_syllable

WORD = re.compile(r"[A-Za-z0-9]+")
LONGEST = 12
VOWELS = frozenset("aeiouyăâêôơư")
TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
TELEX_SHAPES = {
    "a": {"a": "â"}, "e": {"e": "ê"}, "o": {"o": "ô"}, "d": {"d": "đ"},
    "w": {"a": "ă", "o": "ơ", "u": "ư"},
}  # fmt: skip
VNI_SHAPES = {
    "6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"},
    "9": {"d": "đ"},
}  # fmt: skip


def from_telex(text: str) -> str | None:
    """The text with its unconverted Telex or VNI words in Vietnamese; None if there are none.

    "chuyeenr ddooir soos" and "chuye63n d9o63i so61" give "chuyển đổi số". Only words that are no
    syllables as they stand, and only into possible syllables.
    """
    plain = canonical(text)
    read = WORD.sub(lambda match: word_from_telex(match[0]) or match[0], plain)
    return read if read != plain else None


@lru_cache(maxsize=5_000)
def word_from_telex(word: str) -> str | None:
    """The syllable that the keys of the word make in Telex or VNI; None if they make none."""
    if len(word) > LONGEST or is_syllable(word) or not re.search("[A-Za-z]", word):
        return None
    small = word.lower()
    for shapes, tones in ((TELEX_SHAPES, TELEX_TONES), (VNI_SHAPES, VNI_TONES)):
        made = _made(small, shapes, tones)
        if made and has_marks(made) and is_syllable(made):
            return in_case(made, word)
    return None


def _made(keys: str, shapes: dict[str, dict[str, str]], tones: dict[str, str]) -> str | None:
    letters: list[str] = []
    tone = ""
    for key in keys:
        shaped = _shaped(letters, shapes.get(key, {}))
        if shaped is not None:
            letters = shaped
        elif key in tones and not tone and any(letter in VOWELS for letter in letters):
            tone = tones[key]
        elif key == "w" and shapes is TELEX_SHAPES and len(keys) > 2:  # TW is Trung ương
            letters.append("ư")
        elif key.isdigit():
            return None
        else:
            letters.append(key)
    return with_tone("".join(letters).replace("ưo", "ươ"), tone)


def _shaped(letters: list[str], shape: dict[str, str]) -> list[str] | None:
    """The letters with the nearest one shaped that the key shapes; None if it shapes none."""
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in shape:
            shaped = [*letters]
            shaped[place] = shape[letters[place]]
            # One key makes both letters of ươ.
            if shaped[place] == "ơ" and place and letters[place - 1] == "u":
                shaped[place - 1] = "ư"
            return shaped
    return None


def with_tone(letters: str, tone: str) -> str:
    """A toneless small word with the combining tone on its main vowel, as offices place it.

    "hòa", "thủy", "hoàn", "nghiệp"; an empty tone leaves the word.
    """
    if not tone:
        return letters
    start = 2 if letters.startswith(("qu", "gi")) and len(letters) > 2 else 0
    places = [n for n, letter in enumerate(letters) if n >= start and letter in VOWELS]
    places = places or [n for n, letter in enumerate(letters) if letter in VOWELS]
    if not places:
        return letters
    shaped = [n for n in places if letters[n] in "ăâêôơư"]
    on_second = len(places) > 2 or (len(places) == 2 and places[-1] < len(letters) - 1)
    place = shaped[-1] if shaped else places[1 if on_second else 0]
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def in_case(made: str, word: str) -> str:
    """A small word in capitals, or with a capital first, as the other word is written."""
    if word.isupper() and len(word) > 1:
        return made.upper()
    return made[0].upper() + made[1:] if word[0].isupper() else made
