"""What a tantivy searcher is asked: counts, best hits, numbers, ids and statuses of entries."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from intranet.search.engines.tantivy import schema
from intranet.search.engines.tantivy.query_translation import any_of

Row = tuple[float, Any]  # score and place


class IndexReader:
    """An open searcher; threads may share it. A place is where an entry lies in its segment."""

    def __init__(self, index: Any) -> None:
        self.searcher = index.searcher()
        self.schema = index.schema

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
        return [f"{self._prefixes[number >> 32]}:{number & 0xFFFFFFFF}" for number in numbers]

    @cached_property
    def _prefixes(self) -> dict[int, str]:
        terms = self.searcher.terms_with_prefix("prefix", "")
        return {schema.prefix_code(prefix): prefix for prefix, _ in terms}

    @cached_property
    def statuses(self) -> dict[int, str]:
        """The statuses of entries by the codes of their traits."""
        terms = self.searcher.terms_with_prefix("traits", "")
        return {schema.traits_code(text): schema.status_in(text) for text, _ in terms}

    def among(self, ids: Iterable[str]) -> Any:
        """The query that finds these ids."""
        numbers = (schema.number_of(name) for name in ids if schema.ID.fullmatch(name))
        return any_of(self.schema, "uid", numbers)
