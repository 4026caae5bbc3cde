"""The picture of a page made ready for recognition: flat, grey, without stamps, straight."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]

REDDER = 40  # of 255: how much more red than green or blue there is in ink of a stamp
LIT = 105  # red light of a stamp on paper; where print lies under it there is less
STEEPEST = 5.0  # degrees; more is no skew of a sheet in a scanner
SKEW_WIDTH = 700  # pixels across that are enough to see the skew
LEAST_SKEW = 0.25  # degrees that the reader bears
DARK = 0.6  # of the light of the paper


@dataclass(frozen=True)
class Prepared:
    """A grey picture to read, and how it was turned: quarter turns and skew in degrees clockwise.

    `size` is that of the page as it lies in the file, in pixels of the same scale.
    """

    picture: Image.Image
    size: tuple[int, int]
    turn: int
    skew: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is on the page as it lies, in fractions of the page."""
        width, height = self.picture.size
        x, y = _spun(x - width / 2, y - height / 2, -(self.turn + self.skew))
        return x / self.size[0] + 0.5, y / self.size[1] + 0.5


def prepare(picture: Image.Image, turn: int = 0) -> Prepared:
    """The picture of a page in any mode, grey, turned clockwise by `turn` and set straight."""
    light = without_stamps(flat(picture))
    straight = with_contrast(light)
    grey = Image.fromarray(straight)
    if turn:
        grey = grey.rotate(-turn, expand=True)
    skew = skew_of(np.asarray(grey))
    if abs(skew) >= LEAST_SKEW:
        grey = grey.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    else:
        skew = 0.0
    return Prepared(grey, picture.size, turn, -skew)


def flat(picture: Image.Image) -> Image.Image:
    """The picture in grey or in colours, on white where it lets light through."""
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode.startswith(("I", "F")):
        return _of_many_greys(picture)
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("RGB")


def _of_many_greys(picture: Image.Image) -> Image.Image:
    values = np.asarray(picture, dtype=np.float32)
    least, most = float(values.min()), float(values.max())
    scaled = (values - least) * (255 / ((most - least) or 1.0))
    return Image.fromarray(scaled.astype(np.uint8))


def without_stamps(picture: Image.Image) -> Grey:
    """The light of each pixel; red and pink ink is paper, print under a stamp stays dark."""
    if picture.mode == "L":
        return np.asarray(picture)
    grey = np.array(picture.convert("L"))
    grey[red_ink(picture)] = 255
    return grey


def red_ink(picture: Image.Image) -> NDArray[np.bool_]:
    """Which pixels of a picture in colours show nothing but the ink of a stamp."""
    red, green, blue = (np.asarray(band) for band in picture.split())
    others = np.maximum(green, blue)
    return (red > others) & (red - others > REDDER) & (red > LIT)


def with_contrast(grey: Grey) -> Grey:
    """The same with the paper white and the print black."""
    sample = grey[::4, ::4]
    dark, paper = (float(value) for value in np.percentile(sample, (0.5, 70)))
    if paper - dark < 40 or (dark < 40 and paper > 250):
        return grey
    steps = (np.arange(256) - dark) * (255 / (paper - dark))
    table: Grey = np.clip(steps, 0, 255).astype(np.uint8)
    return table[grey]


def skew_of(grey: Grey) -> float:
    """By how many degrees lines of print sink to the right; 0 when nothing tells.

    The angle at which rows of dots and rows of paper stand apart most sharply.
    """
    step = max(1, grey.shape[1] // SKEW_WIDTH)
    small = grey[: grey.shape[0] // step * step, : grey.shape[1] // step * step]
    small = small.reshape(small.shape[0] // step, step, -1, step).mean((1, 3)).astype(np.uint8)
    down, across = np.nonzero(small < np.percentile(small, 80) * DARK)
    if not 200 < len(down) < small.size * 0.5:
        return 0.0
    best = max(np.arange(-STEEPEST, STEEPEST + 0.1, 0.5), key=lambda it: _sharp(down, across, it))
    fine = best + np.arange(-0.5, 0.51, 0.1)
    found = float(max(fine, key=lambda it: _sharp(down, across, it)))
    return found if abs(found) < STEEPEST else 0.0


def _sharp(down: NDArray[np.intp], across: NDArray[np.intp], degrees: float) -> float:
    rows = down - across * math.tan(math.radians(degrees))
    counts = np.bincount((rows - rows.min()).astype(np.intp)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def _spun(x: float, y: float, degrees: float) -> tuple[float, float]:
    """The point turned clockwise about the middle, y pointing down."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return x * cosine - y * sine, x * sine + y * cosine
