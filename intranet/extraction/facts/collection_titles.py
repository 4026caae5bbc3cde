"""Titles of law collections, with number and day in them: "THÔNG TƯ CỦA BỘ … SỐ … NGÀY …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intranet.extraction.facts.header import ADDRESSED, HEADINGS, SEPARATOR, DocumentHeader, box_of
from intranet.extraction.values import Box, Line
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.dates import find_dates

MOST_LINES = 10
CLEAR_GAP, WIDE_GAP = 0.95, 1.5
OPENS_BODY = re.compile(r"^\W{0,2}(?:Căn\s*cứ|Chiểu|Xét|Theo|Điều|Chương|\(?Tiếp theo)\b", re.I)
CUE = (
    r"(?:VỀ|V/V|QU[YI] ĐỊNH|BAN HÀNH|HƯỚNG DẪN|SỬA ĐỔI|BỔ SUNG|BÃI BỎ|PHÊ DUYỆT|THÀNH LẬP"
    r"|CÔNG BỐ|TĂNG CƯỜNG|THI HÀNH)\b"
)
STATE_NAME = re.compile(r"\s+(?:NƯỚC\s+)?C[ỘÔ]NG\s+H\w+\s+XÃ\s+HỘI.*$", re.I)
TITLE = re.compile(
    rf"^(?:{HEADINGS})\s+(?:CỦA\s+(?P<body>[^\d]{{3,120}}?)\s+)?"
    rf"SỐ\s*:?\s*(?P<number>\d[^,]{{0,30}}?)\s*,?\s*(?P<day>NGÀY\s+.{{3,40}}?(?:19|20)\d\d)\b"
    rf"\s*,?\s*(?:CỦA\s+(?P<later>.{{3,120}}?)(?=\s+\(?{CUE}|$))?\s*(?P<subject>.*)$",
    re.I,
)


@dataclass(frozen=True)
class CollectionTitle:
    """What such a title says; `number` is its letters where they follow no grammar ("78")."""

    number: str
    symbol: Symbol | None
    day: str | None
    body: str | None
    subject: str
    box: Box | None


def title_of(header: DocumentHeader) -> CollectionTitle | None:
    """The title that names number and day of the document, None for documents with a header."""
    if header.heading_line is None:
        return None
    lines = _lines(header.heading_line, header.below)
    title = TITLE.match(" ".join(line.text for line in lines))
    if title is None:
        return None
    printed = " ".join(title["number"].split())
    symbol = next((each for each in find_symbols(printed) if each.number), None)
    return CollectionTitle(
        number=symbol.key if symbol else printed.replace(" ", ""),
        symbol=symbol,
        day=next((date.iso for date in find_dates(title["day"])), None),
        body=STATE_NAME.sub("", title["body"] or title["later"] or "") or None,
        subject=title["subject"].strip(" ()_*-–:."),
        box=box_of(lines),
    )


def _lines(heading: Line, below: Sequence[Line]) -> list[Line]:
    """The lines of the title: capitals or centred, to the first clear gap."""
    taken = [heading]
    runs_on = heading.text.upper() != heading.text
    for line in below[:MOST_LINES]:
        # A title in small letters runs on as a paragraph does.
        stands_out = line.centred or line.bold or line.text.upper() == line.text or runs_on
        if SEPARATOR.match(line.text) or ADDRESSED.match(line.text) or not stands_out:
            break
        if OPENS_BODY.match(line.text) or line.gap >= (CLEAR_GAP if taken[1:] else WIDE_GAP):
            break
        taken.append(line)
    return taken
