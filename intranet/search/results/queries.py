"""The page of results that a person asked for: searched, and read again through the one door."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.paging import PageNumbers, last_page
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.people.models import StaffMember
from intranet.search.fields import FACETS
from intranet.search.index.sources import EntryDetails, by_source, moment
from intranet.search.query.request import SearchRequest
from intranet.search.query_text import QUOTES
from intranet.search.results.matches import match_terms
from intranet.search.results.page_address import PageAddress
from intranet.search.results.personal_search import PersonalSearch, personal_search
from intranet.search.results.retrieval import SearchOutcome
from intranet.search.results.snippets import Snippet, best_snippet

PAGE_SIZE = 10
PHRASE = re.compile('"([^"]*)"')


@dataclass(frozen=True)
class ShownHit:
    """One hit as the page shows it; snippet is None where only the facts match.

    missing are the typed words that a near hit lacks.
    """

    id: str
    details: EntryDetails
    snippet: Snippet | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultsPage:
    """One page of results.

    at is the moment that later pages hold on to; newer counts what arrived since.
    """

    address: PageAddress
    outcome: SearchOutcome
    hits: Sequence[ShownHit]
    at: str
    newer: int = 0

    @property
    def quoted_words(self) -> str:
        """The words as a sentence quotes them: a lone phrase without its marks, others in single.

        Two kinds of marks side by side would read as a slip.
        """
        words = self.address.words.translate(QUOTES).strip()
        bare = words.removeprefix('"').removesuffix('"')
        shown = bare if '"' not in bare else PHRASE.sub("‘\\1’", words)
        return shown.replace('"', "").strip()

    @property
    def words_alone(self) -> str:
        """The query with its phrases taken as words."""
        return " ".join(self.outcome.understood.text.without_quotes.raw.split())

    @property
    def total(self) -> int:
        """How many hits there are on all pages."""
        return self.outcome.results.total

    @property
    def partial_from(self) -> int | None:
        """The place on this page, from 0, where hits begin that carry only part of the words.

        None when they do not begin here behind a hit that carries all.
        """
        place = self.outcome.exact - self.numbers.first + 1
        return place if 0 < place < len(self.hits) else None

    @property
    def earlier(self) -> int | None:
        """Number of the page before this one; None on the first."""
        return self.address.page - 1 if self.address.page > 1 else None

    @property
    def later(self) -> int | None:
        """Number of the page behind this one; None on the last."""
        return self.address.page + 1 if self.address.page < self.numbers.pages else None

    @property
    def numbers(self) -> PageNumbers:
        """Which page this is, and the first and last hit on it."""
        return PageNumbers(self.address.page, PAGE_SIZE, self.total)


def results(session: Session, staff: StaffMember, address: PageAddress) -> ResultsPage:
    """The page of results that was asked for, as far as this person may see them."""
    at = address.until or moment(now())
    search = personal_search(session, staff, address.words, address.off)
    request = _request(search, address)
    outcome = search.find(request)
    last = last_page(outcome.results.total, PAGE_SIZE)
    if address.page > last:
        address = replace(address, page=last)
        outcome = search.find(replace(request, offset=(last - 1) * PAGE_SIZE))
    newer = _newer(search, request, address.until) if address.until else 0
    return ResultsPage(address, outcome, _shown(session, staff, outcome), at, newer)


def how_many(session: Session, staff: StaffMember, address: PageAddress) -> int:
    """How many hits the page that is asked for would have."""
    search = personal_search(session, staff, address.words, address.off)
    request = replace(_request(search, address), limit=1, offset=0, facets=())
    return search.find(request).results.total


def _request(search: PersonalSearch, address: PageAddress) -> SearchRequest:
    return replace(
        search.request(replace(address.filters, arrived_until=address.until), FACETS),
        sort=address.sort,
        limit=PAGE_SIZE,
        offset=(address.page - 1) * PAGE_SIZE,
        prefer=today().isoformat(),
    )


def _newer(search: PersonalSearch, request: SearchRequest, since: str) -> int:
    later = replace(request.filters, arrived_until="", arrived_after=since)
    return search.find(replace(request, filters=later, limit=1, offset=0, facets=())).exact


def _shown(session: Session, staff: StaffMember, outcome: SearchOutcome) -> Sequence[ShownHit]:
    """The hits of a page, read again from the database as this person may see them now."""
    terms, missing = match_terms(outcome.understood), outcome.missing
    ids = [hit.id for hit in outcome.results.hits]
    entries = {
        source.name(number): details
        for source, numbers in by_source(ids)
        for number, details in source.load_hits(session, staff, numbers).items()
    }
    return [
        ShownHit(name, details, best_snippet(terms, details.pages), missing.get(name, ()))
        for name in ids
        if (details := entries.get(name))
    ]


def directive_of_symbol(session: Session, staff: StaffMember, words: str) -> int | None:
    """The id of the one directive whose symbol the words are; None if there is none or several."""
    symbol = parse_symbol(words)
    if symbol is None:
        return None
    query = select(Directive.id).where(
        Directive.symbol_key == lookup_key(symbol.key), visible_to(staff)
    )
    ids = session.scalars(query.limit(2)).all()
    return ids[0] if len(ids) == 1 else None
