"""Recognition of one page: its picture becomes words with places and confidences."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from PIL import Image

from intranet.extraction.page_picture import picture_of, prepared
from intranet.extraction.tesseract import NotRecognised, Seen, is_installed, turn_of, words_on
from intranet.extraction.values import Page, Word
from intranet.language.syllables import vietnamese_share

DPI, FINER_DPI = 200, 300
"""200 dpi reads office scans as well as 300 and twice as fast; small print wants 300."""
POOR = 0.7
"""A mean confidence below this is worth another look, turned or finer."""
FEW = 12
ENOUGH_WORDS = 20
HOW = "Nhận dạng từ hình trang."
TURNED = "Nhận dạng từ hình trang đã xoay {turn}°."
EMPTY = "Hình trang không có chữ nhận dạng được."


@dataclass(frozen=True)
class Look:
    """What one look at a page gave."""

    words: tuple[Word, ...]
    turn: int = 0

    @property
    def confidence(self) -> float:
        """Mean over letters, so that specks count little."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * word.confidence for word in self.words) / max(letters, 1)

    @property
    def worth(self) -> float:
        """How much was read with how much confidence, to choose between looks."""
        return self.confidence * math.sqrt(sum(len(word.text) for word in self.words))


def available() -> bool:
    """Whether pages can be recognised on this machine."""
    return is_installed()


def recognise(
    path: Path | str,
    number: int,
    *,
    dpi: int = DPI,
    turn: int | None = None,
    seconds: float = 60,
) -> Page:
    """Page `number` (from 1) of a PDF or picture file, read from its picture.

    `turn` says by how many degrees clockwise it must be turned; None lets the page decide. The
    places of words are those on the page as it lies in the file. A page without readable letters
    has no text and a reason. Works in memory. Raises BrokenFile, NotRecognised.
    """
    picture, width, height = picture_of(Path(path), number, dpi)
    look = _look(picture, turn or 0, seconds)
    if turn is None and _is_poor(look):
        look = _second_look(Path(path), number, picture, look, seconds)
    return _page(number, look, width, height)


def _is_poor(look: Look) -> bool:
    return len(look.words) < FEW or look.confidence < POOR


def _second_look(
    path: Path, number: int, picture: Image.Image, first: Look, seconds: float
) -> Look:
    turn = turn_of(picture.convert("L"), seconds)
    if turn:
        return max(first, _look(picture, turn, seconds), key=lambda look: look.worth)
    if not first.words:
        return first
    finer, _width, _height = picture_of(path, number, FINER_DPI)
    return max(first, _look(finer, 0, seconds), key=lambda look: look.worth)


def _look(picture: Image.Image, turn: int, seconds: float) -> Look:
    upright = picture.rotate(-turn, expand=True, fillcolor="white") if turn else picture
    grey, angle = prepared(upright)
    try:
        seen = words_on(grey, seconds)
    except NotRecognised:
        if turn:
            return Look((), turn)
        raise
    lines = {key: index for index, (key, _same) in enumerate(groupby(seen, lambda one: one.line))}
    words = (_word(one, lines[one.line], grey.size, angle, turn) for one in seen)
    return Look(tuple(word for word in words if word.text), turn)


def _word(seen: Seen, line: int, size: tuple[int, int], angle: float, turn: int) -> Word:
    x0, y0 = seen.left, seen.top
    x1, y1 = x0 + seen.width, y0 + seen.height
    corners = [_back(x, y, size, angle, turn) for x in (x0, x1) for y in (y0, y1)]
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    return Word(
        unicodedata.normalize("NFC", seen.text),
        min(across), min(down), max(across), max(down),
        round(seen.confidence, 3), line,
    )  # fmt: skip


def _back(
    x: float, y: float, size: tuple[int, int], angle: float, turn: int
) -> tuple[float, float]:
    """A point of the prepared picture as a fraction of the page as it lies in the file."""
    width, height = size
    if angle:
        # The picture was turned anticlockwise about its middle: turn the point back.
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        dx, dy = x - width / 2, y - height / 2
        x, y = width / 2 + dx * cosine - dy * sine, height / 2 + dx * sine + dy * cosine
    u, v = min(max(x / width, 0.0), 1.0), min(max(y / height, 0.0), 1.0)
    return {0: (u, v), 90: (v, 1 - u), 180: (1 - u, 1 - v), 270: (1 - v, u)}[turn]


def _page(number: int, look: Look, width: float, height: float) -> Page:
    text = text_of(look.words)
    if not text:
        return Page(number, "", "ocr", 0.0, width, height, score=0.0, reason=EMPTY)
    share = vietnamese_share(text)
    score = share.ratio if share.counted >= ENOUGH_WORDS else look.confidence
    reason = TURNED.format(turn=look.turn) if look.turn else HOW
    page = Page(number, text, "ocr", round(look.confidence, 2), width, height)
    return replace(page, score=round(score, 2), reason=reason, words=look.words)


def text_of(words: Sequence[Word]) -> str:
    """The words as text, a line a row."""
    rows = groupby(words, key=lambda word: word.line)
    return "\n".join(" ".join(word.text for word in row) for _line, row in rows)
