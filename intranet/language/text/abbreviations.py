"""Abbreviations that a text explains: "chuyển đổi số (CĐS)", "(sau đây gọi tắt là UBND)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.text.normalization import canonical, fold
from intranet.language.text.syllables import is_syllable

MOST_WORDS = 24  # looked at before a bracket
LONGEST = 16  # letters of a short form
# Words that a short form may pass over, and signs that it writes for them.
JOINERS = frozenset(["va", "cua", "cac", "ve", "cho", "voi", "trong", "theo", "tren", "tai"])
LETTERS = rf"[A-ZĐƯƠÂÊÔ][A-Za-zĐđƯƠÂÊÔư]{{0,{LONGEST - 1}}}+"
SHORT = rf"{LETTERS}(?:[.,&/\- ]{{1,2}}+{LETTERS}){{0,4}}"
SAID = r"(?:sau đây\s++)?(?:được\s++)?(?:gọi|viết)\s++(?:tắt|chung)\s*+(?:là)?\s*+:?"
LOOSE = r"sau đây\s++(?:được\s++)?gọi\s++là\s*+:?"
BEHIND = re.compile(
    rf"(?:[(\[]\s*+(?:(?:{SAID}|{LOOSE})\s*+)?|(?<=\s){SAID}\s*+)"
    rf"[\"“”'‘’]?(?P<short>{SHORT})[\"“”'‘’]?(?=\s*+[)\],.;])"
)
BEFORE = re.compile(
    rf"(?<![\w/.\-&])(?P<short>{SHORT})\s*+\(\s*+(?P<long>[^()\[\]\n:;.\d]{{5,160}}+)\s*+\)"
)
WORD = re.compile(r"[^\W\d_]+")
# What may stand between the words of a long form: blanks, one line end, commas, hyphens.
GAP = re.compile(r"[ ]*(?:[,\-&][ ]*|\n[ ]*)?")
UNIT = re.compile(r"[A-ZĐƯƠÂÊÔ][a-zđư]*|&")


@dataclass(frozen=True)
class AbbreviationDefinition:
    """A short form and the words that the text gives for it, both as they are written."""

    short: str
    long: str


def abbreviations_in(text: str) -> tuple[AbbreviationDefinition, ...]:
    """The abbreviations that the text explains, each once, in reading order.

    Only those whose letters are the initials of the words; "và", "của" and the like may be
    passed over. Source of the wording: Decree 30/2020/NĐ-CP annex II and usual practice.
    """
    plain = canonical(text)
    placed = [*_behind(plain), *_before(plain)]
    ordered = sorted(placed, key=lambda pair: pair[0])
    return tuple(dict.fromkeys(definition for _, definition in ordered))


def initials_fit(short: str, long: str) -> bool:
    """Whether the letters of the short form are the initials of all words of the long one."""
    units, words = _units(short), WORD.findall(canonical(long))
    return bool(units) and any(first == 0 for first in _starts(units, words))


def _behind(text: str) -> Iterator[tuple[int, AbbreviationDefinition]]:
    for match in BEHIND.finditer(text):
        units = _units(match["short"])
        end = _end_before(text, match.start())
        spans = list(_run_before(text, end))
        words = [text[start:end] for start, end in spans]
        start = max(_starts(units, words), default=None) if units else None
        if start is not None:
            long = " ".join(text[spans[start][0] : end].split()).rstrip(" ,")
            yield match.start("short"), AbbreviationDefinition(_tidy(match["short"]), long)


def _before(text: str) -> Iterator[tuple[int, AbbreviationDefinition]]:
    for match in BEFORE.finditer(text):
        if initials_fit(match["short"], match["long"]):
            long = " ".join(match["long"].split())
            yield match.start("short"), AbbreviationDefinition(_tidy(match["short"]), long)


def _tidy(short: str) -> str:
    return "".join(short.split())


def _units(short: str) -> list[str]:
    """The capitals with the small letters that belong to them; none if that is no short form."""
    units = UNIT.findall(short)
    letters = [unit for unit in units if unit != "&"]
    small = sum(len(unit) - 1 for unit in letters)
    if len(letters) < 2 or small > len(letters) or len(_tidy(short)) > LONGEST:
        return []
    return [unit.lower() for unit in units]


def _end_before(text: str, at: int) -> int:
    """Where the words end that lead up to a place: before the blanks there, and one comma."""
    if text[at] in "([":
        return at
    begin = max(0, at - 12 * MOST_WORDS)
    return begin + len(text[begin:at].rstrip().removesuffix(","))


def _run_before(text: str, end: int) -> list[tuple[int, int]]:
    """Where the words stand that lead up to a place without a full stop or a blank line."""
    begin = max(0, end - 12 * MOST_WORDS)
    spans: list[tuple[int, int]] = []
    edge = end
    for match in reversed(list(WORD.finditer(text, begin, end))):
        if not GAP.fullmatch(text, match.end(), edge) or len(spans) == MOST_WORDS:
            break
        spans.append(match.span())
        edge = match.start()
    return spans[::-1]


def _starts(units: list[str], words: list[str]) -> Iterator[int]:
    """The places from which the words up to the last one spell the short form."""
    last = len(units) - 1
    left = {last}  # the units that may still be to spell, whatever the way here
    for at in range(len(words) - 1, -1, -1):
        word, folded = words[at], fold(words[at])
        joins = folded in JOINERS
        passed = {unit for unit in left if joins and unit < last}
        left = passed | {
            unit - 1
            for unit in left
            if (joins and units[unit] == "&") or _spells(units[unit], word, folded)
        }
        if -1 in left and _is_long_form(words[at:]):
            yield at
        left.discard(-1)
        if not left:
            return


def _spells(unit: str, word: str, folded: str) -> bool:
    """Whether the word begins with the capital and has the small letters behind it in order."""
    first = canonical(word)[0].lower()
    if unit == "&" or fold(unit[0]) != folded[0] or ((unit[0] == "đ") and first != "đ"):
        return False
    rest = iter(folded[1:])
    return all(letter in rest for letter in fold(unit[1:]))


def _is_long_form(words: list[str]) -> bool:
    """Words of the language, not capitals that would explain one short form by another."""
    if all(len(word) == 1 or (word.isupper() and not is_syllable(word)) for word in words):
        return False
    return sum(map(is_syllable, words)) >= 0.7 * len(words)
