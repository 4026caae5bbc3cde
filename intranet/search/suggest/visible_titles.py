"""What suggestions need of the database: titles that a person may see, own saved searches."""

from collections.abc import Mapping, Sequence

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.search.analysis import composed
from intranet.search.index.directive_entries import SOURCE as DIRECTIVES
from intranet.search.index.sources import EntrySource, by_source
from intranet.search.recent.recent_searches import recent
from intranet.search.saved.models import SavedSearch
from intranet.search.suggest.typed_query import (
    EntryTitle,
    SearchSuggestion,
    SuggestionGroup,
    all_begin_a_word,
    plain_words,
    typed,
)

MOST_SAVED = 3
MOST_RECENT = 3
MOST_OTHERS = 3
"""Of what is no directive a source reads the pages too."""


class VisibleTitles:
    """The titles of found entries, as far as this person may see them now."""

    def __init__(self, session: Session, staff: StaffMember) -> None:
        self._session, self._staff = session, staff
        self._known: dict[str, EntryTitle] = {}

    def __call__(self, ids: Sequence[str]) -> Mapping[str, EntryTitle]:
        """The titles by id, in the order of the ids."""
        unknown = (name for name in ids if name not in self._known)
        for source, numbers in by_source(unknown):
            if source is DIRECTIVES:
                self._directives(numbers)
            else:
                self._others(source, numbers[:MOST_OTHERS])
        return {name: self._known[name] for name in ids if name in self._known}

    def _directives(self, ids: Sequence[int]) -> None:
        columns = select(Directive.id, Directive.subject, Directive.symbol, Directive.signer)
        query = columns.where(Directive.id.in_(ids), visible_to(self._staff))
        for number, subject, symbol, signer in self._session.execute(query):
            url = url_for("directives.show", directive_id=number)
            self._known[DIRECTIVES.name(number)] = EntryTitle(
                _line(subject), symbol, signer, url=url
            )

    def _others(self, source: EntrySource, ids: Sequence[int]) -> None:
        for number, details in source.load_hits(self._session, self._staff, ids).items():
            url = url_for(details.endpoint, **details.values)
            title = EntryTitle(_line(details.title), details.symbol, kind=details.kind, url=url)
            self._known[source.name(number)] = title


def _line(title: str) -> str:
    """A title in one line: subjects of letters and of the Party begin small."""
    plain = composed(" ".join(title.split()))
    return plain[:1].upper() + plain[1:]


def recent_named(session: Session, staff: StaffMember, raw: str) -> Sequence[SearchSuggestion]:
    """Own recent searches in which each typed word begins a word; all if nothing is typed."""
    words, entered = plain_words(canonical(raw)), typed(raw)
    lately = [each for each in recent(session, staff) if all_begin_a_word(words, each)]
    others = [each for each in lately if each != raw.strip()][: MOST_RECENT if words else None]
    return [
        SearchSuggestion(
            SuggestionGroup.RECENT, each, query=each, marks=entered.spans(each) if words else ()
        )
        for each in others
    ]


def saved_named(session: Session, staff: StaffMember, raw: str) -> Sequence[SearchSuggestion]:
    """Own saved searches in whose names each typed word begins a word; any if nothing is typed."""
    words = plain_words(canonical(raw))
    query = select(SavedSearch).filter_by(staff_id=staff.id).order_by(SavedSearch.seen_at.desc())
    named = []
    for search in session.scalars(query):
        if all_begin_a_word(words, search.name):
            opens = url_for("search.saved_open", number=search.id)
            spans = typed(raw).spans(search.name) if words else ()
            named.append(
                SearchSuggestion(SuggestionGroup.SAVED, search.name, url=opens, marks=spans)
            )
    return named[:MOST_SAVED]
