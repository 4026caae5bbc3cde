"""A document's own number and day, told apart from those it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intranet.extraction.facts.collection_titles import CollectionTitle, title_of
from intranet.extraction.facts.header import DocumentHeader, place_of
from intranet.extraction.values import Fact, Line
from intranet.language.bodies.document_types import DocumentType, SymbolFamily, type_of_mark
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.dates import TextDate, find_dates

BELOW_HEADING = 6
# A line that begins with a small "số" goes on with a sentence.
OWN = re.compile(
    r"(?:^|\n)\W{0,3}(?:(?i:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+số)|Số|SỐ)"
    r"(?:\s*:|\s|(?=\d))[\s._…-]{0,12}$"
)
UNLISTED = re.compile(
    r"^\W{0,3}(?:Số|SỐ)\s*:?\s*(?P<number>\d{1,5}[a-z]?)(?P<year>\s?/\s?(?:19|20)\d\d(?=\s?[/-]))?"
    r"(?P<codes>(?:\s?[-/.&]\s?[A-ZĐƯ][A-Za-zĐđƯư]{0,12}\d{0,2}){1,6})\W*$"
)
UNIT_BEHIND = re.compile(r"/[A-ZĐ]{2,8}(?![\w/-])")
BLANK = re.compile(r"(?:^|\n)\W{0,3}Số\s*:?[\s._…]{0,60}(?P<rest>[/-]\s*[A-ZĐ][^\n]{0,40})", re.I)
IN_TITLE = 0.85
DATED = re.compile(r",\s*(?:ngày\s*)?$", re.I)
PLACED = re.compile(r"^[^\d;:]{2,40},\s*ngày\b", re.I)
ADOPTED = re.compile(r"thông\s+qua\s+$", re.I)
BANNER = re.compile(r"Ký bởi|Người ký|Thời gian ký|CÔNG BÁO|ĐẾN|Đến ngày|Chuyển", re.I)


@dataclass(frozen=True)
class NumberAndDate:
    """The own symbol and day with their facts.

    `code` is the symbol even while its number is blank, `blank` says that number or day are still
    to be filled in.
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
    symbol, fact = _own_symbol(_joined(header.above), header.above)
    title = None if symbol or blank else title_of(header)
    date = _own_date(header)
    if title:
        symbol, fact, late = _in_title(title)
        date = late or date
    elif symbol is None:
        symbol, fact = (None, None) if blank else _unlisted(header.above)
        symbol, fact = (symbol, fact) if symbol else _own_symbol(text, near)
    if title is None and not blank and (symbol is None or symbol.kind is DocumentType.VBHN):
        symbol, fact, date = _certified(lines, symbol, fact, date)
    date = date or _adoption(lines)
    unfilled = date is not None and "_" in date.value
    return NumberAndDate(symbol, symbol or _unnumbered(text), fact, date, blank or unfilled, title)


def _certified(
    lines: Sequence[Line], symbol: Symbol | None, fact: Fact | None, date: Fact | None
) -> tuple[Symbol | None, Fact | None, Fact | None]:
    """Number and day of a consolidated text, where the header has not both."""
    if symbol is not None and date is not None:
        return symbol, fact, date
    late_symbol, place, day = _late_number(lines)
    return symbol or late_symbol, fact or place, (date if symbol else day) or day or date


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _unnumbered(text: str) -> Symbol | None:
    """The symbol of a draft, whose number is blank."""
    return next((symbol for symbol in find_symbols(text) if not symbol.number), None)


def _own_symbol(text: str, lines: Sequence[Line]) -> tuple[Symbol | None, Fact | None]:
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
        key = re.sub(r"\s", "", printed["number"] + (printed["year"] or "") + printed["codes"])
        first, _, rest = re.sub(r"\s", "", printed["codes"])[1:].partition("-")
        kind = type_of_mark(first) if rest else None
        body = rest if kind else re.sub(r"\s", "", printed["codes"])[1:]
        year = int(printed["year"].strip(" /")) if printed["year"] else None
        symbol = Symbol(
            key, printed["number"], year, kind, body, SymbolFamily.LETTER, False, 0, len(key)
        )
        return symbol, Fact(key, 0.85, line.box)
    return None, None


def _own_date(header: DocumentHeader) -> Fact | None:
    """The date after "<Place>," in the header; partial while the day is blank."""
    text = _joined(header.above)
    placed = [date for date in find_dates(text) if _stands_after_place(text, date)]
    if not placed or not re.search(r"\d", placed[0].iso or placed[0].partial):
        return None
    date = placed[0]
    confidence = 0.95 if date.iso else 0.5
    return Fact(date.iso or date.partial, confidence, place_of(header.above, date.start, date.end))


def _stands_after_place(text: str, date: TextDate) -> bool:
    start = text.rfind("\n", 0, date.start) + 1
    before = text[start : date.start]
    if BANNER.search(before):
        return False
    if DATED.search(before):
        return True
    line = text[start:].split("\n", 1)[0]
    return line.strip(" .…") == text[date.start : date.end].strip(" .…")


def _in_title(title: CollectionTitle) -> tuple[Symbol | None, Fact, Fact | None]:
    date = Fact(title.day, IN_TITLE, title.box) if title.day else None
    return title.symbol, Fact(title.number, IN_TITLE, title.box), date


def _late_number(lines: Sequence[Line]) -> tuple[Symbol | None, Fact | None, Fact | None]:
    """Consolidated texts are numbered and dated where they are certified, near the end."""
    for index, line in enumerate(lines):
        if not line.text.startswith("Số") or "VBHN" not in line.text:
            continue
        symbol, fact = _own_symbol(line.text, (line,))
        if symbol:
            around = lines[max(0, index - 6) : index + 8]
            dated = [
                (x, date) for x in around for date in find_dates(x.text) if PLACED.match(x.text)
            ]
            first = dated[0] if dated else None
            date = Fact(first[1].iso, 0.8, first[0].box) if first and first[1].iso else None
            return symbol, fact, date
    return None, None, None


def _adoption(lines: Sequence[Line]) -> Fact | None:
    """Laws are dated by the sitting that adopted them."""
    for index in range(len(lines) - 1, -1, -1):
        if "thông qua" not in lines[index].text:
            continue
        pair = lines[index : index + 2]
        text = " ".join(line.text for line in pair)
        for date in find_dates(text):
            if date.iso and ADOPTED.search(text[: date.start]):
                return Fact(date.iso, 0.9, place_of(pair, date.start, date.end))
    return None
