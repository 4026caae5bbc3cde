"""The ink of a picture that may be a mark: no specks, no rules, no lines of running text.

Reading costs by the line, so what no stamp can be is left out before. What stays keeps its place
beside its neighbours; only blank rows are taken away.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from intranet.extraction.ocr.ink import dark_ink, red_ink, redness

CELL = 3  # pixels across and down: the ink is looked at in cells
EDGE = 10  # cells of white around all others: more than a gap, so no row runs into the next
GAP = re.compile(rb"(?<=\xff)\0{1,8}(?=\xff)")
"""Up to 4 mm at 150 dots an inch: between letters and words of one line."""
RUN, LONG_RUN = re.compile(rb"\xff++"), re.compile(rb"\xff{140,}+")
"""71 mm and more: a line of that length is print, unless it is high."""
LOW, LOW_RUN = 12, re.compile(rb"(?<!\xff)\xff{1,11}+(?!\xff)")
TALL_SHARE, SOLID = 0.15, 150  # of the cells of a run; of 255: more ink than letters have
LOWEST, NARROWEST = 5, 3  # cells: smaller is a speck, a rule, a residue of a letter
BESIDE_TEXT = 0.3  # of its width: what hangs on a line of print is a part of it
FEWEST_RED = 0.00007  # of the pixels: less is noise of the scanner
PALER = 0.9  # of the red ink: what is deeper is shown black
MARGIN = 30  # pixels of white around what is read


class InkBlock(NamedTuple):
    """Ink that hangs together: its sides in cells."""

    left: int
    top: int
    right: int
    bottom: int


def possible_marks(picture: Image.Image) -> Iterator[Image.Image]:
    """Slips with the ink that may be a mark, dark on white: all ink, then the red once more."""
    grey = picture.convert("L")
    yield from _slip(grey, dark_ink(grey))
    red = red_ink(picture)
    inked = red.histogram()[255] if red else 0
    if red and inked >= FEWEST_RED * red.width * red.height:
        colour = redness(picture)
        black = _black_from(colour.histogram(red), inked)
        lights = [255 - min(255, depth * 255 // black) for depth in range(256)]
        yield from _slip(colour.point(lights), red)


def _black_from(depths: list[int], inked: int) -> int:
    paler = 0
    for depth, count in enumerate(depths):
        paler += count
        if depth and paler >= PALER * inked:
            return depth
    return 255


def _slip(shown: Image.Image, ink: Image.Image) -> Iterator[Image.Image]:
    found = blocks(ink)
    if not found:
        return
    near = Image.new("L", shown.size)
    pen = ImageDraw.Draw(near)
    for block in found:
        left, top, right, bottom = (CELL * (side - EDGE) for side in block)
        more = (bottom - top) // 3  # accents stand apart
        pen.rectangle((left - 2 * CELL, top - more, right + 2 * CELL, bottom + more), fill=255)
    alone = Image.composite(shown, Image.new("L", shown.size, 255), near)
    yield _squeezed(alone, near)


def _squeezed(alone: Image.Image, near: Image.Image) -> Image.Image:
    """What is shown without its blank rows, but a margin."""
    left, _top, right, _bottom = near.getbbox() or (0, 0, 1, 1)
    bands = [found.span() for found in re.finditer(rb"\x01++", bytes(near.getprojection()[1]))]
    height = sum(bottom - top for top, bottom in bands) + MARGIN * (len(bands) + 1)
    slip = Image.new("L", (right - left + 2 * MARGIN, height), 255)
    at = MARGIN
    for top, bottom in bands:
        slip.paste(alone.crop((left, top, right, bottom)), (MARGIN, at))
        at += bottom - top + MARGIN
    return slip


def blocks(ink: Image.Image) -> list[InkBlock]:
    """The pieces of ink that are as large as a letter of a mark, lines of print left out."""
    shares = ImageOps.expand(ink.reduce(CELL), EDGE)
    width, cells = shares.width, shares.point([0, *(255,) * 255]).tobytes()
    closed = GAP.sub(lambda gap: b"\xff" * len(gap[0]), cells)
    print_lines = list(_print_lines(closed, _tall(cells, width), shares.tobytes(), width))
    kept, gone = bytearray(closed), bytearray(len(closed))
    for start, end in print_lines:
        kept[start:end], gone[start:end] = gone[start:end], kept[start:end]
    return [
        block
        for block in _joined(bytes(kept), width)
        if block.right - block.left >= NARROWEST
        and block.bottom - block.top >= LOWEST
        and not _hangs(block, gone, width)
    ]


def _tall(cells: bytes, width: int) -> bytes:
    """The cells of strokes that are higher than a line of print."""
    return _turned(LOW_RUN.sub(lambda run: bytes(len(run[0])), _turned(cells, width)), -width)


def _turned(cells: bytes, width: int) -> bytes:
    """Rows as columns; back again where the width is that of the columns, below 0."""
    size = (width, len(cells) // width) if width > 0 else (len(cells) // -width, -width)
    return Image.frombytes("L", size, cells).transpose(Image.Transpose.TRANSPOSE).tobytes()


def _print_lines(
    closed: bytes, tall: bytes, shares: bytes, width: int
) -> Iterator[tuple[int, int]]:
    """From where to where rows of cells belong to rules and lines too long to be a mark."""
    for run in LONG_RUN.finditer(closed):
        start, end = run.span()
        long = end - start
        is_high = tall.count(b"\xff", start, end) >= TALL_SHARE * long
        rows = (sum(shares[start + row : end + row]) for row in (-width, 0, width))
        # On a bar that is filled with ink a mark may stand in white.
        if not is_high and min(rows) < SOLID * long:
            yield start, end


def _hangs(block: InkBlock, gone: bytearray, width: int) -> bool:
    """Whether it is a part of a line of print: a stroke of a letter, an accent."""
    if block.bottom - block.top >= LOW:
        return False
    rows = (row * width for row in (block.top - 1, block.bottom))
    most = max(gone.count(b"\xff", row + block.left, row + block.right) for row in rows)
    return most >= BESIDE_TEXT * (block.right - block.left)


def _joined(cells: bytes, width: int) -> list[InkBlock]:
    """Around each group of runs that touch each other."""
    runs: list[InkBlock] = []
    first: list[int] = []  # of the group of each run, by way of others of it
    above: list[int] = []
    for _, row in groupby(RUN.finditer(cells), key=lambda run: run.start() // width):
        below: list[int] = []
        for run in row:
            top, left = divmod(run.start(), width)
            runs.append(InkBlock(left, top, left + len(run[0]), top + 1))
            below.append(len(first))
            first.append(len(first))
            for other in above:
                if _touch(runs[other], runs[-1]):
                    _join(first, other, below[-1])
        above = below
    return list(_around(runs, first))


def _touch(upper: InkBlock, lower: InkBlock) -> bool:
    aside = upper.right < lower.left or lower.right < upper.left
    return upper.bottom == lower.top and not aside


def _join(first: list[int], one: int, other: int) -> None:
    one, other = sorted((_first(first, one), _first(first, other)))
    first[other] = one


def _first(first: list[int], run: int) -> int:
    while first[run] != run:
        first[run] = run = first[first[run]]
    return run


def _around(runs: Sequence[InkBlock], first: list[int]) -> Iterable[InkBlock]:
    groups: dict[int, InkBlock] = {}
    for number, run in enumerate(runs):
        group = groups.get(known := _first(first, number), run)
        groups[known] = InkBlock(
            min(group.left, run.left), group.top, max(group.right, run.right), run.bottom
        )
    return groups.values()
