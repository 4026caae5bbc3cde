"""Lines of arrival stamps, which bear a number and a day that are not the document's own."""

import re
from collections.abc import Collection, Sequence

from intranet.extraction.values import Line
from intranet.language.text.fuzzy_matching import resembles

ANCHOR = re.compile(
    r"^\W*ĐẾN\W*$|^\W*ĐẾN\W.*(?:\d|[.…:]{2})|C[ÔO]N\w?\W{0,4}\s*VĂN\s+ĐẾN|VĂN\s+BẢN\s+ĐẾN"
    r"|NG\s+TH[ÔO]NG\s+\w?IN\s+ĐI[ỆE]N\s+T[ỬU]",
)
ROW = re.compile(r"^\W*(?:S[ốôóồổo]|Ng[àa]y|Gi[ờo]|Chuy[ểếêề]n|L[ưu]u\s+h[ồô])[\s:.…]*", re.I)
BANNER = re.compile(r"Email\b|gian\s+ký|Người\s+ký|Ký\s+bởi|Cơ\s+quan:", re.I)
PORTAL = "CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ"
ARRIVED = re.compile(r"^\W*Đ[ẾÈỀÊEẼ]N\b.*(?:[.…]{2}|Ng[àa]y)")
MANY_DOTS = 6
DOTS = re.compile(r"[.…]{3,}|\.\W\.")
OWN = re.compile(r"[/-]\s*[A-ZĐ]{2}|th[áa]ng\s+\d|[Gg][ửứ]i")
REACH = 4
TOP_LINES = 40


def without_stamps(lines: Sequence[Line], recognised: Collection[int]) -> list[Line]:
    """The lines without those of arrival stamps at the top of recognised pages."""
    unstamped: list[Line] = []
    below = 0
    for at, line in enumerate(lines):
        if at >= TOP_LINES or line.page not in recognised:
            unstamped.append(line)
        elif _is_anchor(line.text):
            below = REACH
        elif not _is_row(line.text, below > 0):
            unstamped.append(line)
        below -= 1
    return unstamped


def _is_anchor(text: str) -> bool:
    if OWN.search(text):
        return False
    return bool(ANCHOR.search(text) or ARRIVED.match(text)) or resembles(text, PORTAL, extra=3)


def _is_row(text: str, beside_anchor: bool) -> bool:
    """Whether the line is a row of the stamp's form: a label and dots, or a label beneath it."""
    label, dots = ROW.match(text), DOTS.search(text)
    if OWN.search(text):
        return False
    if (label and dots) or BANNER.search(text) or sum(map(text.count, ".…")) >= MANY_DOTS:
        return True
    return beside_anchor and len(text) < 30 and bool(label or dots)
