"""PDF files: what lies on each page, its letters and its pictures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats.pdf import drawn_objects
from intranet.extraction.formats.pdf.picture_share import has_ink, picture_shares
from intranet.extraction.formats.pdf.text_layer import PageFrame, TextLayer, clean
from intranet.extraction.layout.geometry import DrawnObjects, Rect
from intranet.extraction.layout.page_quality import PageTraits
from intranet.extraction.layout.ruled_tables import grids_of, text_of
from intranet.extraction.layout.text_lines import PlacedWord
from intranet.extraction.values import Box
from intranet.language.text.legacy_encodings import FOREIGN_SIGNS, encoding_of_font

MANY_ANNOTATIONS = 400
MANY_PICTURES = 400
MOST_REMARKS, LONGEST_REMARK = 5000, 100_000
MOST_ATTACHED, LARGEST_ATTACHED = 50, 30 * 2**20
FEWEST_SIGNS = 3
MOST_FONTS_ASKED = 400

CarriesFacts = Callable[[int, str], bool]


@dataclass(frozen=True, kw_only=True)
class PdfPage(PageTraits):
    """One page as it lies in the file: its traits, and its size in points.

    `tabled` is the text with each row of a ruled table on a line, empty when there are none;
    `words` have their places in fractions of the page; None when nobody asked for them yet.
    `remarks` is what annotations and form fields say, drawn or not, `drawn` whether there is more
    than letters.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    tabled: str = ""
    words: tuple[PlacedWord, ...] | None = None
    remarks: tuple[str, ...] = ()
    drawn: bool = False


@contextmanager
def opened(source: Path | bytes) -> Iterator[pdfium.PdfDocument]:
    """The open document, of a file or of its bytes.

    Raises EncryptedFile when it wants a password, BrokenFile when it is no readable PDF.
    """
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile from error
        raise BrokenFile from error
    try:
        yield document
    finally:
        document.close()


def read_pages(
    document: pdfium.PdfDocument,
    max_pages: int,
    carries_facts: CarriesFacts | None = None,
) -> tuple[PdfPage, ...]:
    """Every page in order; with tables and the words of those that `carries_facts(number, text)`.

    Raises TooLarge above `max_pages`, BrokenFile without pages.
    """
    count = len(document)
    if count == 0:
        raise BrokenFile("Tệp PDF không có trang nào. Hãy mở, lưu lại rồi gửi lại.")
    if count > max_pages:
        raise TooLarge(f"Tệp có {count} trang, quá {max_pages} trang. Hãy tách nhỏ rồi gửi lại.")
    return tuple(_pdf_page(document, index, carries_facts) for index in range(count))


@contextmanager
def opened_page(
    document: pdfium.PdfDocument, number: int, remarks: list[str] | None = None
) -> Iterator[pdfium.PdfPage]:
    """Page `number` (from 1) with its annotations drawn in; raises PdfiumError when damaged.

    What annotations say is added to `remarks`, before they are drawn for the first time.
    """
    page = document[number - 1]
    try:
        if remarks is not None:
            remarks += _remarks(page)
        if _is_filled_in(page):
            page.close()
            page = document[number - 1]
        yield page
    finally:
        page.close()


@contextmanager
def layer_of(page: pdfium.PdfPage) -> Iterator[TextLayer | None]:
    """The text layer of the page, None when it cannot be read."""
    try:
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        yield None
        return
    try:
        yield TextLayer(textpage)
    finally:
        textpage.close()


def _pdf_page(
    document: pdfium.PdfDocument, index: int, carries_facts: CarriesFacts | None
) -> PdfPage:
    try:
        remarks: list[str] = []
        with opened_page(document, index + 1, remarks) as page:
            return replace(_seen(page, index + 1, carries_facts), remarks=tuple(remarks))
    except pdfium.PdfiumError:
        # One damaged page does not cost the others.
        return PdfPage(text="", number=index + 1)


