"""Secrecy marks that are drawn or pasted where there is text too: no layer says them, an eye does.

Of a page of a PDF the words of its layer are wiped off; what ink is left, red or black, picture or
outline, is read by machine. So are the pictures of an Office package.
"""

import io
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.words_beside import pictures_of
from intranet.extraction.formats.xml_package import opened
from intranet.extraction.layout.page_quality import FEW_LETTERS
from intranet.extraction.ocr import tesseract
from intranet.extraction.ocr.page_image import INK, Grey, flat, stamps_alone
from intranet.language.secrecy.examination import Secrecy, begins_document, examine

READING_SCALE, DPI = 150 / 72, 150
FIRST_PAGES, MOST_PAGES = 2, 12
MOST_PICTURES, MOST_PIXELS = 12, 12_000_000
SMALLEST_SIDE = 20  # pixels: less is no word
FEWEST_DARK = 150  # pixels
AROUND = 0.15  # of the height of a word: how far its ink may reach beyond its box
READABLE = 0.4  # of confidence
MARGIN = 30


def shown_marks(path: Path, kind: str, seconds: float) -> Secrecy:
    """What the marks in the pictures of a PDF or an Office package ask for.

    What cannot be read in `seconds` is left to the eyes of the clerk, as scans are that wait.
    """
    deadline = time.monotonic() + seconds
    worst = Secrecy.CLEAR
    with suppress(tesseract.RecognitionFailed):
        for picture in _pages(path) if kind == "pdf" else _package_pictures(path):
            verdicts = {*_verdicts(picture, deadline), worst}
            if Secrecy.BLOCK in verdicts:
                return Secrecy.BLOCK
            worst = Secrecy.REVIEW if Secrecy.REVIEW in verdicts else worst
    return worst


def _verdicts(picture: Image.Image, deadline: float) -> Iterator[Secrecy]:
    """The verdict on each line that is read in the picture, its red ink apart."""
    for stamp in stamps_alone(picture):
        yield from _of_lines(stamp.picture, deadline)
    if (dark := _inked(np.asarray(picture.convert("L")))) is not None:
        yield from _of_lines(dark, deadline)


def _of_lines(picture: Image.Image, deadline: float) -> Iterator[Secrecy]:
    words = tesseract.read(picture, dpi=DPI, deadline=deadline, mode=tesseract.SCATTERED)
    for _, line in groupby(words, key=lambda word: word.line):
        text = " ".join(word.text for word in line if word.confidence >= READABLE)
        yield examine(text, recognised=True).verdict


def _inked(grey: Grey) -> Image.Image | None:
    """The part of the picture that has ink, on a white slip; None where there is next to none."""
    dark = grey < INK
    if int(dark.sum()) < FEWEST_DARK:
        return None
    rows, columns = np.nonzero(dark.any(1))[0], np.nonzero(dark.any(0))[0]
    part = grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if min(part.shape) < SMALLEST_SIDE:
        return None
    return Image.fromarray(np.pad(part, MARGIN, constant_values=255))


def _pages(path: Path) -> Iterator[Image.Image]:
    """The pages where marks stand, without the words of their layer."""
    with page_contents.opened(path) as document:
        for number in islice(_header_pages(document), MOST_PAGES):
            with suppress(pdfium.PdfiumError):
                yield _without_words(document, number)


def _header_pages(document: pdfium.PdfDocument) -> Iterator[int]:
    """The first pages, and those that begin a document of their own."""
    for number in range(1, min(len(document), page_contents.MOST_REMARKS) + 1):
        text = _text(document, number)
        # A page without text is a scan: it is read as a whole when it is recognised.
        is_printed = sum(map(str.isalnum, text)) >= FEW_LETTERS
        if is_printed and (number <= FIRST_PAGES or begins_document(text)):
            yield number


def _text(document: pdfium.PdfDocument, number: int) -> str:
    with (
        suppress(pdfium.PdfiumError),
        page_contents.opened_page(document, number) as page,
        page_contents.layer_of(page) as layer,
    ):
        return layer.text if layer else ""
    return ""


def _without_words(document: pdfium.PdfDocument, number: int) -> Image.Image:
    words = page_contents.words_of(document, number)
    with page_contents.opened_page(document, number) as page:
        width, height = page.get_size()
        scale = min(READING_SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        pixels = np.array(flat(page.render(scale=scale).to_pil()).convert("RGB"))
    down, across = pixels.shape[:2]
    for word in words:
        more = AROUND * (word.y1 - word.y0) * down
        top, bottom = (round(at * down + by) for at, by in ((word.y0, -more), (word.y1, more)))
        left, right = (round(at * across + by) for at, by in ((word.x0, -2), (word.x1, 2)))
        pixels[max(top, 0) : bottom, max(left, 0) : right] = 255
    return Image.fromarray(pixels)


def _package_pictures(path: Path) -> Iterator[Image.Image]:
    """The pictures of an Office package in which a word may stand."""
    with opened(path) as package:
        for name in pictures_of(package)[:MOST_PICTURES]:
            with (
                suppress(ExtractionError, OSError),
                Image.open(io.BytesIO(package.data(name))) as it,
            ):
                if min(it.size) >= SMALLEST_SIDE and it.width * it.height <= MOST_PIXELS:
                    yield flat(it)
