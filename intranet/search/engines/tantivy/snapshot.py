"""One generation of a tantivy index as it can be asked: hits, counts, numbers, ids."""

from collections.abc import Sequence
from typing import Any

import tantivy

from intranet.search.engines.tantivy.query_translation import any_of, translated, within
from intranet.search.engines.tantivy.schema import SEPARATOR, numbers_of
from intranet.search.engines.tantivy.traits import Traits
from intranet.search.query.tree import Query


class View:
    """An open searcher; thrown away with its generation. Threads may share it."""

    def __init__(self, index: Any, generation: str, traits: Traits) -> None:
        self.generation = generation
        self.searcher = index.searcher()
        self.schema = index.schema
        self.traits = traits

    @property
    def entries(self) -> int:
        """How many entries can be found."""
        return int(self.searcher.num_docs)

    @property
    def segments(self) -> int:
        """In how many parts the index lies."""
        return int(self.searcher.num_segments)

    def count(self, query: Any) -> int:
        """How many entries the query finds."""
        return int(self.searcher.search(query, limit=1, count=True).count)

    def top(self, query: Any, limit: int) -> list[tuple[float, Any]]:
        """The best hits with their scores and places."""
        if limit < 1:
            return []
        found = self.searcher.search(query, limit=limit, count=False)
        return list(found.hits)

    def numbers(self, name: str, places: Sequence[Any]) -> list[int]:
        """A number of each entry at those places."""
        return list(self.searcher.fast_field_values(name, list(places)))

    def names(self, places: Sequence[Any]) -> list[str]:
        """The ids at those places."""
        numbers = self.numbers("uid", places)
        return [self.traits.name(self.searcher, number) for number in numbers]

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        among = self.among(ids)
        found = (within(among, translated(self.schema, query)) for query in queries)
        return tuple(frozenset(self.names(self._places(one, len(ids)))) for one in found)

    def vocabulary(self, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See `Engine.vocabulary`."""
        found = self.searcher.terms_with_prefix("fold", prefix)
        return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:limit])

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        every = tantivy.Query.all_query()
        found = self.searcher.terms_with_prefix("stamp", "", filter_query=every)
        return dict(term.split(SEPARATOR, 1) for term, times in found if times)

    def ids(self) -> frozenset[str]:
        """The ids of all entries."""
        every = tantivy.Query.all_query()
        return frozenset(self.names(self._places(every, self.entries)))

    def _places(self, query: Any, most: int) -> list[Any]:
        return [place for _score, place in self.top(query, most)]

    def among(self, ids: Sequence[str]) -> Any:
        """The query that finds these ids."""
        return any_of(self.schema, "uid", numbers_of(ids))
