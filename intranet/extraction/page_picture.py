"""Pictures of pages made ready for recognition: upright, straight, without the red of stamps."""

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps

from intranet.extraction import pdf
from intranet.extraction.errors import BrokenFile
from intranet.extraction.images import opened_picture
from intranet.extraction.sniffing import sniff

POINTS = 72
MOST_SIDE = 5000
"""Pixels: an A3 sheet at 300 dpi; larger pictures are drawn smaller."""
RED = 40
"""By how much red must outshine green and blue to be stamp ink; faded ink is at about 60."""
CUT = 1.0
"""Per cent of the darkest and lightest pixels that contrast may lose."""
SMALL = 700
STEEPEST, COARSE, FINE = 4.0, 0.5, 0.1
LEAST_SKEW = 0.25
"""Degrees below which straightening costs more sharpness than it brings."""

Grey = NDArray[np.uint8]


def picture_of(path: Path, number: int, dpi: int) -> tuple[Image.Image, float, float]:
    """Page `number` (from 1) in colour, and its width and height in points.

    Raises BrokenFile when there is no such page or it cannot be drawn.
    """
    if sniff(path).kind == "image":
        return _frame(path, number, dpi)
    with pdf.opened(path) as document:
        if not 1 <= number <= len(document):
            raise BrokenFile(f"Tệp không có trang {number}.")
        return _sheet(document, number, dpi)


def _sheet(document: pdfium.PdfDocument, number: int, dpi: int) -> tuple[Image.Image, float, float]:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(dpi / POINTS, MOST_SIDE / max(width, height, 1.0))
        picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        page.close()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise BrokenFile(f"Không vẽ được trang {number}. Hãy mở tệp gốc để xem.") from error
    return picture, width, height


def _frame(path: Path, number: int, dpi: int) -> tuple[Image.Image, float, float]:
    with opened_picture(path) as picture:
        if not 1 <= number <= getattr(picture, "n_frames", 1):
            raise BrokenFile(f"Tệp không có trang {number}.")
        picture.seek(number - 1)
        upright = ImageOps.exif_transpose(picture) or picture
        page = _on_white(upright)
    # A paper photographed or scanned fills its picture: it is taken for an A4 sheet.
    most = round(dpi * 297 / 25.4) if page.height >= page.width else round(dpi * 210 / 25.4)
    if page.height > most:
        page = page.resize((round(page.width * most / page.height), most), Image.Resampling.LANCZOS)
    return page, page.width * POINTS / dpi, page.height * POINTS / dpi


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        white = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(white, solid).convert("RGB")
    return picture.convert("RGB")


def prepared(picture: Image.Image) -> tuple[Image.Image, float]:
    """The page in grey, straightened, and by how many degrees it was turned (anticlockwise)."""
    grey = Image.fromarray(without_red(np.asarray(picture.convert("RGB"))))
    grey = ImageOps.autocontrast(grey, cutoff=CUT)
    angle = skew_of(grey)
    if abs(angle) < LEAST_SKEW:
        return grey, 0.0
    return grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), angle


def without_red(pixels: NDArray[np.uint8]) -> Grey:
    """The grey picture of an RGB one with the red of stamps gone; print under a stamp stays."""
    red, green, blue = (pixels[..., index].astype(np.int16) for index in range(3))
    grey = (red * 30 + green * 59 + blue * 11) // 100
    stamp = red - np.maximum(green, blue) > RED
    return np.where(stamp, np.maximum(grey, np.minimum(red + RED, 255)), grey).astype(np.uint8)


def skew_of(grey: Image.Image) -> float:
    """By how many degrees the page must be turned anticlockwise for its lines to be level.

    The rows of a straight page are either full of ink or empty: the angle with the greatest
    difference between neighbouring rows wins (projection profile).
    """
    small = grey.copy()
    small.thumbnail((SMALL, SMALL * 2))
    ink = np.asarray(small) < 128
    if ink.mean() < 0.002:
        return 0.0
    rough = _best(ink, np.arange(-STEEPEST, STEEPEST + COARSE, COARSE))
    if abs(rough) >= STEEPEST:
        return 0.0  # no page of lines: a map, a photograph, a page on its side
    return _best(ink, np.arange(rough - COARSE, rough + COARSE + FINE, FINE))


def _best(ink: NDArray[np.bool_], angles: NDArray[np.float64]) -> float:
    down, across = np.nonzero(ink)
    scores = [_sharpness(down, across, ink.shape[0], float(angle)) for angle in angles]
    return round(float(angles[int(np.argmax(scores))]), 2)


def _sharpness(
    down: NDArray[np.intp], across: NDArray[np.intp], height: int, angle: float
) -> float:
    rows = (down - across * np.tan(np.radians(angle)) * -1).round().astype(np.intp)
    inside = rows[(rows >= 0) & (rows < height)]
    profile = np.bincount(inside, minlength=height).astype(np.float64)
    return float((np.diff(profile) ** 2).sum()) * len(inside) / max(len(rows), 1)
