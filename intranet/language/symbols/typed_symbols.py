"""Reading a symbol as people type it in a search box: "57 nq tw", "1169qdttg"."""

import re

from intranet.language.bodies.codes import ISSUERS, IssuerRank
from intranet.language.symbols.grammar import PARTY_MARKS, STATE_MARKS
from intranet.language.text.normalization import canonical, fold

PARTY_RANKS = (IssuerRank.CENTRAL_PARTY, IssuerRank.PROVINCE_PARTY, IssuerRank.LOCAL_PARTY)
PARTY_CODES = {code for code, issuer in ISSUERS.items() if issuer.rank in PARTY_RANKS}
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
OPENING = re.compile(
    rf"(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?(?:[a-h](?![a-z]))?|\d{{1,5}}?(?={YEAR}\W*+[a-z]))"
    rf"(?:\W*+(?P<year>{YEAR}))?(?P<rest>\W*+[a-z].*+)"
)
GLUED = re.compile(rf"(?P<number>\d{{1,4}})(?P<year>{YEAR})(?P<rest>[a-z].*)")
WORD = re.compile(r"[^\W_][\w.&]*")
ASSEMBLY = re.compile(r"(?P<house>qh|ubtvqh)\s*(?P<term>\d{1,2})")
OFFICIAL_CODE = {fold(code): code for code in ISSUERS}


# Where two marks fold alike the commoner one is meant: QĐ rather than QD, ĐA after DA.
COMMONER_FIRST = ("QĐ", "NĐ", "CĐ", "HD", *STATE_MARKS, *PARTY_MARKS)
MARKS = {fold(mark): mark for mark in reversed(COMMONER_FIRST)}
LONGER_FIRST = sorted(MARKS, key=len, reverse=True)


def official_spelling(text: str) -> str | None:
    """The official spelling of a loosely typed symbol, None if no known kind or code is in it.

    Codes that are not known keep the letters that were typed: "vpcp-ttđt" gives VPCP-TTĐT.
    """
    plain = " ".join(fold(text).split())
    match = GLUED.fullmatch(plain) or OPENING.fullmatch(plain)
    if not match:
        return None
    year, rest = match["year"], match["rest"]
    words = WORD.findall(rest)
    prefix = f"{match['number']}/{year}/" if year else f"{match['number']}/"
    if house := ASSEMBLY.fullmatch(" ".join(words)):
        return f"{prefix}{house['house'].upper()}{house['term']}" if year else None
    typed = {fold(word): word.upper() for word in WORD.findall(canonical(text))}
    if named := _with_mark(words):
        mark, tails = named
        codes = _codes(tails, typed)
        if not year and _is_party(rest, mark, codes):
            return f"{match['number']}-{mark}/{codes}"
        return f"{prefix}{mark}-{codes}"
    if words[0] in OFFICIAL_CODE and not year:
        return prefix + _codes(words, typed)
    return None


def _with_mark(words: list[str]) -> tuple[str, list[str]] | None:
    """The mark that the words open with and the words of the body behind it."""
    first, *others = words
    if first in MARKS and others:
        return MARKS[first], others
    for folded in LONGER_FIRST:
        tail = first.removeprefix(folded)
        if tail != first and tail in OFFICIAL_CODE:
            return MARKS[folded], [tail, *others]
    return None


def _codes(words: list[str], typed: dict[str, str]) -> str:
    return "-".join(OFFICIAL_CODE.get(word) or typed.get(word, word.upper()) for word in words)


def _is_party(rest: str, mark: str, codes: str) -> bool:
    """Marks and codes of one side decide; else the order of hyphen and stroke as typed."""
    if (mark in PARTY_MARKS) is not (mark in STATE_MARKS):
        return mark in PARTY_MARKS
    code = codes.split("-")[0]
    if code.endswith(("TW", "TU", "TWĐTN")) or code in PARTY_CODES:
        return True
    return bool(re.match(r"\s*-\s*[a-z]+\s*/", rest))
