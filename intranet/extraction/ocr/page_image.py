"""The picture of a page made ready for recognition: flat, grey, without stamps, even, straight."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from intranet.extraction.ocr import ink
from intranet.extraction.ocr.ink import INK

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

MOSTLY_RED = 0.8  # of the ink: then the print itself is red
FEWEST_RED = 0.00007  # of the pixels: less is noise of the scanner
SPECKS = 1  # red pixels of a row that are no ink yet
MARGIN = 40  # pixels
LOWEST_MARK = 14  # pixels: lower than any stamped word
MOST_BANDS = 5
EVEN = 50  # of 255: how much the light of paper may differ over a sheet
TILE = 32  # pixels: no letter is so large that a tile has no paper, but pictures are
STEEPEST = 5.0  # degrees; more is no skew of a sheet in a scanner
SKEW_WIDTH = 700  # pixels across that are enough to see the skew
LEAST_SKEW = 0.25  # degrees that the reader bears
DARK = 0.6  # of the light of the paper


@dataclass(frozen=True)
class StampImage:
    """A picture of red ink alone, and where its upper left corner is on the page, in pixels."""

    picture: Image.Image
    left: int
    top: int
    size: tuple[int, int]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is on the page, in fractions of the page."""
        return (x + self.left) / self.size[0], (y + self.top) / self.size[1]


@dataclass(frozen=True)
class PreparedImage:
    """A grey picture to read, and by how many degrees clockwise it was turned to stand upright.

    `size` is that of the page as it lies in the file, in pixels of the same scale.
    """

    picture: Image.Image
    size: tuple[int, int]
    turned: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is on the page as it lies, in fractions of the page."""
        width, height = self.picture.size
        x, y = spun(x - width / 2, y - height / 2, -self.turned)
        return x / self.size[0] + 0.5, y / self.size[1] + 0.5


def prepare(picture: Image.Image, turn: int = 0) -> PreparedImage:
    """The flat picture of a page in grey, turned clockwise by `turn` and set straight."""
    grey = Image.fromarray(with_contrast(without_stamps(picture)))
    if turn % 360:
        grey = grey.rotate(-turn, expand=True)
    skew = skew_of(np.asarray(grey))
    if abs(skew) < LEAST_SKEW:
        return PreparedImage(grey, picture.size, turn)
    straight = grey.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    return PreparedImage(straight, picture.size, turn - skew)


def flat(picture: Image.Image) -> Image.Image:
    """A picture of any mode in grey (L) or colours (RGB), on white where light goes through."""
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float32)
        least, most = float(values.min()), float(values.max())
        return Image.fromarray(((values - least) * (255 / ((most - least) or 1))).astype(np.uint8))
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("RGB")


def without_stamps(picture: Image.Image) -> Grey:
    """The picture in grey without red or pink ink; print under a stamp stays dark.

    Where most of the ink is red it is no stamp but the print, and stays.
    """
    grey = np.array(picture.convert("L"))
    red = red_ink(picture)
    if red is None or red.sum() > MOSTLY_RED * ((grey < INK) | red).sum():
        return grey
    grey[red] = 255
    return grey


def stamps_alone(picture: Image.Image) -> Iterator[StampImage]:
    """What red ink shows, dark on white, in bands from top to bottom."""
    red = red_ink(picture)
    if red is None or red.mean() < FEWEST_RED:
        return
    colour = np.asarray(ink.redness(picture))
    depth = max(float(np.percentile(colour[red], 90)), 1.0)
    dark = 255 - np.clip(colour * (255 / depth), 0, 255).astype(np.uint8)
    for top, bottom in islice(_bands(red.sum(1) > SPECKS), MOST_BANDS):
        across = np.nonzero(red[top:bottom].sum(0))[0]
        left, right = int(across[0]), int(across[-1]) + 1
        # White all around: a mark alone is read better on a slip than on an empty sheet.
        band = np.pad(dark[top:bottom, left:right], MARGIN, constant_values=255)
        yield StampImage(Image.fromarray(band), left - MARGIN, top - MARGIN, picture.size)


def _bands(inked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """From where to where rows of pixels are inked, small gaps ignored."""
    rows = np.nonzero(inked)[0]
    if not len(rows):
        return
    breaks = np.nonzero(np.diff(rows) > MARGIN)[0]
    starts, ends = rows[np.r_[0, breaks + 1]], rows[np.r_[breaks, len(rows) - 1]]
    for start, end in zip(starts, ends, strict=True):
        if end - start >= LOWEST_MARK:
            yield int(start), int(end) + 1


def red_ink(picture: Image.Image) -> Mask | None:
    """Which pixels show nothing but the ink of a stamp; None for a picture without colours."""
    red = ink.red_ink(picture)
    return np.asarray(red) > 0 if red else None


def with_contrast(grey: Grey) -> Grey:
    """The same with the paper white and the print black, shadows of a photograph levelled."""
    grey = _evened(grey)
    dark, paper = (float(value) for value in np.percentile(grey[::4, ::4], (0.5, 70)))
    if paper - dark < EVEN or (dark < 40 and paper > 250):
        return grey
    steps = (np.arange(256) - dark) * (255 / (paper - dark))
    table: Grey = np.clip(steps, 0, 255).astype(np.uint8)
    return table[grey]


def _evened(grey: Grey) -> Grey:
    down, across = grey.shape[0] // TILE, grey.shape[1] // TILE
    if not (down and across):
        return grey
    tiles = grey[: down * TILE, : across * TILE].reshape(down, TILE, across, TILE)
    light = tiles.max((1, 3)).astype(np.float32)
    low, high = (float(value) for value in np.percentile(light, (10, 90)))
    if high - low < EVEN:
        return grey
    # Tiles darker than half the paper are pictures or the lid of the scanner: left as they are.
    light = np.where(light < high / 2, high, light)
    size = grey.shape[1], grey.shape[0]
    whole = np.asarray(Image.fromarray(light).resize(size, Image.Resampling.BICUBIC))
    evened: Grey = np.clip(grey * (255 / np.maximum(whole, 1)), 0, 255).astype(np.uint8)
    return evened


def skew_of(grey: Grey) -> float:
    """By how many degrees lines of print sink to the right; 0 when nothing tells.

    The angle at which rows of dots and rows of paper stand apart most sharply.
    """
    step = max(1, grey.shape[1] // SKEW_WIDTH)
    small = np.asarray(Image.fromarray(grey).reduce(step))
    down, across = np.nonzero(small < np.percentile(small, 80) * DARK)
    if not 200 < len(down) < small.size * 0.5:
        return 0.0
    coarse = np.arange(-STEEPEST, STEEPEST + 0.1, 0.5)
    best = max(coarse, key=lambda angle: _sharpness(down, across, angle))
    fine = best + np.arange(-0.5, 0.51, 0.1)
    skew = float(max(fine, key=lambda angle: _sharpness(down, across, angle)))
    return skew if abs(skew) < STEEPEST else 0.0


def _sharpness(down: NDArray[np.intp], across: NDArray[np.intp], degrees: float) -> float:
    rows = down - across * math.tan(math.radians(degrees))
    counts = np.bincount((rows - rows.min()).astype(np.intp)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def spun(x: float, y: float, degrees: float) -> tuple[float, float]:
    """The point turned clockwise about the middle, y pointing down."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return x * cosine - y * sine, x * sine + y * cosine
