"""What a person finds: understood, searched, and read again through the one door."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.paging import PageNumbers, last_page
from intranet.directives.audience.visibility import tokens_for, visible_to
from intranet.directives.models import Directive
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.people.models import StaffMember
from intranet.search.hooks import unread_entries
from intranet.search.index.indexing import engine
from intranet.search.index.sources import EntryDetails, moment, sources
from intranet.search.lexicon.queries import lexicon_for
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.query.preference import Preference
from intranet.search.query.request import Filters, Sort
from intranet.search.query.understanding import understand
from intranet.search.results.retrieval import SearchOutcome, find
from intranet.search.results.snippets import Snippet, best_snippet

PAGE_SIZE = 10
UNREAD = "unread"


@dataclass(frozen=True)
class PageAddress:
    """What stands in the address of a results page.

    off has the keys of chips that were switched off. until is the moment of the first page, so
    that the later ones go on with what was there then; "" on the first page itself.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.BEST
    page: int = 1
    off: frozenset[str] = frozenset()
    until: str = ""


@dataclass(frozen=True)
class ShownHit:
    """One hit as the page shows it; snippet is None where only the facts match.

    missing are the typed words that a near hit lacks.
    """

    id: str
    document: EntryDetails
    snippet: Snippet | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultsPage:
    """One page of results with the numbers around it.

    at is the moment that later pages hold on to; newer counts what arrived since. instead is a
    query that finds more, note a sentence about how the words were taken; both may be empty.
    """

    asked: PageAddress
    meant: UnderstoodQuery
    hits: Sequence[ShownHit] = ()
    total: int = 0
    exact: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    instead: str = ""
    note: object = ""
    at: str = ""
    newer: int = 0

    @property
    def near(self) -> int:
        """How many hits carry only part of what was asked for."""
        return self.total - self.exact

    @property
    def numbers(self) -> PageNumbers:
        """Which page this is, and the first and last hit on it."""
        return PageNumbers(self.asked.page, PAGE_SIZE, self.total)


def results(session: Session, staff: StaffMember, asked: PageAddress) -> ResultsPage:
    """The page of results that was asked for, as far as this person may see them."""
    at = asked.until or moment(now())
    query = _Query(session, staff, asked.words)
    finding = query.find(asked)
    pages = last_page(finding.found.total, PAGE_SIZE)
    if asked.page > pages:
        asked = replace(asked, page=pages)
        finding = query.find(asked)
    found, meant = finding.found, finding.understood
    return ResultsPage(
        asked,
        meant,
        _shown(session, staff, finding),
        found.total,
        finding.exact,
        found.facets,
        finding.instead,
        finding.note,
        at,
        query.newer(asked) if asked.until else 0,
    )


class _Query:
    """Words with all that must be known of a person to search with them, asked once."""

    def __init__(self, session: Session, staff: StaffMember, words: str) -> None:
        self._audience = tokens_for(session, staff)
        self._lexicon = lexicon_for(session, staff, words)
        self._sets = {UNREAD: unread_by(staff)}

    def find(self, asked: PageAddress) -> SearchOutcome:
        """The hits of the page that is asked for."""
        filters = replace(asked.filters, sets=self._sets, arrived_until=asked.until)
        if understand(asked.words, self._lexicon, asked.off).unread:
            chosen = {**filters.chosen, "set": filters.of("set") | {UNREAD}}
            filters = replace(filters, chosen=chosen)
        return find(
            engine(),
            asked.words,
            self._audience,
            filters,
            asked.sort,
            PAGE_SIZE,
            (asked.page - 1) * PAGE_SIZE,
            lexicon=self._lexicon,
            off=asked.off,
            prefer=Preference(today().isoformat()),
        )

    def newer(self, asked: PageAddress) -> int:
        """How many hits came after the first page was opened."""
        later = replace(asked.filters, arrived_after=asked.until)
        return self.find(replace(asked, filters=later, until="", page=1)).exact


def unread_by(staff: StaffMember) -> frozenset[str]:
    """The ids of entries that this person was asked to read and has not, as reading knows them."""
    return unread_entries(staff)


def _shown(session: Session, staff: StaffMember, finding: SearchOutcome) -> Sequence[ShownHit]:
    hits = finding.found.hits
    documents = _read_again(session, staff, [hit.id for hit in hits])
    return [
        ShownHit(
            hit.id,
            document,
            best_snippet(finding.understood, document.pages),
            finding.missing.get(hit.id, ()),
        )
        for hit in hits
        if (document := documents.get(hit.id))
    ]


def _read_again(
    session: Session, staff: StaffMember, ids: Sequence[str]
) -> Mapping[str, EntryDetails]:
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
