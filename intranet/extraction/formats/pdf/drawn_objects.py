"""What is drawn on a page of a PDF besides its letters: pictures, and the rules of tables.

One look at the objects of a page serves every question; places are in points of the page,
counted from its lower left corner, as the file has them.
"""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from intranet.extraction.layout.geometry import DrawnObjects, Rect

MOST_OBJECTS = 20_000
MOST_DRAWN = 3000
DEEPEST = 4
THIN = 3.0  # points
LONG = 8.0
MOST_SEGMENTS = 400
WHOLE = pdfium.PdfMatrix()

Point = tuple[float, float]


def drawn_objects(page: pdfium.PdfPage, with_forms: bool = False) -> DrawnObjects:
    """What is drawn on the page, as far as its first few thousand objects tell.

    `with_forms` counts groups of objects, such as drawn annotations, among the pictures too.
    """
    drawn = DrawnObjects(with_forms=with_forms)
    whole = raw.FPDFPage_CountObjects(page)
    count = min(whole, MOST_OBJECTS)
    drawn.shapes += whole > count  # what is not looked at may be anything
    objects = list(map(raw.FPDFPage_GetObject, repeat(page.raw, count), range(count)))
    _note(drawn, objects, WHOLE, 1)
    return drawn


def _note(
    drawn: DrawnObjects, objects: Sequence[object], matrix: pdfium.PdfMatrix, depth: int
) -> None:
    # Most objects of a page are words: nothing is done for them that is not needed.
    text = raw.FPDF_PAGEOBJ_TEXT
    for item, kind in zip(objects, map(raw.FPDFPageObj_GetType, objects), strict=True):
        if kind == text:
            continue
        if kind == raw.FPDF_PAGEOBJ_FORM and depth >= DEEPEST:
            drawn.shapes += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            count = min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS)
            inside = [raw.FPDFFormObj_GetObject(item, index) for index in range(count)]
            _note(drawn, inside, _matrix(item).multiply(matrix), depth + 1)
        if kind == raw.FPDF_PAGEOBJ_IMAGE or (kind == raw.FPDF_PAGEOBJ_FORM and drawn.with_forms):
            box = _bounds(item, matrix) if len(drawn.pictures) < MOST_DRAWN else None
            if box:
                drawn.pictures.append(box)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _note_path(drawn, item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            drawn.shapes += 1


def _note_path(drawn: DrawnObjects, path: object, matrix: pdfium.PdfMatrix) -> None:
    drawn.paths += 1
    box = _bounds(path, matrix) if drawn.paths <= MOST_DRAWN else None
    if box is None:
        return
    if box.height <= THIN or box.width <= THIN:
        _note_rule(drawn, box)
        return
    segments = raw.FPDFPath_CountSegments(path)
    if not 0 < segments <= MOST_SEGMENTS:
        return
    outlines = list(_outlines(path, segments, _matrix(path).multiply(matrix)))
    sides = (ends for corners in outlines for ends in pairwise(corners))
    for corners in sides if _is_stroked(path) else outlines:
        _note_rule(drawn, _around(corners))


def _is_stroked(path: object) -> bool:
    """Whether its outline is drawn; without one it is a background, such as that of a word."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, filled, stroked) and stroked.value)


def _note_rule(drawn: DrawnObjects, box: Rect) -> None:
    if box.height <= THIN and box.width >= LONG:
        drawn.across.append(box)
    elif box.width <= THIN and box.height >= LONG:
        drawn.down.append(box)


def _outlines(path: object, segments: int, matrix: pdfium.PdfMatrix) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve ends it, for letters are drawn with curves."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[Point] = []
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _around(corners: Sequence[Point]) -> Rect:
    """What a filled outline covers, or a side of it: a rule where it is thin."""
    across, up = zip(*corners, strict=True)
    return Rect(min(across), min(up), max(across), max(up))


def _bounds(item: object, matrix: pdfium.PdfMatrix) -> Rect | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    return Rect(*matrix.on_rect(*(side.value for side in sides)))


def _matrix(item: object) -> pdfium.PdfMatrix:
    matrix = raw.FS_MATRIX()
    known = raw.FPDFPageObj_GetMatrix(item, matrix)
    return pdfium.PdfMatrix.from_raw(matrix) if known else WHOLE
