"""Dates as documents write them: figures, words, blanks of drafts, broken lines."""

import datetime
import re
from dataclasses import dataclass

from intranet.language.text.normalization import AlignedText, align

NAMES_OF_MONTHS = (
    "giêng, một", "hai", "ba", "tư, bốn", "năm", "sáu", "bảy, bẩy", "tám", "chín", "mười",
    "mười một", "mười hai, chạp",
)  # fmt: skip
MONTHS = {name: n for n, names in enumerate(NAMES_OF_MONTHS, 1) for name in names.split(", ")}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
GAP = r"[\s.…_]*+"
IN_WORDS = re.compile(
    rf"ngày{GAP}(?:m[ồù]ng{GAP})?(?P<day>\d{{1,2}})?{GAP}tháng{GAP}(?P<month>\d{{1,2}}|{MONTH})?{GAP}"
    rf"năm(?:{GAP}(?P<year>\d{{4}})(?!\d)|[\s.…_]*(?!\d))",
    re.IGNORECASE,
)
# What must stand before a day is asked behind its first figure: all else is passed over at once.
IN_FIGURES = re.compile(
    r"(?P<day>\d(?<![\d/.\-]\d)\d?)\s?(?P<sign>[/.\-])\s?(?P<month>\d{1,2})\s?"
    r"(?P=sign)\s?(?P<year>(?:19|20)\d\d)(?![\d/]|\.\d)"
)


@dataclass(frozen=True)
class TextDate:
    """A date in a text; partial keeps blanks as "2025-08-__", iso is None while any part is blank.

    start and end are offsets in the source text.
    """

    iso: str | None
    partial: str
    start: int
    end: int


def find_dates(text: str) -> tuple[TextDate, ...]:
    """All dates of the text in reading order, those of drafts too; impossible days are left out."""
    aligned = align(text)
    dates = (
        _date(aligned, match)
        for pattern in (IN_WORDS, IN_FIGURES)
        for match in pattern.finditer(aligned.text)
    )
    return tuple(sorted((date for date in dates if date), key=lambda date: date.start))


def _date(aligned: AlignedText, match: re.Match[str]) -> TextDate | None:
    day, month, year = (_figure(match[name]) for name in ("day", "month", "year"))
    if not _possible(day, month, year):
        return None
    partial = f"{_padded(year, 4)}-{_padded(month, 2)}-{_padded(day, 2)}"
    start, end = aligned.span(*match.span())
    return TextDate(None if "_" in partial else partial, partial, start, end)


def _figure(word: str | None) -> int | None:
    return (MONTHS.get(word.lower()) or int(word)) if word else None


def _padded(figure: int | None, width: int) -> str:
    return "_" * width if figure is None else f"{figure:0{width}}"


def _possible(day: int | None, month: int | None, year: int | None) -> bool:
    # 2000 is a leap year: a blank year must not refuse 29 February.
    blanks = ((year, 2000), (month, 1), (day, 1))
    try:
        datetime.date(*(blank if figure is None else figure for figure, blank in blanks))
    except ValueError:
        return False
    return True
