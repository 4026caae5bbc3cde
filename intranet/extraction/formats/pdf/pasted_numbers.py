"""Numbers and days that a signing tool pasted as tiny pictures into their blanks."""

import re
from collections.abc import Sequence

import pypdfium2 as pdfium

from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.values import Box, Line

TALLEST = 0.06  # of the page
WIDEST = 0.2
HEADER_ENDS = 0.35
FILLED_IN = re.compile(r"^\W{0,3}Số\b|,\s*ngày\b")


def has_pasted_number(document: pdfium.PdfDocument, lines: Sequence[Line]) -> bool:
    """Whether a small picture lies on the number line or the date line of the first page.

    Such a document reads like a draft but is signed: a person must type what the picture shows.
    """
    blanks = [line.box for line in lines if line.box and FILLED_IN.search(line.text)]
    places = [box for box in blanks if box.page == 1 and box.y0 < HEADER_ENDS]
    if not places:
        return False
    small = [box for box in page_contents.picture_boxes(document, 1) if _is_small(box)]
    return any(_covers(box, place) for box in small for place in places)


def _is_small(box: Box) -> bool:
    return 0 < box.y1 - box.y0 < TALLEST and 0 < box.x1 - box.x0 < WIDEST


def _covers(picture: Box, line: Box) -> bool:
    middle = (picture.y0 + picture.y1) / 2
    near = (line.y1 - line.y0) / 2
    across = picture.x0 < line.x1 + WIDEST / 2 and picture.x1 > line.x0
    return line.y0 - near < middle < line.y1 + near and across
