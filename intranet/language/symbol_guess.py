"""Reading a symbol as people type it in a search box: "57 nq tw", "1169qdttg"."""

import re

from intranet.language.forms import fold
from intranet.language.issuers import ISSUERS, Rank
from intranet.language.symbol_grammar import PARTY_MARKS, STATE_MARKS

PARTY_RANKS = (Rank.CENTRAL_PARTY, Rank.PROVINCE_PARTY, Rank.LOCAL_PARTY)
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
OPENING = re.compile(
    rf"(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?(?:[a-h](?![a-z]))?|\d{{1,5}}?(?={YEAR}\W*[a-z]))"
    rf"(?:\W*(?P<year>{YEAR}))?(?P<rest>\W*[a-z].*)"
)
GLUED = re.compile(rf"(?P<number>\d{{1,4}})(?P<year>{YEAR})(?P<rest>[a-z].*)")
ASSEMBLY = re.compile(r"(?P<house>qh|ubtvqh)\s*(?P<term>\d{1,2})")
OFFICIAL_CODE = {fold(code): code for code in ISSUERS}


def _marks() -> dict[str, str]:
    # Where two marks fold alike the commoner one is meant: QĐ rather than QD, ĐA after DA.
    marks: dict[str, str] = {}
    for mark in ["QĐ", "NĐ", "CĐ", "HD", *STATE_MARKS, *PARTY_MARKS]:
        marks.setdefault(fold(mark), mark)
    return dict(sorted(marks.items(), key=lambda pair: -len(pair[0])))


MARKS = _marks()


def guess(text: str) -> str | None:
    """The official spelling of a loosely typed symbol, None if no known kind or code is in it."""
    plain = " ".join(fold(text).split())
    match = GLUED.fullmatch(plain) or OPENING.fullmatch(plain)
    if not match:
        return None
    number, year, rest = match["number"], match["year"], match["rest"]
    words = re.findall(r"[a-z0-9&.]+", rest)
    prefix = f"{number}/{year}/" if year else f"{number}/"
    if house := ASSEMBLY.fullmatch(" ".join(words)):
        return f"{prefix}{house['house'].upper()}{house['term']}" if year else None
    if named := _with_mark(words):
        mark, codes = named
        if not year and _is_party(rest, codes):
            return f"{number}-{mark}/{codes}"
        return f"{prefix}{mark}-{codes}"
    codes = _codes(words)
    return f"{prefix}{codes}" if words and words[0] in OFFICIAL_CODE and not year else None


def _with_mark(words: list[str]) -> tuple[str, str] | None:
    first, *others = words
    if first in MARKS and others:
        return MARKS[first], _codes(others)
    for folded, mark in MARKS.items():
        tail = first.removeprefix(folded)
        if tail != first and tail in OFFICIAL_CODE:
            return mark, _codes([tail, *others])
    return None


def _codes(words: list[str]) -> str:
    return "-".join(OFFICIAL_CODE.get(word, word.upper()) for word in words)


def _is_party(rest: str, codes: str) -> bool:
    """Known Party codes decide; else the order of hyphen and stroke as typed."""
    code = codes.split("-")[0]
    if code in ISSUERS:
        return ISSUERS[code].rank in PARTY_RANKS or code == "TWĐTN"
    if code.endswith(("TW", "TU")):
        return True
    return bool(re.match(r"\s*-\s*[a-z]+\s*/", rest))
