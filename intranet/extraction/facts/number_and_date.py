"""A document's own number and day, told apart from those it cites.

Titles of law collections have both in them: "THÔNG TƯ CỦA BỘ … SỐ … NGÀY …".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intranet.extraction.facts.header import (
    ADDRESSED,
    HEADINGS,
    SEPARATOR,
    DocumentHeader,
    place_of,
)
from intranet.extraction.values import Box, Fact, Line, box_of
from intranet.language.bodies.document_types import DocumentType, SymbolFamily, type_of_mark
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.dates import TextDate, find_dates

BELOW_HEADING = 6
# A line that begins with a small "số" goes on with a sentence.
OWN = re.compile(
    r"(?:^|\n)\W{0,3}+(?:(?i:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+số)|Số|SỐ)"
    r"(?:\s*:|\s|(?=\d))[\s._…-]{0,12}$"
)
UNLISTED = re.compile(
    r"^\W{0,3}+(?:Số|SỐ)\s*+:?\s*+(?P<number>\d{1,5}[a-z]?)(?P<year>\s?/\s?(?:19|20)\d\d(?=\s?[/-]))?"
    r"(?P<codes>(?:\s?[-/.&]\s?[A-ZĐƯ][A-Za-zĐđƯư]{0,12}\d{0,2}){1,6})\W*+$"
)
UNIT_BEHIND = re.compile(r"/[A-ZĐ]{2,8}(?![\w/-])")
BLANK = re.compile(
    r"(?:^|\n)\W{0,3}+Số\s*+:?[\s._…]{0,60}+(?P<rest>[/-]\s*+[A-ZĐ][^\n]{0,40})", re.I
)
MOST_LINES = 10
CLEAR_GAP, WIDE_GAP = 0.95, 1.5
OPENS_BODY = re.compile(r"^\W{0,2}(?:Căn\s*cứ|Chiểu|Xét|Theo|Điều|Chương|\(?Tiếp theo)\b", re.I)
CUE = (
    r"(?:VỀ|V/V|QU[YI] ĐỊNH|BAN HÀNH|HƯỚNG DẪN|SỬA ĐỔI|BỔ SUNG|BÃI BỎ|PHÊ DUYỆT|THÀNH LẬP"
    r"|CÔNG BỐ|TĂNG CƯỜNG|THI HÀNH)\b"
)
STATE_NAME = re.compile(r"(?<!\s)\s++(?:NƯỚC\s++)?C[ỘÔ]NG\s++H\w++\s++XÃ\s++HỘI(?s:.*)", re.I)
TITLE = re.compile(
    rf"^(?:{HEADINGS})\s++(?:CỦA\s++(?P<body>[^\d]{{3,120}}?)(?<!\s)\s++)?"
    rf"SỐ\s*+:?\s*+(?P<number>\d[^,]{{0,30}}?)(?<!\s)\s*+,?\s*+"
    rf"(?P<day>NGÀY\s++.{{3,40}}?(?:19|20)\d\d)\b"
    rf"\s*+,?\s*+(?:CỦA\s++(?P<later>.{{3,120}}?)(?=(?<!\s)\s++\(?{CUE}|$))?\s*+(?P<subject>(?s:.*))",
    re.I,
)
IN_TITLE = 0.85
DATED = re.compile(r",\s*(?:ngày\s*)?$", re.I)
PLACED = re.compile(r"^[^\d;:]{2,40},\s*ngày\b", re.I)
ADOPTED = re.compile(r"thông\s+qua\s+$", re.I)
BANNER = re.compile(r"Ký bởi|Người ký|Thời gian ký|CÔNG BÁO|ĐẾN|Đến ngày|Chuyển", re.I)


@dataclass(frozen=True)
class CollectionTitle:
    """What such a title says; `number` is its letters where they follow no grammar ("78")."""

    number: str
    symbol: Symbol | None
    day: str | None
    body: str | None
    subject: str
    box: Box | None


@dataclass(frozen=True)
class NumberAndDate:
    """The own symbol and day; `code` is the symbol even while its number is blank.

    `blank` says that number or day are still to be filled in.
    """

    symbol: Symbol | None
    code: Symbol | None
    symbol_fact: Fact | None
    date_fact: Fact | None
    blank: bool
    title: CollectionTitle | None = None


def number_and_date_of(header: DocumentHeader, lines: Sequence[Line]) -> NumberAndDate:
    """The own number and day of the document these lines belong to."""
    heading = (header.heading_line,) if header.heading_line else ()
    near = (*header.above, *heading, *header.below[:BELOW_HEADING])
    text = _joined(near)
    blank = BLANK.search(text) is not None
    symbol, fact = _own_symbol(header.above)
    title = None if symbol or blank else _title_of(header)
    date = _own_date(header)
    if title:
        symbol, fact = title.symbol, Fact(title.number, IN_TITLE, title.box)
        date = Fact(title.day, IN_TITLE, title.box) if title.day else date
    elif symbol is None:
        symbol, fact = (None, None) if blank else _unlisted(header.above)
        symbol, fact = (symbol, fact) if symbol else _own_symbol(near)
    consolidated = symbol is None or (symbol.kind is DocumentType.VBHN and date is None)
    if consolidated and title is None and not blank:
        late_symbol, place, day = _late_number(lines)
        date = (date if symbol else day) or day or date
        symbol, fact = symbol or late_symbol, fact or place
    date = date or _adoption(lines)
    code = symbol or next((each for each in find_symbols(text) if not each.number), None)
    unfilled = date is not None and "_" in date.value
    return NumberAndDate(symbol, code, fact, date, blank or unfilled, title)


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _own_symbol(lines: Sequence[Line]) -> tuple[Symbol | None, Fact | None]:
    text = _joined(lines)
    for symbol in find_symbols(text):
        if symbol.number and OWN.search(text[max(0, symbol.start - 40) : symbol.start]):
            place = place_of(lines, symbol.start, symbol.end)
            return symbol, Fact(_as_printed(symbol, text), 0.95, place)
    return None, None


def _as_printed(symbol: Symbol, text: str) -> str:
    """The key with the strokes of the document: joint circulars once wrote TTLT/BTC-BNV."""
    printed = re.sub(r"\s", "", text[symbol.start : symbol.end])
    same = printed.replace("/", "-") == symbol.key.replace("/", "-")
    more = UNIT_BEHIND.match(text, symbol.end)
    return (printed if same else symbol.key) + (more[0] if more else "")


def _unlisted(above: Sequence[Line]) -> tuple[Symbol | None, Fact | None]:
    """A number line whose codes no list knows: offices make new ones, old ones had theirs."""
    for line in above:
        printed = UNLISTED.match(line.text)
        if printed is None or sum(sign.isupper() for sign in printed["codes"]) < 2:
            continue
        number, year, codes = (re.sub(r"\s", "", part or "") for part in printed.groups())
        key = number + year + codes
        first, _, rest = codes[1:].partition("-")
        kind = type_of_mark(first) if rest else None
        numbers = number, int(year.strip("/")) if year else None
        body = rest if kind else codes[1:]
        symbol = Symbol(key, *numbers, kind, body, SymbolFamily.LETTER, False, 0, len(key))
        return symbol, Fact(key, 0.85, line.box)
    return None, None


def _own_date(header: DocumentHeader) -> Fact | None:
    """The date after "<Place>," in the header; partial while the day is blank."""
    text = _joined(header.above)
    date = next((date for date in find_dates(text) if _stands_after_place(text, date)), None)
    if date is None or not re.search(r"\d", date.iso or date.partial):
        return None
    place = place_of(header.above, date.start, date.end)
    return Fact(date.iso or date.partial, 0.95 if date.iso else 0.5, place)


def _stands_after_place(text: str, date: TextDate) -> bool:
    start = text.rfind("\n", 0, date.start) + 1
    before, line = text[start : date.start], text[start:].split("\n", 1)[0]
    if BANNER.search(before):
        return False
    alone = line.strip(" .…") == text[date.start : date.end].strip(" .…")
    return alone or DATED.search(before) is not None


def _late_number(lines: Sequence[Line]) -> tuple[Symbol | None, Fact | None, Fact | None]:
    """Consolidated texts are numbered and dated where they are certified, near the end."""
    for index, line in enumerate(lines):
        if not line.text.startswith("Số") or "VBHN" not in line.text:
            continue
        symbol, fact = _own_symbol((line,))
        if symbol:
            around = (x for x in lines[max(0, index - 6) : index + 8] if PLACED.match(x.text))
            days = ((date.iso, x.box) for x in around for date in find_dates(x.text))
            day, box = next(days, (None, None))
            return symbol, fact, Fact(day, 0.8, box) if day else None
    return None, None, None


def _adoption(lines: Sequence[Line]) -> Fact | None:
    """Laws are dated by the sitting that adopted them."""
    for index in reversed(range(len(lines))):
        if "thông qua" not in lines[index].text:
            continue
        pair = lines[index : index + 2]
        text = " ".join(line.text for line in pair)
        for date in find_dates(text):
            if date.iso and ADOPTED.search(text[: date.start]):
                return Fact(date.iso, 0.9, place_of(pair, date.start, date.end))
    return None


def _title_of(header: DocumentHeader) -> CollectionTitle | None:
    """The title that names number and day of the document, None for documents with a header."""
    if header.heading_line is None:
        return None
    lines = _title_lines(header.heading_line, header.below)
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


def _title_lines(heading: Line, below: Sequence[Line]) -> list[Line]:
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
