"""What a tantivy searcher is asked: counts, best hits, numbers, ids and traits of entries."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from intranet.search.engines.tantivy import schema
from intranet.search.engines.tantivy.query_translation import any_of

Row = tuple[float, Any]  # score and place


@dataclass(frozen=True)
class Traits:
    """What the numbers of an index stand for, as far as they were met; that never changes.

    known has by `schema.traits_code` what facets and preference ask of an entry: the values of
    each facet, and the status.
    """

    known: dict[int, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    prefixes: dict[int, str] = field(default_factory=dict)


class IndexReader:
    """An open searcher; threads may share it. A place is where an entry lies in its segment."""

    def __init__(self, index: Any, traits: Traits) -> None:
        self.searcher = index.searcher()
        self.schema = index.schema
        self._traits = traits

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
        known = self._traits.prefixes
        numbers = self.numbers("uid", places)
        if any(number >> 32 not in known for number in numbers):
            prefixes = self.searcher.terms_with_prefix("prefix", "")
            known.update((schema.prefix_code(prefix), prefix) for prefix, _ in prefixes)
        return [f"{known[number >> 32]}:{number & 0xFFFFFFFF}" for number in numbers]

    def traits(self, code: int) -> dict[str, tuple[str, ...]]:
        """The values of each facet of an entry, and its status, by their code."""
        known = self._traits.known
        if code not in known:
            terms = [text for text, _ in self.searcher.terms_with_prefix("traits", "")]
            fresh = {schema.traits_code(text): text for text in terms}
            known.update((n, _values(text)) for n, text in fresh.items() if n not in known)
        return known[code]

    def among(self, ids: Iterable[str]) -> Any:
        """The query that finds these ids."""
        return any_of(self.schema, "uid", schema.numbers_of(ids))


def _values(traits: str) -> dict[str, tuple[str, ...]]:
    values = (value if isinstance(value, list) else [value] for value in json.loads(traits))
    return {
        name: tuple(filter(None, several))
        for name, several in zip(schema.TRAITS, values, strict=True)
    }
