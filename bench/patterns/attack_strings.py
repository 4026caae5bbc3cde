"""Texts that make a backtracking pattern slow, made from the pattern itself.

A pattern is slow where it can read the same letters in many ways and then fails, or where each
place of the text is tried and read on to the end. So each repeat of the pattern is pumped: what
leads to it, then what it repeats over and over, then an end that cannot match; and what leads to
it over and over, so that each of these reads on. Beside these stand texts that office papers can
really hold: blanks, dots, digits, capitals, one phrase of a law.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Parsed = list[tuple[Any, Any]]
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
ENDS = ("", "\x00", "\n!")
COMMON = (
    " ", "\n", ".", "0", "A", "(được gọi tắt ",
    "\t ", "…", "_", "-", "/", "12", "1/", "01/01/", "Ậ", "a", "ba ", "(", '"', "“", ",", "ngày ",
    "số ", "Điều 1 ", "Căn cứ ", "(sau đây gọi là ", "a.a", "<a ", "&", "@a", "\\",
)  # fmt: skip
COMMONEST = 6  # of these are tried on a million letters too
LIKELY = 'a1 A.-/,đĐậẬ\n\t("_:;\x00'
MOST_LETTERS = 6  # of one choice of letters
MOST_BRANCHES = 4


@dataclass(frozen=True)
class Attack:
    """What leads to the pumped part, that part, and the end that cannot match."""

    head: str
    pump: str
    end: str = ""

    def text(self, pattern: re.Pattern[Any], length: int) -> Any:
        """About `length` letters, or bytes for a pattern of bytes."""
        whole = self.head + self.pump * (length // len(self.pump)) + self.end
        if isinstance(pattern.pattern, str):
            return whole
        return whole.encode("latin-1" if whole[:1] + self.pump < "Ā" else "utf-8", "replace")


def attacks_on(pattern: re.Pattern[Any]) -> list[Attack]:
    """What this pattern may be slow on, each once."""
    parsed = list(parser.parse(pattern.pattern, pattern.flags))
    whole = _sample(parsed)
    pumps = (*_repeats(parsed, ""), ("", whole), ("", whole + " "))
    pumped = (Attack(head, pump, end) for head, pump in pumps if pump for end in ENDS)
    return list(dict.fromkeys((*pumped, *map(_common, COMMON))))


def common_attacks() -> list[Attack]:
    """The texts that are tried on a million letters as well."""
    return list(map(_common, COMMON[:COMMONEST]))


def _common(pump: str) -> Attack:
    return Attack("", pump)


def _repeats(parsed: Parsed, head: str) -> Iterator[tuple[str, str]]:
    """(what leads to it, what it repeats) of each repeat, inner ones too."""
    for code, argument in parsed:
        if code in REPEATS and argument[1] > 1:
            for body in _samples(argument[2]):
                yield head, body
                yield "", body
            yield "", head + _sample(list(argument[2]))
        for inner in _inside(code, argument):
            yield from _repeats(inner, head)
        head += _sample([(code, argument)])


def _inside(code: Any, argument: Any) -> list[Parsed]:
    if code in REPEATS:
        return [list(argument[2])]
    if code is op.SUBPATTERN:
        return [list(argument[3])]
    if code is op.BRANCH:
        return [list(branch) for branch in argument[1]]
    if code is op.ATOMIC_GROUP:
        return [list(argument)]
    return [list(argument[1])] if code in (op.ASSERT, op.ASSERT_NOT) else []


def _samples(parsed: Any) -> Iterator[str]:
    """A few texts that the part matches: one for each of its first branches and letters."""
    items = list(parsed)
    if len(items) == 1 and items[0][0] is op.BRANCH:
        yield from (_sample(list(branch)) for branch in items[0][1][1][:MOST_BRANCHES])
    elif len(items) == 1 and items[0][0] is op.IN:
        fitting = (letter for letter in LIKELY if _is_in(letter, items[0][1]))
        yield from dict.fromkeys((*islice(fitting, MOST_LETTERS), _sample(items)))
    elif len(items) == 1 and items[0][0] in (op.ANY, op.NOT_LITERAL):
        yield from "a 1."
    else:
        yield _sample(items)


def _sample(parsed: Parsed) -> str:
    """One short text that the parts match, lookarounds left aside."""
    return "".join(_one_sample(code, argument) for code, argument in parsed)


def _one_sample(code: Any, argument: Any) -> str:
    if code is op.LITERAL:
        return chr(argument)
    if code is op.NOT_LITERAL:
        return "b" if argument == ord("a") else "a"
    if code is op.ANY:
        return "a"
    if code is op.IN:
        return _letter_of(argument)
    if code in REPEATS:
        return _sample(list(argument[2])) * int(min(max(argument[0], 1), 8))
    if code in (op.ASSERT, op.ASSERT_NOT):
        return ""
    inside = _inside(code, argument)
    return _sample(inside[0]) if inside else ""


def _letter_of(choices: Any) -> str:
    likely = next((letter for letter in LIKELY if _is_in(letter, choices)), None)
    if likely is not None:
        return likely
    code, argument = choices[0]
    return chr(argument[0] if code is op.RANGE else argument)


def _is_in(letter: str, choices: Any) -> bool:
    negated = choices[0][0] is op.NEGATE
    return any(_fits(letter, code, argument) for code, argument in choices) != negated


def _fits(letter: str, code: Any, argument: Any) -> bool:
    if code is op.LITERAL:
        return bool(ord(letter) == argument)
    if code is op.RANGE:
        return bool(argument[0] <= ord(letter) <= argument[1])
    if code is op.CATEGORY:
        return re.fullmatch(_category_pattern(argument), letter) is not None
    return False


def _category_pattern(category: Any) -> str:
    return {
        op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
    }[category]  # fmt: skip
