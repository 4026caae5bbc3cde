"""Pictures of pages for the eye of a person."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from intranet.extraction.errors import BrokenFile
from intranet.extraction.formats.images import NO_PAGE, opened_frame
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.sniffing import sniff

TALLEST = 4.0  # heights above this many widths are cut down, an endless page is no page
WIDEST_PX = 2400


def render_page(path: Path | str, number: int, width_px: int = 1000) -> bytes | None:
    """PNG of page `number` (from 1) `width_px` wide, or None when the kind has no pictures.

    Raises BrokenFile or EncryptedFile when the file cannot be opened, BrokenFile when it has no
    such page.
    """
    path = Path(path)
    kind, width_px = sniff(path).kind, min(width_px, WIDEST_PX)
    if kind == "image":
        picture = _picture(path, number, width_px)
    elif kind == "pdf":
        with page_contents.opened(path) as document, drawing(document, number):
            picture = _pdf_page(document[number - 1], width_px)
    else:
        return None
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@contextmanager
def drawing(document: pdfium.PdfDocument, number: int) -> Iterator[None]:
    """Raises BrokenFile when there is no page `number` (from 1) or what is done here fails."""
    if not 1 <= number <= len(document):
        raise BrokenFile(NO_PAGE.format(number=number))
    try:
        yield
    except pdfium.PdfiumError as error:
        raise BrokenFile(f"Không vẽ được trang {number}. Hãy mở tệp gốc để xem.") from error


def _pdf_page(page: pdfium.PdfPage, width_px: int) -> Image.Image:
    width, height = page.get_size()
    scale = min(width_px / max(width, 1), width_px * TALLEST / max(height, 1))
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture


def _picture(path: Path, number: int, width_px: int) -> Image.Image:
    with opened_frame(path, number) as (picture, _):
        # Upright as the camera says: the words that recognition found stand there.
        wide = (ImageOps.exif_transpose(picture) or picture).convert("RGB")
    wide.thumbnail((width_px, int(width_px * TALLEST)))
    return wide
