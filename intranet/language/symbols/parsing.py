"""Symbols of documents (số, ký hiệu): found in running text, each under one stored key."""

import re
from collections.abc import Iterator

from intranet.language.bodies.document_types import DocumentType, SymbolFamily, type_of_mark
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.grammar import GRAMMAR, STANDARD
from intranet.language.symbols.typed_symbols import official_spelling
from intranet.language.text.normalization import AlignedText, align, canonical, fold

TYPED_WITHOUT_STROKE = {"QD": "QĐ", "ND": "NĐ"}
UNNUMBERED = "…"
OPENING = re.compile(r"^\W*+(?:.{0,40}?\bsố\b)?\s*+:?\s*+", re.IGNORECASE)


def lookup_key(symbol_text: str) -> str:
    """The key by which a symbol is looked up: "57-NQ/TW" and "57 nq tw" are both "57nqtw"."""
    return "".join(sign for sign in fold(symbol_text) if sign.isalnum())


def find_symbols(text: str) -> tuple[Symbol, ...]:
    """All symbols of the text in reading order, blank numbers of drafts too.

    Grammar: Decree 30/2020/NĐ-CP annex I (state), guide 36-HD/VPTW (Party).
    """
    return symbols_of(align(text))


def symbols_of(aligned: AlignedText) -> tuple[Symbol, ...]:
    """All symbols of an aligned text, with offsets in its source."""
    matches = sorted(_matches(aligned.text), key=lambda pair: pair[1].start())
    return tuple(_symbol(aligned, family, match) for family, match in matches)


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that the whole string is, in any case, spacing and with or without marks.

    Official spellings are read as they are; "57/nq-tw" and "1169qdttg" by the known marks and
    codes. None if the string is no symbol.
    """
    plain = OPENING.sub("", canonical(text)).strip(" .;,")
    if symbol := _whole(plain):
        return symbol
    spelled = official_spelling(plain)
    return _whole(spelled) if spelled else None


def _whole(text: str) -> Symbol | None:
    whole = (0, len(text))
    found = (each for each in find_symbols(text) if each.number and (each.start, each.end) == whole)
    return next(found, None)


def _matches(text: str) -> Iterator[tuple[SymbolFamily, re.Match[str]]]:
    taken: list[tuple[int, int]] = []
    for family, pattern in GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and begin < end for begin, other_end in taken):
                continue
            if STANDARD.search(text[max(0, start - 30) : start]):
                continue
            taken.append((start, end))
            yield family, match


def _symbol(aligned: AlignedText, family: SymbolFamily, match: re.Match[str]) -> Symbol:
    part = {name: "".join(value.split()) for name, value in match.groupdict("").items()}
    mark = part.get("mark") or part.get("joint") or ""
    mark = TYPED_WITHOUT_STROKE.get(mark, mark)
    lead = len(match[0]) - len(match[0].lstrip())
    start, end = aligned.span(match.start() + lead, match.end())
    year = part.get("year")
    return Symbol(
        key=_key(family, part, mark),
        number=part.get("number") or None,
        year=int(year) if year else None,
        kind=_kind(family, mark, part),
        body=part["body"],
        family=family,
        secret=bool(part.get("secret")),
        start=start,
        end=end,
    )


def _key(family: SymbolFamily, part: dict[str, str], mark: str) -> str:
    body, number = part["body"], part.get("number") or UNNUMBERED
    year = f"{part['year']}/" if part.get("year") else ""
    if family is SymbolFamily.DRAFT:
        year = ""  # the draft of a rule is found by kind and body whatever year was typed
    if family is SymbolFamily.PARTY or part.get("sign") == "-":
        return f"{number}-{mark}/{body}"
    return f"{number}/{year}{mark}-{body}" if mark else f"{number}/{year}{body}"


def _kind(family: SymbolFamily, mark: str, part: dict[str, str]) -> DocumentType | None:
    if family is SymbolFamily.ASSEMBLY:
        return None  # laws and resolutions of the Assembly share this form
    if not mark:
        return DocumentType.CV
    party = family is SymbolFamily.PARTY or part.get("sign") == "-"
    return type_of_mark(mark, SymbolFamily.PARTY if party else family)
