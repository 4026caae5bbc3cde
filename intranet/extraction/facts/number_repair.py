"""Damaged number lines and days: "Sô: 1l5QĐ-UBND", "ngày l1 tháng 0l năm 2010".

Days filled in by hand are recognised with so little confidence that they may be left out of the
lines; the words of the page still have them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intranet.extraction.values import Box, Line, Page, RecognisedWord
from intranet.language.symbols.grammar import PARTY_MARKS, STATE_MARKS
from intranet.language.text.dates import MONTHS, find_dates
from intranet.language.text.fuzzy_matching import DIGITS, as_digits, bare_characters
from intranet.language.text.normalization import canonical, fold

LABEL = re.compile(
    r"^\W{0,3}(?P<law>(?:Luật|Bộ luật|Pháp lệnh|Luat)\s+)?[S5][oôốồổỗộơớờởóòỏõọeéèẻẽẹöõố60]{1,2}"
    r"(?P<sign>\s*[:;.,]+\s*|\s+(?=[\d/-])|(?=\d))(?P<rest>.+)$",
    re.IGNORECASE,
)
MARKS = {bare_characters(mark): mark for mark in (*PARTY_MARKS, *STATE_MARKS)} | {
    "NO": "NQ",
    "QD": "QĐ",
    "ND": "NĐ",
    "TTR": "TTr",
    "CD": "CĐ",
    "HD": "HD",
}
# Number, year, mark and the stroke or hyphen before the issuer; strokes may have been lost.
STATE = re.compile(
    r"^(?P<number>[^/\s-]{0,6}?)(?P<gap>\s*+)(?P<stroke>[/lI|]?)\s*+"
    r"(?:(?P<year>(?:19|20)\d\d)\s*+/?\s*+)?"
    r"(?P<mark>[A-ZĐÐ][A-Za-zĐđÐ]{1,4})\s*[-_~.—]\s*(?P<body>[A-ZĐƯ].*)$"
)
PARTY = re.compile(
    r"^(?P<number>[^/\s-]{0,6}?)(?P<gap>\s*)[-_~—]\s*(?P<mark>[A-ZĐÐ][A-Za-zĐđÐ]{1,4})\s*[/1lI|]\s*"
    r"(?P<body>[A-ZĐƯ].*)$"
)
LETTER = re.compile(r"^(?P<number>[^/\s-]{1,6}?)(?P<gap>\s*)/\s*(?P<body>[A-ZĐƯ][A-ZĐƯa-z]+\b.*)$")
ASSEMBLY = re.compile(
    r"^(?P<number>[^/\s-]{1,5})\s*+/?\s*+(?P<year>20\d\d|19\d\d)\s*+/?\s*+"
    r"(?P<body>(?:UBTV)?[QO0]H.{1,4})$"
)
CODES = re.compile(r"[A-Za-zĐđƯư0-9]+(?:\s?[-.&]\s?[A-ZĐƯ][A-Za-zĐđƯư0-9]*)*")
TERM = {"I": "1", "l": "1", "|": "1", "i": "1", "Í": "1", "Ì": "1"}
FIGURES = re.compile(r"^(?=[OolI]*+\d)[\dOolI]++(?:/[\dOolI]{4}(?=/))?(?=\s?[/-])")
DAY = re.compile(  # over folded letters
    r"n[gq]?[a4]\w?y\W{0,2}?\s*(?P<day>\d \d|\S{1,4}?)\s*th\wng\s*(?P<month>\S{1,4}?)\s*"
    r"n[a4]m\s*(?P<year>\S{4})"
)
PLACE = re.compile(r"(?:(?:ph[ốóô]|[A-ZĐÀ-Ỹ][^\W\d_]*+)[\s.,;:'-]*+){0,6}+")
LONGEST_SYMBOL = 40
EARLY = 45
DIRT = (0.0, 0.3, 0.5, 0.7)
"""Confidences below which words of the row may be specks, tried in this order."""
RIGHT_EDGE = 0.98


def repaired_number(text: str) -> str | None:
    """The number line with its label, digits and strokes as they were meant; None for others.

    A number whose digits cannot be told is left blank: "Số: /QĐ-TTg".
    """
    labelled = LABEL.match(canonical(text))
    if labelled is None or len(labelled["rest"]) > LONGEST_SYMBOL:
        return None
    rest = labelled["rest"].strip(" _'`‘’\"“”.,;")
    rest = FIGURES.sub(lambda labelled: labelled[0].translate(DIGITS), rest)
    symbol = _state(rest) or _party(rest) or _assembly(rest) or _letter(rest)
    label = "Luật số" if labelled["law"] else "Số"
    return f"{label}: {symbol}" if symbol else None


def repaired_date(text: str) -> str | None:
    """The line of place and day, or of adoption, with the day in figures; None for others.

    What is no figure is left as a blank of the date.
    """
    text = canonical(text)
    day_match = DAY.search(fold(text))
    if day_match is None or len(fold(text)) != len(text):
        return None
    before, after = text[: day_match.start()], text[day_match.end() :]
    adopted = before.endswith("qua ")
    if not adopted and not PLACE.fullmatch(before):
        return None
    parts = [text[slice(*day_match.span(name))] for name in ("day", "month", "year")]
    if parts[1].lower() in MONTHS:
        return None
    day, month, year = (as_digits(part.replace(" ", "")) or "" for part in parts)
    if len(year) != 4 or not 1945 <= int(year) <= 2100 or (adopted and not (day and month)):
        return None
    place = before.strip(" .,;:'-")
    opening = before if adopted else f"{place}, " if place else ""
    return f"{opening}ngày {day} tháng {month} năm {year}{after}"


def is_dated(text: str) -> bool:
    """Whether a whole day is named in the text."""
    return any(date.iso for date in find_dates(text))


def _mark(damaged: str) -> str | None:
    """The mark of the kind; a letter may have been read twice: "QĐĐ"."""
    if damaged in (*PARTY_MARKS, *STATE_MARKS):
        return damaged
    letters = bare_characters(damaged)
    return MARKS.get(letters) or MARKS.get(re.sub(r"(.)\1", r"\1", letters))


def _state(rest: str) -> str | None:
    parts = STATE.match(rest)
    if not parts or not (mark := _mark(parts["mark"])):
        return None
    year = f"{parts['year']}/" if parts["year"] else ""
    return f"{_number(parts)}/{year}{mark}-{_body(parts)}"


def _party(rest: str) -> str | None:
    parts = PARTY.match(rest)
    if not parts or (mark := _mark(parts["mark"])) not in PARTY_MARKS:
        return None
    return f"{_number(parts)}-{mark}/{_body(parts)}"


def _assembly(rest: str) -> str | None:
    parts = ASSEMBLY.match(rest.rstrip(" .,;"))
    if parts is None:
        return None
    house = "UBTVQH" if parts["body"].startswith("UBTV") else "QH"
    digits = "".join(TERM.get(sign, sign) for sign in parts["body"][len(house) :])
    term, number = re.sub(r"\D", "", digits)[:2], as_digits(parts["number"])
    return f"{number}/{parts['year']}/{house}{term}" if number and term else None


def _letter(rest: str) -> str | None:
    parts = LETTER.match(rest)
    return f"{_number(parts)}/{_body(parts)}" if parts else None


def _number(parts: re.Match[str]) -> str:
    """The digits, and a gap behind them: there the number was filled in by hand."""
    return (as_digits(parts["number"]) or "") + (" " if parts["gap"] else "")


def _body(parts: re.Match[str]) -> str:
    """The codes of the issuer: strokes of the pen after them are left out."""
    codes = CODES.match(parts["body"])
    return re.sub(r"\s", "", codes[0]) if codes else str(parts["body"])


def with_whole_days(lines: Sequence[Line], pages: Mapping[int, Page]) -> list[Line]:
    """The lines with those of a day rebuilt from all words of their row."""
    rebuilt: list[Line] = []
    swallowed: list[Box] = []
    for at, line in enumerate(lines):
        box, page = line.box, pages.get(line.page)
        if box and any(_inside(box, other) for other in swallowed):
            continue
        whole = line
        if page and box and _opens_day(line.text, at):
            whole = _whole(line, box, page.words)
        if whole.box and whole is not line:
            swallowed.append(whole.box)
        rebuilt.append(whole)
    return rebuilt


def _opens_day(text: str, at: int) -> bool:
    folded = fold(text)
    return "ngay" in folded and (at < EARLY or "qua ngay" in folded) and not is_dated(text)


def _whole(line: Line, box: Box, words: Sequence[RecognisedWord]) -> Line:
    """The line from its first word to the year at its right, where that says more."""
    row = sorted((word for word in words if _in_row(word, box)), key=lambda word: word.x0)
    readings = [[word for word in row if word.confidence >= least] for least in DIRT]
    texts = [" ".join(word.text for word in reading) for reading in readings]
    dated = (at for at, text in enumerate(texts) if is_dated(repaired_date(text) or text))
    best = next(dated, 0)
    folded = fold(texts[best])
    if not ("thang" in folded and " nam" in folded) or texts[best] == line.text:
        return line
    edge = max(word.x1 for word in readings[best])
    return replace(line, text=texts[best], box=replace(box, x1=edge))


def _in_row(word: RecognisedWord, box: Box) -> bool:
    middle = (word.y0 + word.y1) / 2
    return box.y0 <= middle <= box.y1 and box.x0 - 0.005 <= word.x0 <= RIGHT_EDGE


def _inside(box: Box, whole: Box) -> bool:
    middle = (box.y0 + box.y1) / 2
    return (
        box.page == whole.page
        and whole.y0 <= middle <= whole.y1
        and whole.x0 < box.x0
        and box.x1 <= whole.x1 + 0.005
    )
