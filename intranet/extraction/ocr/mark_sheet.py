"""One sheet with all that may be a mark on the pages or pictures of a file, ready to be read.

Of a page of a PDF the words of its layer are wiped off; what ink is left may be a mark, red or
black, picture or outline. So may what stands in the pictures of an Office package.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.pdf.page_contents import PdfPage
from intranet.extraction.formats.words_beside import pictures_of
from intranet.extraction.formats.xml_package import opened
from intranet.extraction.layout.page_quality import FEW_LETTERS
from intranet.extraction.ocr.possible_marks import possible_marks
from intranet.extraction.ocr.shown_marks import DPI, NOTHING
from intranet.language.secrecy.examination import begins_document

FIRST_PAGES, MOST_PAGES = 2, 12
MOST_PICTURES, MOST_PIXELS = 12, 12_000_000
LARGEST_SIDE = 2000  # pixels of a picture: those of a page at this scale
SMALLEST_SIDE = 20  # pixels: less is no word
AROUND = 0.15  # of the height of a word: how far its ink may reach beyond its box
MOST_ROWS = 30_000  # of a sheet; Tesseract takes no more


def mark_sheet(path: Path, kind: str, max_pages: int) -> bytes:
    """The sheet of a file as PGM; NOTHING when no ink may be a mark, empty when there is too much.

    Raises an ExtractionError when the file cannot be opened.
    """
    if kind != "pdf":
        return sheet_of_package(path)
    with page_contents.opened(path) as document:
        return sheet_of_pages(document, page_contents.read_pages(document, max_pages))


def sheet_of_pages(document: pdfium.PdfDocument, pages: Sequence[PdfPage]) -> bytes:
    """The same of the pages of a PDF where marks stand."""
    marked = islice(filter(_may_be_marked, pages), MOST_PAGES)
    return _sheet(_pictures_of_pages(document, marked))


def sheet_of_package(path: Path) -> bytes:
    """The same of the pictures of an Office package."""
    return _sheet(_pictures_of_package(path))


def _sheet(pictures: Iterable[Image.Image]) -> bytes:
    slips = [slip for picture in pictures for slip in possible_marks(picture)]
    height = sum(slip.height for slip in slips)
    if not slips or height > MOST_ROWS:
        return b"" if slips else NOTHING
    sheet = Image.new("L", (max(slip.width for slip in slips), height), 255)
    top = 0
    for slip in slips:
        sheet.paste(slip, (0, top))
        top += slip.height
    written = io.BytesIO()
    sheet.save(written, "PPM")
    return written.getvalue()


def _pictures_of_pages(
    document: pdfium.PdfDocument, pages: Iterable[PdfPage]
) -> Iterator[Image.Image]:
    for page in pages:
        with suppress(pdfium.PdfiumError):
            yield _without_words(document, page.number)


def _may_be_marked(page: PdfPage) -> bool:
    """Whether something is drawn on one of the first pages, or where a document begins."""
    # A page without text is a scan: it is read as a whole when it is recognised.
    is_printed = sum(map(str.isalnum, page.text)) >= FEW_LETTERS
    is_head = page.number <= FIRST_PAGES or begins_document(page.text)
    return page.drawn and is_printed and is_head


def _without_words(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """A page with white where the words of its layer are."""
    words = page_contents.words_of(document, number)
    with page_contents.opened_page(document, number) as page:
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    across, down = picture.size
    for word in words:
        more = AROUND * (word.y1 - word.y0) * down
        top, bottom = round(word.y0 * down - more), round(word.y1 * down + more) - 1
        left, right = round(word.x0 * across - 2), round(word.x1 * across + 2) - 1
        if left <= right and top <= bottom:
            pen.rectangle((left, top, right, bottom), fill="white")
    return picture


def _pictures_of_package(path: Path) -> Iterator[Image.Image]:
    # A heavy library, which pages do not need.
    from intranet.extraction.ocr.page_image import flat

    with opened(path) as package:
        for name in pictures_of(package)[:MOST_PICTURES]:
            with (
                suppress(ExtractionError, OSError),
                Image.open(io.BytesIO(package.data(name))) as picture,
            ):
                if min(picture.size) >= SMALLEST_SIDE and _area(picture) <= MOST_PIXELS:
                    shown = flat(picture)
                    shown.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
                    yield shown


def _area(picture: Image.Image) -> int:
    return picture.width * picture.height
