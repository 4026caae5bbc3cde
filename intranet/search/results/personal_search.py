"""A search as one person means it: understood once, asked within what that person may see."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import tokens_for
from intranet.people.models import StaffMember
from intranet.search.engines.registry import engine
from intranet.search.hooks import unread_entries
from intranet.search.lexicon.queries import lexicon_for
from intranet.search.query.meaning import NOTHING_OFF, UnderstoodQuery
from intranet.search.query.request import Filters, SearchRequest
from intranet.search.query.tree import EVERYTHING
from intranet.search.query.understanding import understand
from intranet.search.query_text import query_text
from intranet.search.results.retrieval import SearchOutcome, find

UNREAD = "unread"
"""The name of the set of entries that a person was asked to read and has not."""


@dataclass(frozen=True)
class PersonalSearch:
    """An understood query with who asks it; audience None sees everything."""

    query: UnderstoodQuery
    audience: frozenset[str] | None
    staff: StaffMember

    def request(self, filters: Filters, facets: tuple[str, ...] = ()) -> SearchRequest:
        """The first hits for this person, best first; `chưa-đọc:` narrows to what is unread."""
        chosen, sets = dict(filters.chosen), {}
        if self.query.unread:
            chosen["set"] = filters.of("set") | {UNREAD}
        if facets or chosen.get("set"):
            sets[UNREAD] = unread_entries(self.staff)
        filters = replace(filters, chosen=chosen, sets=sets)
        return SearchRequest(EVERYTHING, self.audience, filters, facets=facets)

    def find(self, request: SearchRequest) -> SearchOutcome:
        """What the query finds within the request."""
        return find(engine(), self.query, request)


def personal_search(
    session: Session, staff: StaffMember, words: str, off: frozenset[str] = NOTHING_OFF
) -> PersonalSearch:
    """The words as this person means them; off holds keys of chips that were switched off."""
    query = understood_by(session, staff, words, off)
    return PersonalSearch(query, tokens_for(session, staff), staff)


def understood_by(
    session: Session, staff: StaffMember, words: str, off: frozenset[str] = NOTHING_OFF
) -> UnderstoodQuery:
    """What the words mean with the abbreviations and synonyms that this person may know."""
    text = query_text(words)
    return understand(text, lexicon_for(session, staff, text), off)
