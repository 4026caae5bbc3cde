"""Citations: each symbol in a text with the day and the sentence that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.bodies.document_types import DocumentType, SymbolFamily
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.citation_relations import CitationRelation, citation_relations
from intranet.language.symbols.clauses import Clause, clauses
from intranet.language.symbols.cue_words import MENTIONS
from intranet.language.symbols.grammar import AFTER as BORDER
from intranet.language.symbols.grammar import CODE, DASH, NUMBER, STROKE
from intranet.language.symbols.parsing import symbols_of
from intranet.language.text.dates import find_dates
from intranet.language.text.normalization import AlignedText, align

TAIL = 200
SENTENCE_REACH, LEAD_REACH = 300, 160

DATE = (
    r"ngày\s*+[\d.…]{0,60}\s*+"
    r"(?:[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|tháng\s*+[\w.…]{0,60}\s*+năm\s*+\d{4})"
)
DATE_AFTER = re.compile(rf"\s*+,?\s*+(?:ban\s++hành\s++)?(?P<date>{DATE})")
# Codes of letters are a closed list; where the text says that it is a letter, any code is one.
LETTER = re.compile(
    rf"(?i:\b(?:Công\s++văn|Văn\s++bản)\s++số\s*+:?\s*+)(?P<symbol>(?P<number>{NUMBER}){STROKE}"
    rf"(?P<body>{CODE}(?:{DASH}{CODE}){{0,2}})){BORDER}"
)


@dataclass(frozen=True)
class SymbolCitation:
    """A symbol that a text cites, with what the words around it say of the document.

    issued_on is an ISO date, sentence the words around in one line, relation what this document
    does with it: one of `cue_words.STRENGTH`. start is the offset of the symbol in the source text.
    """

    symbol: Symbol
    issued_on: str | None
    sentence: str
    start: int
    relation: str = MENTIONS


def find_citations(text: str) -> tuple[SymbolCitation, ...]:
    """All symbols that the text cites, each occurrence; blank numbers of drafts are not cited."""
    aligned = align(text)
    symbols = _symbols(aligned)
    if not symbols:
        return ()
    spans = [(aligned.position(each.start), aligned.position(each.end)) for each in symbols]
    parts = clauses(aligned.text, spans)
    said = citation_relations(aligned.text, spans, parts)
    starts = [part.start for part in parts]
    return tuple(
        _citation(aligned.text, symbol, span, bearing, parts[bisect_right(starts, span[0]) - 1])
        for symbol, span, bearing in zip(symbols, spans, said, strict=True)
    )


def _symbols(aligned: AlignedText) -> list[Symbol]:
    symbols = [symbol for symbol in symbols_of(aligned) if symbol.family is not SymbolFamily.DRAFT]
    taken = {symbol.start for symbol in symbols}
    letters = (symbol for symbol in _cited_correspondence(aligned) if symbol.start not in taken)
    return sorted([*symbols, *letters], key=lambda symbol: symbol.start)


def _cited_correspondence(aligned: AlignedText) -> Iterator[Symbol]:
    for match in LETTER.finditer(aligned.text):
        number, body = ("".join(match[name].split()) for name in ("number", "body"))
        start, end = aligned.span(*match.span("symbol"))
        yield Symbol(
            key=f"{number}/{body}",
            number=number,
            year=None,
            kind=DocumentType.CV,
            body=body,
            family=SymbolFamily.LETTER,
            secret=False,
            start=start,
            end=end,
        )


def _citation(
    text: str, symbol: Symbol, span: tuple[int, int], bearing: CitationRelation, part: Clause
) -> SymbolCitation:
    after = DATE_AFTER.match(text[span[1] : span[1] + TAIL])
    days = find_dates(after["date"]) if after else ()
    return SymbolCitation(
        symbol=symbol,
        issued_on=days[0].iso if days else None,
        sentence=_sentence(text, span, symbol.key, bearing, part),
        start=symbol.start,
        relation=bearing.relation,
    )


def _single_line(words: str) -> str:
    return " ".join(words.split())


def _sentence(
    text: str, span: tuple[int, int], key: str, bearing: CitationRelation, part: Clause
) -> str:
    """The clause; before an item of a list the words that say what is done with its documents."""
    start, end = span
    low, high = max(part.start, start - SENTENCE_REACH), min(part.end, end + SENTENCE_REACH)
    before, after = text[low:start], text[end:high]
    if bearing.cue is not None and bearing.cue < low:
        lead = _single_line(text[bearing.cue : bearing.cue + LEAD_REACH].split(":")[0])
        before = f"{lead[:1].upper()}{lead[1:]}: … {before}"
    return _single_line(f"{before}{key}{after}")
