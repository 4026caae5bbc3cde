"""The facts of a document from the words and places of its header and signature."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intranet.extraction.facts.confidence import with_confidence
from intranet.extraction.facts.header import DocumentHeader, header_of
from intranet.extraction.facts.issuer import body_of, level_fact, system_fact, urgency_of
from intranet.extraction.facts.legal_bases import bases_of
from intranet.extraction.facts.names_and_positions import repaired_name
from intranet.extraction.facts.number_and_date import NumberAndDate, number_and_date_of
from intranet.extraction.facts.recipients import recipients_of
from intranet.extraction.facts.signer import SignatureBlock, fact_of, signature_block_of, title_fact
from intranet.extraction.facts.subject import subject_of
from intranet.extraction.facts.text_repair import repaired_lines
from intranet.extraction.values import Fact, Facts, Line, Page
from intranet.language.bodies.document_types import TYPE_NAMES, type_of_name
from intranet.language.bodies.symbol import Symbol
from intranet.language.symbols.parsing import find_symbols
from intranet.language.text.normalization import canonical

LETTER = "Công văn"
NAMED = "|".join(sorted((*TYPE_NAMES.values(), "Văn bản"), key=len, reverse=True))
UNLISTED_CITED = re.compile(
    rf"\b(?i:{NAMED})\s++[sS]ố\s*+:?\s*+(?P<key>\d{{1,5}}[a-z]?(?:\s?/\s?(?:19|20)\d\d)?"
    r"(?:\s?[-/]\s?[A-ZĐ][A-ZĐƯa-zđ]{0,9}[A-ZĐƯ]\d{0,2}){1,4})(?![\w/-])"
)
DRAFT = re.compile(r"^\W{0,3}(?:BẢN\s+)?DỰ\s+THẢO\b")


def read_facts(pages: Sequence[Page], lines: Sequence[Line]) -> Facts:
    """What the document says about itself; fields that cannot be found stay None."""
    recognised = {page.number: page for page in pages if page.method == "ocr"}
    own = repaired_lines(lines, recognised)
    if not own:
        return Facts()
    header = header_of(own)
    numbering = number_and_date_of(header, own)
    kind_name = _type(header, numbering)
    signature = signature_block_of(own)
    damaged = own[0].page in recognised or all(line.text.isascii() for line in lines)
    # What cannot be recognised is no blank to fill in.
    blank = numbering.blank and own[0].page not in recognised
    signed = (signature.name or signature.mark or signature.position) if signature else None
    body = body_of(header, numbering.code, numbering.title, damaged=damaged)
    facts = Facts(
        symbol=numbering.symbol_fact,
        issued_on=numbering.date_fact,
        type=kind_name,
        kind=_kind(kind_name, numbering.code),
        issuing_body=body,
        level=level_fact(header, numbering.code, body),
        system=system_fact(header, numbering.code, body),
        subject=subject_of(header, numbering.title),
        urgency=urgency_of(header.above),
        cites=_cites(pages, numbering.symbol),
        draft=blank or any(DRAFT.match(line.text) for line in header.above),
        recipients=recipients_of(own, signed),
        bases=bases_of(header),
    )
    if signature and not _is_forms(signature, facts, recognised):
        person = signature.person
        facts = replace(
            facts,
            signer=fact_of(
                signature.name,
                repaired_name(person) if damaged and person else person,
                0.9 if signature.title else 0.7,
            ),
            signer_title=title_fact(signature),
            authority_mark=fact_of(signature.mark, signature.mark_word, 0.9 if person else 0.5),
        )
    return with_confidence(facts, pages)


def _is_forms(signature: SignatureBlock, facts: Facts, recognised: Mapping[int, Page]) -> bool:
    """A block without a name in a document that was issued belongs to a form at its end."""
    place = signature.mark or signature.position
    is_recognised = place is not None and place.page in recognised
    return signature.person is None and not facts.draft and not is_recognised


def _type(header: DocumentHeader, numbering: NumberAndDate) -> Fact | None:
    """The heading; a numbered document without one but with addressee or "V/v" is a letter."""
    symbol = numbering.symbol
    if header.heading and header.heading_line:
        return Fact(header.heading.capitalize(), 0.95, header.heading_line.box)
    has_subject_mark = any(line.text.startswith("V/v") for line in header.above)
    numbered = symbol is not None or numbering.blank
    if header.has_nation and (has_subject_mark or (header.addressed and numbered)):
        return Fact(LETTER, 0.85)
    return Fact(TYPE_NAMES[symbol.kind], 0.6) if symbol and symbol.kind else None


def _kind(name: Fact | None, symbol: Symbol | None) -> Fact | None:
    by_name = type_of_name(name.value) if name else None
    kind = by_name or (symbol.kind if symbol else None)
    return Fact(kind.mark, name.confidence if name else 0.7) if kind else None


def _cites(pages: Sequence[Page], own: Symbol | None) -> tuple[str, ...]:
    """Symbols of other documents named in the text, each once, in order of appearance.

    Codes that no list knows count where the kind of a document is named before them.
    """
    keys: dict[str, None] = {}
    for page in pages:
        listed = [symbol for symbol in find_symbols(page.text) if symbol.number]
        places = [(symbol.start, symbol.key) for symbol in listed]
        taken = {place for symbol in listed for place in range(symbol.start, symbol.end)}
        for match in UNLISTED_CITED.finditer(canonical(page.text)):
            if not taken.intersection(range(*match.span("key"))):
                places.append((match.start("key"), re.sub(r"\s", "", match["key"])))
        keys.update(dict.fromkeys(key for _, key in sorted(places)))
    if own is not None:
        keys.pop(own.key, None)
    return tuple(keys)