def _seen(page: pdfium.PdfPage, number: int, carries_facts: CarriesFacts | None) -> PdfPage:
    width, height = page.get_size()
    drawn = drawn_objects.drawn_objects(page)
    with layer_of(page) as layer:
        if layer is None:
            ink = has_ink(page)
            return PdfPage(text="", inked=ink, number=number, width=width, height=height)
        pictured, bare = picture_shares(layer, drawn.pictures, _page_box(page))
        is_drawn = drawn.pictures or drawn.paths or drawn.shapes
        pdf_page = PdfPage(
            text=layer.text,
            pictured=pictured,
            bare=bare,
            inked=bool(is_drawn) and not any(map(str.isalnum, layer.text)) and has_ink(page),
            by_font=_by_font(layer),
            number=number,
            width=width,
            height=height,
            drawn=bool(is_drawn),
        )
        return _placed(pdf_page, page, layer, drawn, carries_facts) if carries_facts else pdf_page


def _placed(
    pdf_page: PdfPage,
    page: pdfium.PdfPage,
    layer: TextLayer,
    drawn: DrawnObjects,
    carries_facts: CarriesFacts,
) -> PdfPage:
    """The sheet with what the places of its words tell: looked at while the page is open."""
    has_facts = carries_facts(pdf_page.number, pdf_page.text)
    grids = [] if page.get_rotation() or layer.is_turned else grids_of(drawn)
    if not (has_facts or grids):
        return pdf_page
    layer_words = list(layer.placed_words(bool(pdf_page.by_font), bold=has_facts))
    tabled = text_of(grids, layer_words, pdf_page.by_font or pdf_page.text)
    words = tuple(map(PageFrame(page).word, layer_words)) if has_facts else None
    return replace(pdf_page, tabled=tabled, words=words)


def _page_box(page: pdfium.PdfPage) -> Rect:
    """The part of the page that is seen, in points of the file."""
    box = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, box):
        return Rect(0.0, 0.0, *page.get_size())
    return Rect(box.left, box.bottom, box.right, box.top)


def _is_filled_in(page: pdfium.PdfPage) -> bool:
    """Draws annotations in, if there are any: signing tools put number and day into them."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if not 0 < count <= MANY_ANNOTATIONS or all(_is_link(page, at) for at in range(count)):
        return False
    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _remarks(page: pdfium.PdfPage) -> Iterator[str]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_REMARKS)):
        if _is_link(page, index) or not (annotation := raw.FPDFPage_GetAnnot(page, index)):
            continue
        for key in (b"Contents", b"V"):
            length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            if 2 < length <= LONGEST_REMARK:  # bytes of UTF-16 with its end
                words = (raw.FPDF_WCHAR * (length // 2))()
                raw.FPDFAnnot_GetStringValue(annotation, key, words, length)
                yield bytes(words).decode("utf-16-le", "replace").rstrip("\0")
        raw.FPDFPage_CloseAnnot(annotation)


def attached_files(document: pdfium.PdfDocument) -> Iterator[bytes]:
    """The files that the document carries inside, those of a sane size."""
    for index in range(min(document.count_attachments(), MOST_ATTACHED)):
        with suppress(pdfium.PdfiumError):
            content = bytes(document.get_attachment(index).get_data())
            if len(content) <= LARGEST_ATTACHED:
                yield content


def _is_link(page: pdfium.PdfPage, index: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind = raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_LINK
    raw.FPDFPage_CloseAnnot(annotation)
    return bool(kind == raw.FPDF_ANNOT_LINK)


def _by_font(layer: TextLayer) -> str:
    # Fonts are only asked for where letters stand that Vietnamese in Unicode does not have.
    if len(FOREIGN_SIGNS.findall(layer.text)) < FEWEST_SIGNS:
        return ""
    fonts = {layer.font(start) for start, _ in layer.word_ends(MOST_FONTS_ASKED)}
    return clean(layer.converted()) if any(map(encoding_of_font, fonts)) else ""


def picture_boxes(document: pdfium.PdfDocument, number: int) -> tuple[Box, ...]:
    """Where the pictures of page `number` lie, drawn annotations among them."""
    with opened_page(document, number) as page:
        frame = PageFrame(page)
        pictures = drawn_objects.drawn_objects(page, with_forms=True).pictures[:MANY_PICTURES]
        return tuple(Box(number, *frame.box(picture)) for picture in pictures)


def words_of(
    document: pdfium.PdfDocument, number: int, converted: bool = False
) -> list[PlacedWord]:
    """The words of page `number` (from 1), their places in fractions of the page.

    `converted` turns each word into Unicode as its font demands.
    """
    with opened_page(document, number) as page, layer_of(page) as layer:
        frame = PageFrame(page)
        return [frame.word(word) for word in layer.placed_words(converted)] if layer else []
