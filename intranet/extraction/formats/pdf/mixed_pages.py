"""Pages with letters of their own and letters in pictures: both are kept, each in its place."""

from collections.abc import Sequence

import pypdfium2 as pdfium

from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.layout.text_lines import PlacedWord, lines_of
from intranet.extraction.values import Line, Page

SHARED = 0.5  # of the height: how much two words must overlap to be one and the same


def mixed_lines(document: pdfium.PdfDocument, page: Page) -> tuple[Line, ...]:
    """The lines of the layer, and between them what recognition found beside them."""
    own = page_contents.words_of(document, page.number)
    shape = page.width / page.height if page.height else 0.7
    return lines_of([*own, *beside(page, own)], page.number, shape)


def beside(page: Page, own: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The recognised words that stand where the layer has none."""
    words = (
        PlacedWord(recognised.text, recognised.x0, recognised.y0, recognised.x1, recognised.y1)
        for recognised in page.words
    )
    return [word for word in words if not any(_same_place(word, other) for other in own)]


def _same_place(word: PlacedWord, other: PlacedWord) -> bool:
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.y1, other.y1) - max(word.y0, other.y0)
    tall = min(word.y1 - word.y0, other.y1 - other.y0)
    return across > 0 and down > SHARED * tall
