"""Secrecy marks in the pictures of a file, looked for in a child that may start Tesseract."""

from pathlib import Path

from intranet.extraction.formats.registry import FORMATS
from intranet.extraction.ocr import tesseract
from intranet.extraction.sandbox.child_process import MEMORY_MB, ask_child
from intranet.language.secrecy.examination import Secrecy

AT_ONCE, BY_THE_WORKER = 30.0, 60.0
"""Seconds: whoever uploads waits for the first look, nobody for the second."""
LOOKED_AT = frozenset(("pdf", "odt", *(kind for kind, entry in FORMATS.items() if entry.main_part)))


def pictured_verdict(path: Path, kind: str, seconds: float) -> Secrecy:
    """What the marks in its pictures ask for; clear where there is nothing to read them by."""
    if kind not in LOOKED_AT or not tesseract.is_installed():
        return Secrecy.CLEAR
    order = {"path": path, "kind": kind, "seconds": seconds}
    answer = ask_child("marks", order, seconds=seconds + 5, memory_mb=MEMORY_MB, runs=True)
    told = (answer or b"").decode()
    return Secrecy(told) if told else Secrecy.CLEAR
