"""Citations: every document that a file names, what it does with it, the sentence, the page."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from intranet.extraction.values import DocumentCitation, Page
from intranet.language.symbols.citations import SymbolCitation, find_citations
from intranet.language.symbols.parsing import lookup_key

LONGEST = 80
"""Longer strings that look like a symbol are none; the store has no room for them."""


def citations_of(
    pages: Sequence[Page], own_symbol: str | None, own_day: str | None = None
) -> tuple[DocumentCitation, ...]:
    """The documents that the pages name, in reading order, each once a page and relation.

    The document's own number is no citation, except with the day of an earlier year's document:
    `own_day` is the ISO date of this one.
    """
    texts = [_body(page.text) for page in pages]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    own = lookup_key(own_symbol or "")
    citations: dict[tuple[str, int, str], DocumentCitation] = {}
    for citation in find_citations("\n".join(texts)):
        key = citation.symbol.key
        if len(key) > LONGEST or _is_own(citation, own, own_day):
            continue
        page, relation = pages[bisect_right(starts, citation.start) - 1].number, citation.relation
        cited = DocumentCitation(key, relation, citation.sentence, page, citation.issued_on)
        citations.setdefault((key, page, relation), cited)
    return tuple(citations.values())


def _is_own(citation: SymbolCitation, own: str, own_day: str | None) -> bool:
    earlier = own_day and citation.issued_on and citation.issued_on < own_day
    return not earlier and lookup_key(citation.symbol.key) == own


def _body(text: str) -> str:
    """The text without a page number standing alone above it."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.strip(" -–").isdigit() else text
