"""The picture of one page, from a PDF or a picture file, at the size at which print reads best."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from intranet.extraction.errors import BrokenFile
from intranet.extraction.formats.images import image_pages, opened_picture
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.ocr.page_image import flat

READING_DPI = 200
"""Finer pictures take longer and are read no better: on scans and on print drawn at 130 to 300 dpi
errors differ by less than 0.2 %; enlarged ones are read worse."""
COARSEST_DPI = 120  # smaller letters are read badly: the picture is enlarged
POINTS = 72  # of an inch
MOST_PIXELS = 16_000_000  # of a page while it is read: drawings and posters are shrunk
MOST_FRAMES = 10_000
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


def page_image(path: Path, number: int, dpi: int = READING_DPI) -> PageImage:
    """Page `number` (from 1) at no more than `dpi`.

    Raises BrokenFile when there is no such page or it cannot be drawn, EncryptedFile, TooLarge.
    """
    if sniff(path).kind == "image":
        return _frame(path, number, dpi)
    with page_contents.opened(path) as document:
        if not 1 <= number <= len(document):
            raise BrokenFile(f"Tệp không có trang {number}.")
        try:
            return _drawn(document, number, dpi)
        except pdfium.PdfiumError as error:
            raise BrokenFile(f"Không vẽ được trang {number}. Hãy mở tệp gốc để xem.") from error


def _drawn(document: pdfium.PdfDocument, number: int, dpi: int) -> PageImage:
    with page_contents.opened_page(document, number) as page:
        width, height = page.get_size()
        scale = min(dpi / POINTS, _most(width, height))
        return PageImage(flat(page.render(scale=scale).to_pil()), width, height)


def _most(width: float, height: float) -> float:
    """How many times a sheet may be enlarged before it has too many pixels."""
    return float((MOST_PIXELS / max(width * height, 1)) ** 0.5)


def _frame(path: Path, number: int, dpi: int) -> PageImage:
    pages = image_pages(path, MOST_FRAMES)
    if not 1 <= number <= len(pages):
        raise BrokenFile(f"Tệp không có trang {number}.")
    page = pages[number - 1]
    with opened_picture(path) as opened:
        opened.seek(number - 1)
        opened.draft("RGB", (round(page.width / POINTS * dpi), round(page.height / POINTS * dpi)))
        turn = UPRIGHT.get(opened.getexif().get(ORIENTATION, 1), 0)
        picture = _at(flat(opened), page.width, dpi)
    return PageImage(picture, page.width, page.height, turn)


def _at(picture: Image.Image, width: float, dpi: int) -> Image.Image:
    """The picture as it is, or at the wanted size when it is much larger or too small."""
    now = picture.width / max(width, 1) * POINTS
    scale = 1.0
    if now > dpi * 1.25:
        scale = dpi / now
    elif now < COARSEST_DPI:
        scale = COARSEST_DPI / now
    scale = min(scale, _most(*picture.size))
    if scale == 1.0:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
