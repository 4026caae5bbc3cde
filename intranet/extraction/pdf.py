"""PDF files: the text of each page, and which pages are only pictures of paper."""

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.layout import Glyph
from intranet.extraction.values import Box

MAX_LETTERS = 200_000  # on one page; a full page of print holds about 4 000
PICTURE_SHARE = 0.5
MANY_PICTURES = 400
MANY_PATHS = 2000
LONG_RULE, THIN_RULE = 20, 3  # points
FEWEST_RULES = 3
BOLD_WEIGHT = 600
BREAKS = str.maketrans({"\x02": "-", "\ufffe": "-", "\r": None, "\0": None, "\x0b": "\n"})
GRID = 100_000


@dataclass(frozen=True)
class Sheet:
    """One page as it lies in the file: text, size in points, share covered by pictures.

    `ruled` says that lines are drawn across and down, as around the cells of a table.
    """

    number: int
    text: str
    width: float
    height: float
    pictured: float
    ruled: bool = False


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The open document.

    Raises EncryptedFile when it wants a password, BrokenFile when it is no readable PDF.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile from error
        raise BrokenFile from error
    try:
        yield document
    finally:
        document.close()


def read_sheets(document: pdfium.PdfDocument, max_pages: int) -> tuple[Sheet, ...]:
    """Every page in order; raises TooLarge above `max_pages`, BrokenFile without pages."""
    count = len(document)
    if count == 0:
        raise BrokenFile("Tệp PDF không có trang nào. Hãy mở, lưu lại rồi gửi lại.")
    if count > max_pages:
        raise TooLarge(f"Tệp có {count} trang, quá {max_pages} trang. Hãy tách nhỏ rồi gửi lại.")
    return tuple(_sheet(document, index) for index in range(count))


def _sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Sheet(index + 1, "", 0.0, 0.0, 0.0)  # one damaged page does not cost the others
    try:
        page = _with_fillings(document, page, index)
        width, height = page.get_size()
        text = _text(page)
        pictured = _pictured(page, width, height)
        return Sheet(index + 1, text, width, height, pictured, _is_ruled(page))
    finally:
        page.close()


def _with_fillings(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int
) -> pdfium.PdfPage:
    """The page with its annotations drawn in: signing tools put number and day into them."""
    if not 0 < raw.FPDFPage_GetAnnotCount(page) <= MANY_PICTURES:
        return page
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _text(page: pdfium.PdfPage) -> str:
    try:
        layer = page.get_textpage()
    except pdfium.PdfiumError:
        return ""
    try:
        letters = min(layer.count_chars(), MAX_LETTERS)
        return clean(layer.get_text_range(0, letters)) if letters > 0 else ""
    finally:
        layer.close()


def clean(text: str) -> str:
    """NFC text with plain line ends and without control characters."""
    text = unicodedata.normalize("NFC", text.translate(BREAKS))
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _pictured(page: pdfium.PdfPage, width: float, height: float) -> float:
    """Share of the page under pictures; overlapping strips of one scan are simply added."""
    if width <= 0 or height <= 0:
        return 0.0
    covered = 0.0
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    for seen, image in enumerate(images):
        if seen >= MANY_PICTURES:
            break
        covered += _area(image, width, height)
    return min(covered / (width * height), 1.0)


def _area(image: pdfium.PdfObject, width: float, height: float) -> float:
    try:
        left, bottom, right, top = image.get_bounds()
    except pdfium.PdfiumError:
        return 0.0
    return max(0.0, min(right - left, width)) * max(0.0, min(top - bottom, height))


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """A cheap look at the drawn paths: enough thin ones in both directions."""
    across = down = 0
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2)
    for path in islice(paths, MANY_PATHS):
        try:
            left, bottom, right, top = path.get_bounds()
        except pdfium.PdfiumError:
            continue
        wide, tall = right - left > LONG_RULE, top - bottom > 2 * THIN_RULE
        across += wide and (tall or top - bottom < THIN_RULE)  # a box around a cell is both
        down += tall and (wide or right - left < THIN_RULE)
        if across >= FEWEST_RULES and down >= FEWEST_RULES:
            return True
    return False


def picture_boxes(document: pdfium.PdfDocument, number: int) -> tuple[Box, ...]:
    """Where the pictures of page `number` lie, drawn annotations among them."""
    page = document[number - 1]
    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM]
    try:
        # Deeper objects tell their place in the measure of what holds them, not of the page.
        images = list(page.get_objects(filter=kinds, max_depth=2))
        return tuple(_picture_box(page, image, number) for image in images[:MANY_PICTURES])
    finally:
        page.close()


def _picture_box(page: pdfium.PdfPage, image: pdfium.PdfObject, number: int) -> Box:
    left, bottom, right, top = image.get_bounds()
    x0, y0 = _seen_at(page, left, top)
    x1, y1 = _seen_at(page, right, bottom)
    return Box(number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def glyphs(document: pdfium.PdfDocument, number: int) -> tuple[Glyph, ...]:
    """Every letter of page `number` (from 1) with its place; places are fractions of the page."""
    page = document[number - 1]
    layer = page.get_textpage()
    try:
        count = min(layer.count_chars(), MAX_LETTERS)
        return tuple(_glyph(page, layer, index) for index in range(count))
    finally:
        layer.close()
        page.close()


def _glyph(page: pdfium.PdfPage, layer: pdfium.PdfTextPage, index: int) -> Glyph:
    letter = clean(chr(raw.FPDFText_GetUnicode(layer, index) & 0x10FFFF)) or " "
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(layer, index, box):
        return Glyph(letter, 0, 0, 0, 0, False)
    x0, y0 = _seen_at(page, box.left, box.top)
    x1, y1 = _seen_at(page, box.right, box.bottom)
    bold = _is_bold(layer, index)
    return Glyph(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), bold)


def _seen_at(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point as the reader sees it: turned, cropped, counted from the top left."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
    return across.value / GRID, down.value / GRID


def _is_bold(layer: pdfium.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(layer, index, name, 128, flags)
    return b"bold" in name.value.lower() or raw.FPDFText_GetFontWeight(layer, index) >= BOLD_WEIGHT
