"""Damaged number lines and days: "Sô: 1l5QĐ-UBND", "ngày l1 tháng 0l năm 2010"."""

import re

from intranet.language.symbols.grammar import PARTY_MARKS, STATE_MARKS
from intranet.language.text.dates import MONTHS
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
    r"^(?P<number>[^/\s-]{0,6}?)(?P<gap>\s*)(?P<stroke>[/lI|]?)\s*(?:(?P<year>(?:19|20)\d\d)\s*/?\s*)?"
    r"(?P<mark>[A-ZĐÐ][A-Za-zĐđÐ]{1,4})\s*[-_~.—]\s*(?P<body>[A-ZĐƯ].*)$"
)
PARTY = re.compile(
    r"^(?P<number>[^/\s-]{0,6}?)(?P<gap>\s*)[-_~—]\s*(?P<mark>[A-ZĐÐ][A-Za-zĐđÐ]{1,4})\s*[/1lI|]\s*"
    r"(?P<body>[A-ZĐƯ].*)$"
)
LETTER = re.compile(r"^(?P<number>[^/\s-]{1,6}?)(?P<gap>\s*)/\s*(?P<body>[A-ZĐƯ][A-ZĐƯa-z]+\b.*)$")
ASSEMBLY = re.compile(
    r"^(?P<number>[^/\s-]{1,5})\s*/?\s*(?P<year>20\d\d|19\d\d)\s*/?\s*(?P<body>(?:UBTV)?[QO0]H.{1,4})$"
)
CODES = re.compile(r"[A-Za-zĐđƯư0-9]+(?:\s?[-.&]\s?[A-ZĐƯ][A-Za-zĐđƯư0-9]*)*")
TERM = {"I": "1", "l": "1", "|": "1", "i": "1", "Í": "1", "Ì": "1"}
FIGURES = re.compile(r"^[\dOolI]*\d[\dOolI]*(?:/[\dOolI]{4}(?=/))?(?=\s?[/-])")
DAY = re.compile(  # over folded letters
    r"n[gq]?[a4]\w?y\W{0,2}?\s*(?P<day>\d \d|\S{1,4}?)\s*th\wng\s*(?P<month>\S{1,4}?)\s*"
    r"n[a4]m\s*(?P<year>\S{4})"
)
PLACE = re.compile(r"(?:(?:TP\.?|ph[ốóô]|[A-ZĐÀ-Ỹ][^\W\d_]*)[\s.,;:'-]*){0,6}")
LONGEST_SYMBOL = 40


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
    if symbol is None:
        return None
    law = "Luật " if labelled["law"] else ""
    return f"{law}{'số' if law else 'Số'}: {symbol}"


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


def _mark(damaged: str) -> str | None:
    """The mark of the kind; a letter may have been read twice: "QĐĐ"."""
    if damaged in (*PARTY_MARKS, *STATE_MARKS):
        return damaged
    letters = bare_characters(damaged)
    return MARKS.get(letters) or MARKS.get(re.sub(r"(.)\1", r"\1", letters))


def _state(rest: str) -> str | None:
    parts = STATE.match(rest)
    mark = _mark(parts["mark"]) if parts else None
    if parts is None or mark is None:
        return None
    year = f"{parts['year']}/" if parts["year"] else ""
    return f"{_number(parts)}/{year}{mark}-{_body(parts)}"


def _party(rest: str) -> str | None:
    parts = PARTY.match(rest)
    mark = _mark(parts["mark"]) if parts else None
    if parts is None or mark not in PARTY_MARKS:
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
