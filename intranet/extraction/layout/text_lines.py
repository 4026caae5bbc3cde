"""From words with places to the lines of a page, its two columns kept apart.

Recognised pages get such lines too, so that the rules for header and signature work on scans.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from intranet.extraction.values import Box, Column, Line, Page, RecognisedWord, box_of

SAME_LINE = 0.5  # of the letter height: how far two words of one line may stand apart
SPLIT = 1.5  # of the letter height across: wider than any space of justified print
MIDDLE = 0.5
CENTRE_TOLERANCE = 0.06
FULL_WIDTH = 0.62
USUAL_SHAPE = 0.707  # width / height of an A4 sheet
DOUBTFUL = 0.3  # of confidence: below it, signs without a letter are dirt or a drawing
TALL = 2.2  # of the usual height: larger are seals and signatures
COLUMNS: tuple[Column, ...] = ("left", "whole", "right")


class PlacedWord(NamedTuple):
    """Letters without a space between them, their place in fractions of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False


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
        lines += _joined(_line(part, page) for part in _parts(row, split))
    return _with_gaps(lines, height)


def in_columns(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The left column first, as a person reads a header or a signature block."""
    return tuple(sorted(lines, key=lambda line: line.column != "left"))


def _rows(words: Iterable[PlacedWord], near: float) -> list[list[PlacedWord]]:
    rows: list[list[PlacedWord]] = []
    middles: list[float] = []  # of the words of the last row
    placed = (((word.y0 + word.y1) / 2, word) for word in words)
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
    centred = abs((box.x0 + box.x1) / 2 - 0.52) < CENTRE_TOLERANCE and box.x0 > 0.16
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold) * 2 > letters
    text = " ".join(word.text for word in words)
    return Line(text, page, "whole" if centred else _column(box), box, bold, centred)


def _column(box: Box) -> Column:
    if box.x1 - box.x0 > FULL_WIDTH:
        return "whole"
    if box.x1 <= MIDDLE + 0.04 and box.x0 < 0.35:
        return "left"
    return "right" if box.x0 >= MIDDLE - 0.14 else "whole"


def _joined(parts: Iterable[Line]) -> list[Line]:
    """Parts of one row; a gap inside one column is only a blank to fill in."""
    row: list[Line] = []
    for part in parts:
        if row and row[-1].column == part.column != "whole":
            text, box = f"{row[-1].text}   {part.text}", box_of((row[-1], part))
            part = replace(row.pop(), text=text, box=box)
        row.append(part)
    return row


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


def lines_of_words(page: Page) -> tuple[Line, ...]:
    """The lines of a recognised page like those of `lines_of`; boldness is not known.

    Words of a sheet that was scanned sideways, upside down or askew are first set upright: boxes
    of lines are then places on the upright sheet.
    """
    shape = page.width / page.height if page.width and page.height else USUAL_SHAPE
    words = [word for word in page.words if _is_print(word)]
    angle = _angle(words, shape)
    if abs(angle) > math.radians(45):
        words = [_turned(word, shape, -angle) for word in words]
        shape = 1 / shape if abs(math.sin(angle)) > 0.7 else shape
        angle = _angle(words, shape)
    level = [_turned(word, shape, -angle, box=False) for word in words]
    return lines_of(list(_on_lines(level)), page.number, shape)


def _is_print(word: RecognisedWord) -> bool:
    return word.confidence >= DOUBTFUL or any(map(str.isalnum, word.text))


def _angle(words: Sequence[RecognisedWord], shape: float) -> float:
    """The way in which lines are read, 0 from left to right, in radians clockwise."""
    across = down = 0.0
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        across += (_middle(line[-1])[0] - _middle(line[0])[0]) * shape
        down += _middle(line[-1])[1] - _middle(line[0])[1]
    return math.atan2(down, across) if across or down else 0.0


def _middle(word: RecognisedWord) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2


def _turned(word: RecognisedWord, shape: float, angle: float, box: bool = True) -> RecognisedWord:
    """The word turned about the middle of the sheet, its box too or only its place."""
    x, y = _middle(word)
    x, y = (x - 0.5) * shape, y - 0.5
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y = x * cosine - y * sine, x * sine + y * cosine
    wide, tall = (word.x1 - word.x0) * shape, word.y1 - word.y0
    new_shape = shape
    if box and abs(sine) > 0.7:
        wide, tall, new_shape = tall, wide, 1 / shape
        x, y, wide, tall = (value * new_shape for value in (x, y, wide, tall))
    x, wide = x / new_shape + 0.5, wide / new_shape / 2
    return replace(word, x0=x - wide, x1=x + wide, y0=y + 0.5 - tall / 2, y1=y + 0.5 + tall / 2)


def _on_lines(words: Sequence[RecognisedWord]) -> Iterator[PlacedWord]:
    """The words with the height of their line: letters without tails or marks are lower."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        top = median(word.y0 for word in line)
        bottom = median(word.y1 for word in line)
        for word in line:
            yield PlacedWord(word.text, word.x0, top, word.x1, bottom)
