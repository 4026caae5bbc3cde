"""Clauses of an official text: where each begins and ends, although lines break anywhere."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intranet.language.alternatives import either
from intranet.language.bodies.document_types import LONGER_TYPE_NAMES, TYPE_NAMES

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LOWER, UPPER = f"a-z{LETTERS}", f"A-Z{LETTERS.upper()}"
"""For classes of letters in patterns: in Unicode's order capitals and small ones alternate."""
NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,2}[.)-]\s"
MARKER = rf"(?:[-–+*•](?:\s|(?=[{UPPER}][{LOWER}]))|{NUMBER}|[a-zđ]\)\s|Điều\s++\d++\s?[.:])"
QUOTE = r"[“\"'(]\s*+"
CLAUSE_OPENING = re.compile(rf"(?<!\w)(?:\s++(?:{QUOTE})?{MARKER}?|{QUOTE}{MARKER}?|{MARKER})\s*+")
KINDS = either([*TYPE_NAMES.values(), *LONGER_TYPE_NAMES])
HEADING = re.compile(KINDS, re.IGNORECASE)
LETTER, SMALL = re.compile(r"[^\W\d_]"), re.compile(f"[{LOWER}]")
AFTER_SIGN = re.compile(rf";|[.!?…][”\"')]*+(?=\s++[“\"'(]?(?:[{UPPER}]|{MARKER}))")
# Of blanks with line ends in them each pattern reads on only from the first one.
LINE_END = r"(?<!\s)[^\S\n]*+\n"
NUMBERED = re.compile(
    rf"(?:(?:^|{LINE_END})\s*+(?:Điều\s++)?\d{{1,2}}(?:\.\d{{1,2}})*+|\bĐiều\s++\d++)\Z"
)
SHORTENED = re.compile(rf"(?<![\w/.\-])(?:[{UPPER}]{{1,3}}|Tp|tp|ThS|TS)\Z")
LINE = re.compile(
    rf"{LINE_END}\s*+(?={MARKER}|(?:Căn\s++cứ|Theo\s++đề\s++nghị|Xét|Thực\s++hiện|Kính\s++gửi|"
    r"Nơi\s++nhận)\b)"
)


@dataclass(frozen=True)
class Clause:
    """Half-open span of a clause; a lead ends in a colon, an item begins with its mark.

    An open one ends with a sign after which the sentence goes on.
    """

    start: int
    end: int
    lead: bool = False
    open: bool = False
    item: bool = False
    article: bool = False


def clauses(text: str, whole: Sequence[tuple[int, int]] = ()) -> tuple[Clause, ...]:
    """The clauses of a canonical text in order; no border cuts the spans in `whole`."""
    ends = {end for _, end in whole}
    borders = {0, len(text)}
    for border in (*_after_signs(text), *_at_lines(text), *_at_capitals(text)):
        at = bisect_right(whole, (border, len(text) + 1)) - 1
        if border in ends or at < 0 or not whole[at][0] < border < whole[at][1]:
            borders.add(border)
    ordered = sorted(borders)
    return tuple(
        _clause(text, start, end)
        for start, end in pairwise(ordered)
        if not text[start:end].isspace()
    )


def _clause(text: str, start: int, end: int) -> Clause:
    opening = CLAUSE_OPENING.match(text, start, end)
    mark = opening[0].strip(" \n“\"'(") if opening else ""
    last = text[max(start, end - 40) : end].rstrip(' \n“"')
    return Clause(
        start,
        end,
        lead=last.endswith(":"),
        open=last.endswith((";", ",", ":", "-", " và")),
        item=bool(mark),
        article=mark.startswith("Điều"),
    )


def _at_lines(text: str) -> Iterable[int]:
    for line in LINE.finditer(text):
        yield from (at + 1 for at in range(*line.span()) if text[at] == "\n")


def _after_signs(text: str) -> Iterable[int]:
    for sign in AFTER_SIGN.finditer(text):
        before = text[max(0, sign.start() - 16) : sign.start()]
        if sign[0][0] != "." or not (NUMBERED.search(before) or SHORTENED.search(before)):
            yield sign.end()


def _at_capitals(text: str) -> Iterable[int]:
    """Around headings in capitals; the name of the kind stands alone above what it is about."""
    position, before = 0, None
    for line in text.splitlines(keepends=True):
        if line.strip():
            # A lone page number belongs to neither side.
            letters = len(LETTER.findall(line))
            # "TTg" stands in headings too.
            capital = letters >= 4 and len(SMALL.findall(line)) * 12 < letters
            now = capital if letters else before
            if before is not None and now != before:
                yield position
            before = now
            if now and HEADING.fullmatch(line.strip()):
                yield position
                yield position + len(line)
        position += len(line)
