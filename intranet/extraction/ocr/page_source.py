"""The picture of one page, from a PDF or a picture file, at the size at which print reads best."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from intranet.extraction.formats.images import opened_frame
from intranet.extraction.formats.page_rendering import drawing
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.ocr.page_image import flat

READING_DPI = 200
"""Finer pictures take longer and are read no better: on scans and on print drawn at 130 to 300 dpi
errors differ by less than 0.2 %; enlarged ones are read worse."""
COARSEST_DPI = 120  # smaller letters are read badly: the picture is enlarged
POINTS = 72  # of an inch
MOST_PIXELS = 16_000_000  # of a page while it is read: drawings and posters are shrunk
UPRIGHT = {3: 180, 6: 90, 8: 270}
"""Degrees clockwise by which a camera asks its picture to be turned (Exif, tag Orientation)."""
ORIENTATION = 0x0112


@dataclass(frozen=True)
class PageImage:
    """A flat page picture as it lies in the file, its size in points, and the turn it asks for."""

    picture: Image.Image
    width: float
    height: float
    turn: int = 0

    @property
    def dpi(self) -> int:
        """Pixels an inch."""
        return max(1, round(self.picture.width / max(self.width, 1) * POINTS))


def page_image(path: Path, number: int) -> PageImage:
    """Page `number` (from 1) at no more than `READING_DPI`.

    Raises BrokenFile when there is no such page or it cannot be drawn, EncryptedFile, TooLarge.
    """
    if sniff(path).kind == "image":
        return _frame(path, number)
    with (
        page_contents.opened(path) as document,
        drawing(document, number),
        page_contents.opened_page(document, number) as page,
    ):
        width, height = page.get_size()
        scale = min(READING_DPI / POINTS, _most(width, height))
        return PageImage(flat(page.render(scale=scale).to_pil()), width, height)


def _most(width: float, height: float) -> float:
    """How many times a sheet may be enlarged before it has too many pixels."""
    return float((MOST_PIXELS / max(width * height, 1)) ** 0.5)


def _frame(path: Path, number: int) -> PageImage:
    with opened_frame(path, number) as (opened, page):
        wide, tall = (round(side / POINTS * READING_DPI) for side in (page.width, page.height))
        opened.draft("RGB", (wide, tall))
        turn = UPRIGHT.get(opened.getexif().get(ORIENTATION, 1), 0)
        picture = _at_reading_size(flat(opened), page.width)
    return PageImage(picture, page.width, page.height, turn)


def _at_reading_size(picture: Image.Image, width: float) -> Image.Image:
    """The picture as it is, or at the wanted size when it is much larger or too small."""
    now = picture.width / max(width, 1) * POINTS
    wanted = READING_DPI if now > READING_DPI * 1.25 else max(now, COARSEST_DPI)
    scale = min(wanted / now, _most(*picture.size))
    if scale == 1.0:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
