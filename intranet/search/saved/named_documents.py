"""What people asked goes with a wiped document where it names that document.

A query names a document by its symbol, by some words on end of its title, or by a word that stands
in no other directive. What was asked of it in words that fit others too tells nothing of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, StoredFile
from intranet.directives.page_texts import clean_pages
from intranet.intake.quarantine.places import Scope
from intranet.people.notifications.notices import forget_news
from intranet.search.analysis import analyse, own_keys
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.registry import engine
from intranet.search.fields import Field
from intranet.search.index.directive_entries import SOURCE
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Term
from intranet.search.recent.models import RecentSearch
from intranet.search.saved.actions import parse_address
from intranet.search.saved.alerts import news_of
from intranet.search.saved.models import SavedSearch
from intranet.search.usage.models import QueryLogDay
from intranet.search.usage.query_log import forget_words

SHORTEST_RUN = 4
MOST_HITS = 50


def forget_queries(session: Session, scope: Scope) -> None:
    """Forget counts of queries, and saved searches with their news, that name a document."""
    named = DocumentNames(session, scope)
    for model in (QueryLogDay, RecentSearch):
        forget_words(session, model, named.stand_in)
    for search in session.scalars(select(SavedSearch)):
        if named.stand_in(search.name) or named.stand_in(parse_address(search.address).words):
            forget_news(session, news_of(search.id))
            session.delete(search)
    session.flush()


class DocumentNames:
    """Symbols, titles and words of some documents, and which of the words are theirs alone."""

    def __init__(self, session: Session, scope: Scope) -> None:
        query = select(Directive).where(Directive.id.in_(scope.directives))
        directives = session.scalars(query).all()
        self._entries = {SOURCE.name(directive.id) for directive in directives}
        self._symbols = {key for one in directives for key in own_keys(one.symbol)[:1]}
        self._titles = [_run(analyse(f"{one.symbol} {one.subject}").fold) for one in directives]
        texts = (analyse(text).fold for text in _texts(session, scope, directives))
        self._words = {word for words in texts for word in words}
        self._alone: dict[str, bool] = {}

    def stand_in(self, asked: str) -> bool:
        """Whether a query names one of the documents."""
        read = analyse(asked)
        if self._symbols.intersection((*read.symbols, *own_keys(asked)[:1])):
            return True
        if len(read.fold) >= SHORTEST_RUN and any(_run(read.fold) in one for one in self._titles):
            return True
        return any(self._is_theirs_alone(word) for word in self._words.intersection(read.fold))

    def _is_theirs_alone(self, word: str) -> bool:
        if word not in self._alone:
            request = SearchRequest(Term(Field.FOLD, word), None, limit=MOST_HITS, facets=())
            hits: set[str] = set()
            with suppress(IndexUnavailable):  # then too much goes rather than too little
                hits = {hit.id for hit in engine().search(request).hits} - self._entries
            self._alone[word] = not any(entry.startswith(f"{SOURCE.prefix}:") for entry in hits)
        return self._alone[word]


def _run(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _texts(session: Session, scope: Scope, directives: Sequence[Directive]) -> Iterator[str]:
    for directive in directives:
        yield f"{directive.subject} {directive.signer} {directive.symbol}"
    yield from session.scalars(select(StoredFile.name).where(StoredFile.id.in_(scope.files)))
    for pages in clean_pages(session, scope.files).values():
        yield from (text for _, text in pages)
