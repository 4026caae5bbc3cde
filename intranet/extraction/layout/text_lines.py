"""From words with places to the lines of a page, its two columns kept apart."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from intranet.extraction.values import Box, Column, Line

SAME_LINE = 0.5  # of the letter height: how far two words of one line may stand apart
SPLIT = 1.5  # of the letter height across: wider than any space of justified print
MIDDLE = 0.5
CENTRE_TOLERANCE = 0.06
FULL_WIDTH = 0.62
COLUMNS: tuple[Column, ...] = ("left", "whole", "right")


class PlacedWord(NamedTuple):
    """Letters without a space between them, their place in fractions of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False

    @property
    def middle(self) -> float:
        """Height of the word's middle line on the page."""
        return (self.y0 + self.y1) / 2


def lines_of(words: Sequence[PlacedWord], page: int, shape: float) -> tuple[Line, ...]:
    """The lines of a page from top to bottom, parts of a row from left to right.

    `shape` is width / height of the page, so that gaps across compare with heights of letters.
    """
    if not words:
        return ()
    height = median(word.y1 - word.y0 for word in words)
    if height <= 0:
        return ()
    split = SPLIT * height / (shape or 0.7)
    lines: list[Line] = []
    for row in _rows(words, height * SAME_LINE):
        lines.extend(_joined([_line(part, page) for part in _parts(row, split)]))
    return _with_gaps(lines, height)


def in_columns(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Left column first, then what spans the page, then the right column: as a person reads
    a header or a signature block."""
    order = {"left": 0, "whole": 1, "right": 1}
    return tuple(sorted(lines, key=lambda line: order[line.column]))


def _rows(words: Iterable[PlacedWord], near: float) -> list[list[PlacedWord]]:
    rows: list[list[PlacedWord]] = []
    middles: list[float] = []  # of the words of the last row
    placed = ((word.middle, word) for word in words)
    for middle, word in sorted(placed, key=lambda pair: (pair[0], pair[1].x0)):
        if middles and abs(middle - median(middles[-8:])) <= near:
            rows[-1].append(word)
            middles.append(middle)
        else:
            rows.append([word])
            middles = [middle]
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _parts(row: list[PlacedWord], split: float) -> list[list[PlacedWord]]:
    parts = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > split:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: Sequence[PlacedWord], page: int) -> Line:
    box = Box(
        page,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )
    centre = (box.x0 + box.x1) / 2
    return Line(
        " ".join(word.text for word in words),
        page,
        box=box,
        bold=sum(len(word.text) for word in words if word.bold) * 2
        > sum(len(word.text) for word in words),
        centred=abs(centre - 0.52) < CENTRE_TOLERANCE and box.x0 > 0.16,
    )


def _joined(parts: Sequence[Line]) -> list[Line]:
    """Parts of one row with their columns; a gap inside one column is only a blank to fill in."""
    row: list[Line] = []
    for part in parts:
        placed = replace(part, column=_column(part))
        if row and row[-1].column == placed.column and placed.column != "whole":
            row[-1] = _merged(row[-1], placed)
        else:
            row.append(placed)
    return row


def _merged(first: Line, second: Line) -> Line:
    a, b = first.box, second.box
    if a is None or b is None:
        return first
    box = Box(a.page, a.x0, min(a.y0, b.y0), b.x1, max(a.y1, b.y1))
    return replace(first, text=f"{first.text}   {second.text}", box=box)


def _column(line: Line) -> Column:
    box = line.box
    if box is None or box.x1 - box.x0 > FULL_WIDTH or line.centred:
        return "whole"
    if box.x1 <= MIDDLE + 0.04 and box.x0 < 0.35:
        return "left"
    return "right" if box.x0 >= MIDDLE - 0.14 else "whole"


def _with_gaps(lines: Iterable[Line], height: float) -> tuple[Line, ...]:
    spaced: list[Line] = []
    bottoms: dict[Column, float] = {}
    for line in lines:
        box = line.box
        if box is None:
            continue
        beside: tuple[Column, ...] = COLUMNS if line.column == "whole" else (line.column, "whole")
        above = max((bottoms[column] for column in beside if column in bottoms), default=box.y0)
        spaced.append(replace(line, gap=max(0.0, (box.y0 - above) / height)))
        bottoms[line.column] = box.y1
    return tuple(spaced)
