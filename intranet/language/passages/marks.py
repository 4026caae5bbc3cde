"""What opens an article, a section, a clause or a point at the beginning of a line."""

import enum
import re
from dataclasses import dataclass

from intranet.language.symbols.clauses import UPPER

ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
ROMAN = {"I": 1, "V": 5, "X": 10}
MOST_MISSING = 2
"""Numbers that recognition may have lost between two marks that still count on."""
ARTICLE = re.compile(r"(?:Đi[ềêểế]u|ĐIỀU)\s++(\d{1,4})([a-zđ]?)(?!\w)\s*+([.:]?)[\s.:-]*+")
DIVISION = re.compile(
    r"(?:(?:PHẦN|Phần)(?:\s++(?:THỨ|thứ))?|CHƯƠNG|Chương|TIỂU MỤC|Tiểu mục|MỤC|Mục)\s++"
    rf"(?:[IVXL]{{1,6}}|\d{{1,3}}|[{UPPER}]\w{{1,5}}|nhất|hai|ba|tư|năm)(?!\w)[\s.:]*+"
)
ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?!\w)[\s.:]*+(?:[IVXL]{1,6}|\d{1,3})?(?!\w)[\s.:]*+")
TAIL = re.compile(r"N[ơo]i\s++nhận\s*+:")
SECTION = re.compile(r"([IVX]{1,6})([.)-])(?=\s|$)\s*+")
DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})([.)]?)(?=\s|$)\s*+")
NUMBER = re.compile(rf"(\d{{1,3}})([.)-])(?=[\s{UPPER}]|$)\s*+")
POINT = re.compile(rf"([a-zđ])([.)-])(?=[\s{UPPER}]|$)\s*+")
GOES_ON = re.compile(
    r"(?:,|(?<!\w)(?:tại|theo|của|và|hoặc|các|với|đến|từ|hay|số|khoản|điểm|điều|mục|chương|phần|"
    r"ngày|tháng|năm|trong|về|là|bởi|khoản\s\d{1,3}|điểm\s[a-zđ]))\Z"
)
"""The end of a line after which a number is a reference and no mark."""
ENDED = re.compile(r"[.;:!?/”\"…)]\Z")
LOOK_BACK = 24


class MarkKind(enum.IntEnum):
    """What a mark opens; the greater stands within the smaller."""

    DIVISION = 0
    ARTICLE = 1
    SECTION = 2
    CLAUSE = 3
    DOTTED = 4
    POINT = 5


@dataclass(frozen=True)
class Mark:
    """A mark as it is written; `value` counts, `sign` is what stands behind it."""

    kind: MarkKind
    label: str
    value: int
    sign: str
    length: int


def mark_at(line: str) -> Mark | None:
    """The mark that a line begins with, however it fits to what stands before it."""
    if article := ARTICLE.match(line):
        return _article(article, line)
    for kind, pattern in PATTERNS.items():
        if mark := pattern.match(line):
            label = mark[1]
            return Mark(kind, label, _value(kind, label), mark[2], mark.end())
    return None


def _article(article: re.Match[str], line: str) -> Mark | None:
    rest = line[article.end() : article.end() + 1]
    if rest and (not article[3] or rest.islower()):
        return None  # "Điều 5 của Luật này"
    label = article[1] + article[2]
    return Mark(MarkKind.ARTICLE, label, int(article[1]), article[3], article.end())


def division_length(line: str) -> int:
    """The letters of the number of a chapter (phần, chương, mục) or annex that a line heads.

    0 for any other line, and for a reference to one.
    """
    division = DIVISION.match(line) or ANNEX.match(line)
    if division is None or line[division.end() : division.end() + 1].islower():
        return 0
    return division.end()


def is_annex(line: str) -> bool:
    """Whether a line heads an annex."""
    return bool(ANNEX.match(line)) and division_length(line) > 0


def is_tail(line: str) -> bool:
    """Whether a line opens the list of recipients, behind which nothing is said any more."""
    return bool(TAIL.match(line))


def goes_on(before: str) -> bool:
    """Whether a line ends so that the next one belongs to its sentence."""
    return bool(GOES_ON.search(before[-LOOK_BACK:]))


def counts_on(mark: Mark, last: Mark | None, before: str) -> bool:
    """Whether a mark follows the last one of its kind; a gap needs a sentence that is over."""
    if last is not None and mark.sign != last.sign:
        return False
    step = mark.value - (last.value if last else 0)
    return step == 1 or (1 < step <= 1 + MOST_MISSING and bool(ENDED.search(before)))


def _value(kind: MarkKind, label: str) -> int:
    if kind is MarkKind.SECTION:
        values = [ROMAN[letter] for letter in label]
        return sum(
            -value if value < following else value
            for value, following in zip(values, [*values[1:], 0], strict=True)
        )
    if kind is MarkKind.POINT:
        return ALPHABET.index(label) + 1
    return int(label.rpartition(".")[2])


PATTERNS = {
    MarkKind.SECTION: SECTION,
    MarkKind.DOTTED: DOTTED,
    MarkKind.CLAUSE: NUMBER,
    MarkKind.POINT: POINT,
}
