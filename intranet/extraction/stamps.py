"""Stamps of arrival: a form of their own on the paper, with another number and day."""

import re
from collections.abc import Collection, Sequence

from intranet.extraction.values import Line

ANCHOR = re.compile(
    r"^\W*ĐẾN\W*$|^\W*ĐẾN\W.*(?:\d|[.…:]{2})|C[ÔO]NG\W{0,2}\s*VĂN\s+ĐẾN|VĂN\s+BẢN\s+ĐẾN"
    r"|TH[ÔO]NG\s+TIN\s+ĐIỆN\s+TỬ",
)
ROW = re.compile(r"^\W*(?:S[ốôóồổo]|Ng[àa]y|Gi[ờo]|Chuy[ểếêề]n|L[ưu]u\s+h[ồô])[\s:.…]*", re.I)
DOTS = re.compile(r"[.…]{3,}|\.\W\.")
OWN = re.compile(r"[/-]\s*[A-ZĐ]{2}|th[áa]ng\s+\d|[Gg][ửứ]i")
REACH = 4
TOP_LINES = 40


def without_stamps(lines: Sequence[Line], recognised: Collection[int]) -> list[Line]:
    """The lines without those of arrival stamps at the top of recognised pages."""
    kept: list[Line] = []
    below = 0
    for at, line in enumerate(lines):
        if at >= TOP_LINES or line.page not in recognised:
            kept.append(line)
        elif ANCHOR.search(line.text) and not OWN.search(line.text):
            below = REACH
        elif not _is_row(line.text, below > 0):
            kept.append(line)
        below -= 1
    return kept


def _is_row(text: str, beside_anchor: bool) -> bool:
    """Whether the line is a row of the stamp's form: a label and dots, or a label beneath it."""
    label = ROW.match(text)
    if OWN.search(text):
        return False
    if label and DOTS.search(text):
        return True
    return beside_anchor and len(text) < 30 and bool(label or DOTS.search(text))
