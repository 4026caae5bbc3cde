"""What a person finds: understood, searched, and read again through the one door."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.access import tokens_for, visible_to
from intranet.directives.models import Directive
from intranet.language.symbols import lookup_key, parse_symbol
from intranet.people.models import StaffMember
from intranet.search.finding import Finding, find
from intranet.search.indexing import engine
from intranet.search.snippets import Snippet, best_snippet
from intranet.search.sources import Document, sources
from intranet.search.understanding import Understood
from intranet.search.values import Filters, Found, Sort

PAGE_SIZE = 10


@dataclass(frozen=True)
class Asked:
    """What stands in the address of a results page."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.BEST
    page: int = 1


@dataclass(frozen=True)
class ShownHit:
    """One hit as the page shows it; snippet is None where only the facts match."""

    id: str
    document: Document
    snippet: Snippet | None


@dataclass(frozen=True)
class Results:
    """One page of results with the numbers around it."""

    asked: Asked
    meant: Understood
    hits: Sequence[ShownHit] = ()
    total: int = 0
    exact: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def near(self) -> int:
        """How many hits carry only part of what was asked for."""
        return self.total - self.exact

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """Number of the first hit shown, from 1; 0 when there is none."""
        return min(self.total, (self.asked.page - 1) * PAGE_SIZE + 1)

    @property
    def last(self) -> int:
        """Number of the last hit shown."""
        return min(self.total, self.asked.page * PAGE_SIZE)


def results(session: Session, staff: StaffMember, asked: Asked) -> Results:
    """The page of results that was asked for, as far as this person may see them."""
    finding = _found(session, staff, asked)
    pages = max(1, -(-finding.found.total // PAGE_SIZE))
    if asked.page > pages:
        asked = replace(asked, page=pages)
        finding = _found(session, staff, asked)
    found, meant = finding.found, finding.understood
    hits = _shown(session, staff, found, meant)
    return Results(asked, meant, hits, found.total, finding.exact, found.facets)


def _found(session: Session, staff: StaffMember, asked: Asked) -> Finding:
    audience = tokens_for(session, staff)
    start = (asked.page - 1) * PAGE_SIZE
    return find(engine(), asked.words, audience, asked.filters, asked.sort, PAGE_SIZE, start)


def _shown(
    session: Session, staff: StaffMember, found: Found, meant: Understood
) -> Sequence[ShownHit]:
    documents = _read_again(session, staff, [hit.id for hit in found.hits])
    return [
        ShownHit(hit.id, document, best_snippet(meant, document.pages))
        for hit in found.hits
        if (document := documents.get(hit.id))
    ]


def _read_again(session: Session, staff: StaffMember, ids: Sequence[str]) -> Mapping[str, Document]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for one in ids:
        prefix, number = one.split(":")
        numbers[prefix].append(int(number))
    return {
        source.name(number): document
        for prefix, source in sources().items()
        if prefix in numbers
        for number, document in source.load_hits(session, staff, numbers[prefix]).items()
    }


def directive_of_symbol(session: Session, staff: StaffMember, words: str) -> int | None:
    """The id of the one directive whose symbol the words are; None if there is none or several."""
    symbol = parse_symbol(words)
    if symbol is None:
        return None
    query = select(Directive.id).where(
        Directive.symbol_key == lookup_key(symbol.key), visible_to(staff)
    )
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None
