"""One generation of a tantivy index: hits in tiers, totals, counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from intranet.search.tantivy_listed import Listed
from intranet.search.tantivy_ordering import page
from intranet.search.tantivy_query import (
    any_of,
    numbered,
    translated,
    within,
)
from intranet.search.tantivy_schema import (
    FACET_FIELD,
    SEPARATOR,
    moment_number,
    numbers_of,
)
from intranet.search.tantivy_traits import Traits
from intranet.search.values import Filters, Found, Preference, Query, Sort

MOST_VALUES = 100_000


@dataclass(frozen=True)
class Asked:
    """A search as the port has it."""

    query: Query
    audience: frozenset[str] | None
    filters: Filters
    ahead: Sequence[Query]
    sort: Sort
    limit: int
    offset: int
    floor: float
    prefer: Preference | None
    facets: Sequence[str]


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

    def search(self, asked: Asked) -> Found:
        """One page of what the query finds, with total and counts."""
        query = within(translated(self.schema, asked.query), *self.bounds(asked))
        ahead = [translated(self.schema, one) for one in asked.ahead]
        if asked.floor:
            return Listed(self, asked, query, ahead).found()
        chosen = self.chosen(asked.filters)
        narrowed = within(query, *chosen.values())
        tiers = _tiers(narrowed, ahead)
        counts = [self.count(tier) for tier in tiers] if len(tiers) > 1 else None
        total = sum(counts) if counts is not None else self.count(narrowed)
        return Found(
            hits=tuple(page(self, asked, tiers, counts or [total])),
            total=total,
            ahead=sum(counts[:-1]) if counts is not None else 0,
            facets=self._facets(asked, query, chosen, narrowed),
        )

    def bounds(self, asked: Asked) -> Iterator[Any]:
        """What every hit must have: one word of the audience, and its moment of arrival."""
        if asked.audience is not None:
            yield any_of(self.schema, "audience", asked.audience)
        until, after = asked.filters.arrived_until, asked.filters.arrived_after
        if until or after:
            first = moment_number(after) + 1 if after else 0
            last = moment_number(until) if until else 2**63
            yield numbered(self.schema, "arrived", first, last)

    def chosen(self, filters: Filters) -> dict[str, Any]:
        """The query of each facet that narrows."""
        found = {
            facet: any_of(self.schema, FACET_FIELD[facet], wanted)
            for facet in FACET_FIELD
            if (wanted := filters.of(facet))
        }
        if names := filters.of("set"):
            found["set"] = self._among([
                one for name in names for one in filters.sets.get(name, ())
            ])  # fmt: skip
        return found

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
        among = self._among(ids)
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

    def _among(self, ids: Sequence[str]) -> Any:
        return any_of(self.schema, "uid", numbers_of(ids))

    def _facets(
        self, asked: Asked, query: Any, chosen: dict[str, Any], narrowed: Any
    ) -> dict[str, dict[str, int]]:
        """The counts of each facet among what all other filters let through."""
        free = [facet for facet in asked.facets if facet in FACET_FIELD and facet not in chosen]
        found = self._counted(narrowed, free) if free else {}
        for facet in asked.facets:
            others = [bound for name, bound in chosen.items() if name != facet]
            around = within(query, *others) if facet in chosen else narrowed
            if facet == "set":
                found[facet] = {
                    name: count
                    for name, ids in asked.filters.sets.items()
                    if (count := self.count(within(around, self._among(list(ids)))))
                }
            elif facet in chosen:
                found |= self._counted(around, [facet])
        return {facet: found.get(facet, {}) for facet in asked.facets}

    def _counted(self, query: Any, facets: Sequence[str]) -> dict[str, dict[str, int]]:
        wanted = {
            facet: {"terms": {"field": FACET_FIELD[facet], "size": MOST_VALUES}} for facet in facets
        }
        if not self.entries:
            return {}
        found = self.searcher.aggregate(query, wanted)
        return {
            facet: {one["key"]: one["doc_count"] for one in found[facet]["buckets"]}
            for facet in facets
        }


def _tiers(narrowed: Any, ahead: Sequence[Any]) -> list[Any]:
    """What each query of `ahead` finds that no earlier one does, and the rest."""
    found = [within(narrowed, one, without=ahead[:n]) for n, one in enumerate(ahead)]
    return [*found, within(narrowed, without=ahead)]
