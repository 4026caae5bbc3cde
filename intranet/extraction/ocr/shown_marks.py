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
SIZES = (0.6, 0.75)
READABLE = 0.4  # of confidence
NOTHING = b"nothing"
"""In place of a sheet: no ink of the file may be a mark."""


def shown_marks(sheet: bytes, seconds: float) -> Secrecy:
    """What the marks on the sheet, a picture as PGM, ask for: the gravest verdict on its lines.

    Raises RecognitionFailed, also when it cannot be read in `seconds`.
    """
    deadline = time.monotonic() + seconds
    # Some letters are read better when small; the first reading goes without a heavy library.
    verdicts = [_read(sheet, deadline)]
    if verdicts[0] is not Secrecy.BLOCK:
        from PIL import Image, ImageOps

        with Image.open(BytesIO(sheet)) as picture:
            for size in SIZES if verdicts[0] is Secrecy.REVIEW else SIZES[:1]:
                verdicts.append(_read(ImageOps.scale(picture, size), deadline))
    return gravest(verdicts)


def _read(sheet: "Image.Image | bytes", deadline: float) -> Secrecy:
    words = tesseract.read(sheet, dpi=DPI, deadline=deadline, mode=tesseract.SCATTERED)
    lines = groupby(words, key=lambda word: word.line)
    return gravest(_verdict(line) for _, line in lines)


def _verdict(line: Iterable[TesseractWord]) -> Secrecy:
    text = " ".join(word.text for word in line if word.confidence >= READABLE)
    return examine(text, recognised=True).verdict
