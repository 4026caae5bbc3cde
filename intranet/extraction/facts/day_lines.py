"""The line of place and day on recognised pages, rebuilt from every word seen in its row.

Days filled in by hand are recognised with so little confidence that they may be left out of the
lines; the words of the page still have them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intranet.extraction.facts.number_repair import repaired_date
from intranet.extraction.values import Box, Line, Page, RecognisedWord
from intranet.language.text.dates import find_dates
from intranet.language.text.normalization import fold

EARLY = 45
DIRT = (0.0, 0.3, 0.5, 0.7)
"""Confidences below which words of the row may be specks, tried in this order."""
RIGHT_EDGE = 0.98


def with_whole_days(lines: Sequence[Line], pages: Mapping[int, Page]) -> list[Line]:
    """The lines with those of a day rebuilt from all words of their row."""
    rebuilt: list[Line] = []
    swallowed: list[Box] = []
    for at, line in enumerate(lines):
        box = line.box
        if box is not None and any(_inside(box, other) for other in swallowed):
            continue
        page = pages.get(line.page)
        whole = _whole(line, page.words) if page and box and _opens_day(line, at) else None
        if whole is not None and whole.box is not None:
            swallowed.append(whole.box)
        rebuilt.append(whole or line)
    return rebuilt


def _opens_day(line: Line, at: int) -> bool:
    folded = fold(line.text)
    wanted = "ngay" in folded and (at < EARLY or "qua ngay" in folded)
    return wanted and not any(date.iso for date in find_dates(line.text))


def _whole(line: Line, words: Sequence[RecognisedWord]) -> Line | None:
    """The line from its first word to the year at its right; None when that changes nothing."""
    box = line.box
    if box is None:
        return None
    row = sorted((word for word in words if _in_row(word, box)), key=lambda word: word.x0)
    readings = [[word for word in row if word.confidence >= least] for least in DIRT]
    best = next((reading for reading in readings if _is_dated(_text(reading))), readings[0])
    folded = fold(_text(best))
    if not ("thang" in folded and " nam" in folded) or _text(best) == line.text:
        return None
    return replace(line, text=_text(best), box=replace(box, x1=max(word.x1 for word in best)))


def _text(row: Sequence[RecognisedWord]) -> str:
    return " ".join(word.text for word in row)


def _is_dated(text: str) -> bool:
    return any(date.iso for date in find_dates(repaired_date(text) or text))


def _in_row(word: RecognisedWord, box: Box) -> bool:
    middle = (word.y0 + word.y1) / 2
    return box.y0 <= middle <= box.y1 and box.x0 - 0.005 <= word.x0 <= RIGHT_EDGE


def _inside(box: Box, whole: Box) -> bool:
    middle = (box.y0 + box.y1) / 2
    return (
        box.page == whole.page
        and whole.y0 <= middle <= whole.y1
        and whole.x0 < box.x0
        and box.x1 <= whole.x1 + 0.005
    )
