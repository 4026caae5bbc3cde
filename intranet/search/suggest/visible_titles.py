"""What suggestions need of the database: titles that a person may see, own saved searches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.search.analysis import composed
from intranet.search.index.sources import EntryDetails, titles_of
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


@dataclass(frozen=True)
class VisibleTitles:
    """The titles of found entries, as far as this person may see them now."""

    session: Session
    staff: StaffMember

    def __call__(self, ids: Sequence[str]) -> Mapping[str, EntryTitle]:
        """The titles by id, in the order of the ids."""
        told = titles_of(self.session, self.staff, ids, MOST_OTHERS)
        return {name: _entry_title(told[name]) for name in ids if name in told}


def _entry_title(details: EntryDetails) -> EntryTitle:
    url = url_for(details.endpoint, **details.values)
    return EntryTitle(_line(details.title), details.symbol, details.signer, details.kind, url)


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
        SearchSuggestion(SuggestionGroup.RECENT, each, query=each, marks=entered.spans(each))
        for each in others
    ]


def saved_named(session: Session, staff: StaffMember, raw: str) -> Sequence[SearchSuggestion]:
    """Own saved searches in whose names each typed word begins a word; any if nothing is typed."""
    words, entered = plain_words(canonical(raw)), typed(raw)
    query = select(SavedSearch.id, SavedSearch.name).filter_by(staff_id=staff.id)
    rows = session.execute(query.order_by(SavedSearch.seen_at.desc()))
    named = [(number, name) for number, name in rows if all_begin_a_word(words, name)]
    return [
        SearchSuggestion(
            SuggestionGroup.SAVED,
            name,
            url=url_for("search.saved_open", number=number),
            marks=entered.spans(name),
        )
        for number, name in named[:MOST_SAVED]
    ]
