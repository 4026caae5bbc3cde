"""Reading a PDF: page by page its text layer, its letters converted, or what was recognised."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats.format_reading import MAX_LETTERS, FormatReading, ReadingOptions
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.pdf.page_contents import PdfPage
from intranet.extraction.formats.pdf.warnings import warnings_of
from intranet.extraction.formats.words_beside import words_beside_pages
from intranet.extraction.layout import page_quality
from intranet.extraction.layout.page_quality import PageQuality
from intranet.extraction.layout.text_lines import PlacedWord, lines_of, lines_of_words
from intranet.extraction.values import Line, Method, Page

FIRST_PAGES = 3
SHARED = 0.5  # of the height: how much two words must overlap to be one and the same
MOST_PLACED = 60  # pages; placing letters costs more than reading them
# A page with one of these may carry signature, number or day of the document.
FACT_CUES = re.compile(
    r"Nơi\s+nhận|\b(?:TM|KT|TL|TUQ)\.|\b[TK]/[MTL]\b|VBHN|thông\s+qua\s+ngày"
    r"|\b(?:CHỦ TỊCH|CHỦ NHIỆM|BỘ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|CHÁNH|THỦ TƯỚNG|TRƯỞNG BAN)\b"
)
CUE_SIGNS = (
    "Nơi", "TM.", "KT.", "TL.", "TUQ.", "T/M", "T/T", "T/L", "K/M", "K/T", "K/L", "VBHN",
    "qua ngày", "qua\nngày", "qua \nngày", "CHỦ ", "BỘ TRƯỞNG", "GIÁM", "BÍ THƯ", "CHÁNH",
    "THỦ TƯỚNG", "TRƯỞNG BAN",
)  # fmt: skip


def read_pdf(path: Path, options: ReadingOptions) -> FormatReading:
    """Every page as it is shown, the lines of the pages that carry facts, and warnings.

    A page whose letters must be recognised is `pending`, unless it is among the recognised ones:
    then that page is taken over with its words. Raises BrokenFile, EncryptedFile, TooLarge.
    """
    with page_contents.opened(path) as document:
        layers = page_contents.read_pages(document, options.max_pages, FactPages())
        if sum(len(layer.text) for layer in layers) > MAX_LETTERS:
            raise TooLarge("Tệp chứa quá nhiều chữ. Hãy tách nhỏ rồi gửi lại.")
        qualities = {layer.number: _quality(layer, options.forced) for layer in layers}
        pages = [
            _page(document, layer, qualities[layer.number], options.recognised.get(layer.number))
            for layer in layers
        ]
        lines = [
            line
            for page in _fact_pages(pages)
            for line in _lines(document, layers[page.number - 1], page, qualities[page.number])
        ]
        warnings = warnings_of(document, pages, lines, qualities)
        beside = words_beside_pages(document, layers)
        return FormatReading(
            tuple(pages), tuple(lines), warnings, beside, any(page.drawn for page in layers)
        )


def _quality(layer: PdfPage, forced: Mapping[int, str]) -> PageQuality:
    quality = page_quality.page_quality(layer)
    way = forced.get(layer.number, "")
    return page_quality.forced_quality(quality, way, layer) if way else quality


def _page(
    document: pdfium.PdfDocument, pdf_page: PdfPage, quality: PageQuality, recognised: Page | None
) -> Page:
    """The page as it is shown: from its layer, or as recognition gave it."""
    layer_page = _layer_page(pdf_page, quality)
    wanted = quality.choice == "ocr"
    if recognised is None:
        trust = min(layer_page.confidence, 0.2)
        return replace(layer_page, pending=True, confidence=trust) if wanted else layer_page
    if quality.forced and not wanted:
        return layer_page
    if not recognised.words and not recognised.text.strip():
        return replace(layer_page, reason=recognised.reason or quality.reason, confidence=0.2)
    better = quality.mixed or quality.forced or page_quality.is_better(recognised.text, quality)
    if wanted and not better:
        return layer_page
    page = replace(
        recognised, width=pdf_page.width, height=pdf_page.height, pending=False,
        score=quality.score, reason=quality.reason,
    )  # fmt: skip
    if not (quality.mixed and page.words):
        return page
    return replace(page, text="\n".join(line.text for line in _mixed_lines(document, page)))


def _layer_page(pdf_page: PdfPage, quality: PageQuality) -> Page:
    trust = quality.valid_share if quality.words >= page_quality.ENOUGH_WORDS else 1.0
    # Text that lies under a picture of the whole page was recognised by the scanner.
    method: Method = "ocr" if pdf_page.pictured >= page_quality.WHOLE_PICTURE else "text"
    if quality.choice == "converted":
        method = "converted"
    is_tabled = quality.choice == "text" or quality.legacy == page_quality.BY_FONT
    text = (pdf_page.tabled if is_tabled else "") or quality.text
    return Page(
        pdf_page.number, text, method, round(min(trust, max(quality.score, 0.2)), 2),
        pdf_page.width, pdf_page.height, quality.score, quality.reason,
    )  # fmt: skip


class FactPages:
    """Whether a page may carry facts: the first ones, those with a cue, and their followers."""

    def __init__(self) -> None:
        self._before = False
        self._left = MOST_PLACED

    def __call__(self, number: int, text: str) -> bool:
        """For pages in their order; no more than can be kept in memory."""
        now = any(mark in text for mark in CUE_SIGNS) and bool(FACT_CUES.search(text))
        wanted = (number <= FIRST_PAGES or now or self._before) and self._left > 0
        self._before = now
        self._left -= wanted
        return wanted


def _lines(
    document: pdfium.PdfDocument, pdf_page: PdfPage, page: Page, quality: PageQuality
) -> tuple[Line, ...]:
    if page.words:
        return lines_of_words(page) if not quality.mixed else _mixed_lines(document, page)
    shape = page.width / page.height if page.height else 0.7
    by_font = quality.legacy == page_quality.BY_FONT and quality.choice == "converted"
    words = pdf_page.words
    if words is None or bool(pdf_page.by_font) != by_font:
        words = tuple(page_contents.words_of(document, page.number, by_font))
    lines = lines_of(words, page.number, shape)
    if quality.choice != "converted" or by_font:
        return lines
    decode = page_quality.decoder(quality.legacy)
    return tuple(replace(line, text=decode(line.text)) for line in lines)


def _mixed_lines(document: pdfium.PdfDocument, page: Page) -> tuple[Line, ...]:
    """The lines of the layer, and between them what recognition found beside them."""
    own = page_contents.words_of(document, page.number)
    shape = page.width / page.height if page.height else 0.7
    return lines_of([*own, *_beside(page, own)], page.number, shape)


def _beside(page: Page, own: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The recognised words that stand where the layer has none."""
    words = (PlacedWord(word.text, word.x0, word.y0, word.x1, word.y1) for word in page.words)
    return [word for word in words if not any(_same_place(word, other) for other in own)]


def _same_place(word: PlacedWord, other: PlacedWord) -> bool:
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.y1, other.y1) - max(word.y0, other.y0)
    tall = min(word.y1 - word.y0, other.y1 - other.y0)
    return across > 0 and down > SHARED * tall


def _fact_pages(pages: Sequence[Page]) -> list[Page]:
    """The first pages, those with a cue, and their followers: marks and name may be parted."""
    with_cues = {page.number for page in pages if FACT_CUES.search(page.text)}
    chosen = [
        page
        for page in pages
        if page.text.strip()
        and (page.number <= FIRST_PAGES or {page.number, page.number - 1} & with_cues)
    ]
    half = MOST_PLACED // 2
    return chosen if len(chosen) <= MOST_PLACED else chosen[:half] + chosen[-half:]
