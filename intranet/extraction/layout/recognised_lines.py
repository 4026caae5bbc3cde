"""Lines of a recognised page, so that the rules for header and signature work on scans too."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from intranet.extraction.layout import text_lines
from intranet.extraction.values import Line, Page, RecognisedWord

USUAL_SHAPE = 0.707  # width / height of an A4 sheet
DOUBTFUL = 0.3  # of confidence: below it, signs without a letter are dirt or a drawing
TALL = 2.2  # of the usual height: larger are seals and signatures


def lines_of_words(page: Page) -> tuple[Line, ...]:
    """The lines of a recognised page like those of `text_lines.lines_of`; boldness is not known.

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
    return text_lines.lines_of(list(_on_lines(level)), page.number, shape)


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


def _on_lines(words: Sequence[RecognisedWord]) -> Iterator[text_lines.PlacedWord]:
    """The words with the height of their line: letters without tails or marks are lower."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        top = median(word.y0 for word in line)
        bottom = median(word.y1 for word in line)
        for word in line:
            yield text_lines.PlacedWord(word.text, word.x0, top, word.x1, bottom)
