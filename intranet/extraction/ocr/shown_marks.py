"""Secrecy marks that are drawn or pasted where there is text too: no layer says them, an eye does.

What may be one stands on one sheet (`mark_sheet`), so that Tesseract starts once for a file.
"""

import time
from collections.abc import Iterable
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from intranet.extraction.ocr import tesseract
from intranet.extraction.ocr.tesseract import TesseractWord
from intranet.language.secrecy.examination import Secrecy, examine, gravest

if TYPE_CHECKING:  # a heavy library, needed only in doubt
    from PIL import Image

DPI = 150
SMALLER = 0.75
READABLE = 0.4  # of confidence
NOTHING = b"nothing"
"""In place of a sheet: no ink of the file may be a mark."""


def shown_marks(sheet: bytes, seconds: float) -> Secrecy:
    """What the marks on the sheet, a picture as PGM, ask for: the gravest verdict on its lines.

    Raises RecognitionFailed, also when it cannot be read in `seconds`.
    """
    deadline = time.monotonic() + seconds
    verdict = _read(sheet, deadline)
    if verdict is not Secrecy.REVIEW:
        return verdict
    # In doubt it is read once more in another size.
    from PIL import Image, ImageOps

    with Image.open(BytesIO(sheet)) as picture:
        return gravest((verdict, _read(ImageOps.scale(picture, SMALLER), deadline)))


def _read(sheet: "Image.Image | bytes", deadline: float) -> Secrecy:
    words = tesseract.read(sheet, dpi=DPI, deadline=deadline, mode=tesseract.SCATTERED)
    lines = groupby(words, key=lambda word: word.line)
    return gravest(_verdict(line) for _, line in lines)


def _verdict(line: Iterable[TesseractWord]) -> Secrecy:
    text = " ".join(word.text for word in line if word.confidence >= READABLE)
    return examine(text, recognised=True).verdict
