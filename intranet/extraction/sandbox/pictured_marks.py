"""Secrecy marks in the pictures of a file: one child draws what may be one, another reads it.

The child that opens the file starts no program, the child that starts Tesseract gets only the
sheet.
"""

from pathlib import Path

from intranet.extraction.formats.registry import FORMATS
from intranet.extraction.ocr import tesseract
from intranet.extraction.ocr.shown_marks import NOTHING
from intranet.extraction.sandbox.child_process import MAX_PAGES, MEMORY_MB, ask_child
from intranet.language.secrecy.examination import Secrecy

AT_ONCE, BY_THE_WORKER = 4.0, 30.0
"""Seconds for the drawing, and again for the reading.

Whoever uploads waits for the first look, nobody for the second, which comes before the file can be
published.
"""
LOOKED_AT = frozenset(("pdf", "odt", *(kind for kind, entry in FORMATS.items() if entry.main_part)))


def is_looked_at(kind: str) -> bool:
    """Whether files of that kind have pictures to look through, and there is what reads them."""
    return kind in LOOKED_AT and tesseract.is_installed()


def pictured_verdict(path: Path, kind: str, seconds: float) -> Secrecy | None:
    """What the marks in the pictures of a file ask for; None when they were not all looked at."""
    if not is_looked_at(kind):
        return Secrecy.CLEAR
    order = {"path": path, "kind": kind, "max_pages": MAX_PAGES}
    sheet = ask_child("sheet", order, seconds=seconds, memory_mb=MEMORY_MB)
    return sheet_verdict(sheet or b"", seconds)


def sheet_verdict(sheet: bytes, seconds: float) -> Secrecy | None:
    """The same of the sheet of a file; None for one that was not drawn or not read in time."""
    if sheet == NOTHING:
        return Secrecy.CLEAR
    if not sheet.startswith(b"P5"):  # a picture as PGM and nothing else is handed on
        return None
    order = {"path": sheet, "seconds": seconds}
    answer = ask_child("marks", order, seconds=seconds + 5, memory_mb=MEMORY_MB, runs=True)
    return next((verdict for verdict in Secrecy if verdict.value.encode() == answer), None)
