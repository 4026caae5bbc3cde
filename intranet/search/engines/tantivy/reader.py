"""What a tantivy searcher is asked: counts, best hits, numbers and ids of entries."""

from collections.abc import Iterable, Sequence
from typing import Any

from intranet.search.engines.tantivy.query_translation import any_of
from intranet.search.engines.tantivy.schema import numbers_of
from intranet.search.engines.tantivy.traits import Traits

Row = tuple[float, Any]  # score and place


class IndexReader:
    """An open searcher; threads may share it. A place is where an entry lies in its segment."""

    def __init__(self, index: Any, traits: Traits) -> None:
        self.searcher = index.searcher()
        self.schema = index.schema
        self.traits = traits

    @property
    def entries(self) -> int:
        """How many entries can be found."""
        return int(self.searcher.num_docs)

    def count(self, query: Any) -> int:
        """How many entries the query finds."""
        return int(self.searcher.search(query, limit=1, count=True).count)

    def top(self, query: Any, limit: int) -> list[Row]:
        """The best hits with their scores and places."""
        return list(self.searcher.search(query, limit=limit, count=False).hits) if limit > 0 else []

    def numbers(self, name: str, places: Sequence[Any]) -> list[int]:
        """A number of each entry at those places."""
        return list(self.searcher.fast_field_values(name, list(places)))

    def ids(self, places: Sequence[Any]) -> list[str]:
        """The ids of the entries at those places."""
        numbers = self.numbers("uid", places)
        return [self.traits.name(self.searcher, number) for number in numbers]

    def among(self, ids: Iterable[str]) -> Any:
        """The query that finds these ids."""
        return any_of(self.schema, "uid", numbers_of(ids))
