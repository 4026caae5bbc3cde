"""One generation of a tantivy index: hits in tiers, totals, counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tantivy

from intranet.search.engines.port import EngineResults
from intranet.search.engines.tantivy.ordering import above_floor, page
from intranet.search.engines.tantivy.query_translation import (
    any_of,
    either,
    numbered,
    translated,
    within,
)
from intranet.search.engines.tantivy.reader import IndexReader
from intranet.search.engines.tantivy.schema import FACET_FIELD, SEPARATOR, moment_number
from intranet.search.fields import Field
from intranet.search.query.request import Filters, SearchRequest
from intranet.search.query.tree import Query

MOST_VALUES = 100_000
TOTAL = "total"  # stands beside the facets that are counted


class TantivySnapshot(IndexReader):
    """What can be found at one moment; threads share it."""

    @property
    def segments(self) -> int:
        """In how many segments the index lies."""
        return int(self.searcher.num_segments)

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        among = self.among(ids)
        narrowed = (within(among, translated(self.schema, query)) for query in queries)
        rows = (self.top(query, len(ids)) for query in narrowed)
        return tuple(frozenset(self.ids([place for _, place in each])) for each in rows)

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        searcher = self.searcher
        return {token: int(searcher.doc_freq(field.value, token)) for token in tokens}

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        every = tantivy.Query.all_query()
        terms = self.searcher.terms_with_prefix("stamp", "", filter_query=every)
        return dict(term.split(SEPARATOR, 1) for term, times in terms if times)

    def search(self, request: SearchRequest) -> EngineResults:
        """See `Engine.search`."""
        query = within(translated(self.schema, request.query), *self._bounds(request))
        ahead = [translated(self.schema, first) for first in request.ahead]
        counting = above_floor(self, request, query, ahead) if request.floor else query
        chosen = self._facet_bounds(request.filters)
        narrowed = within(counting, *chosen.values())
        # To count is a hundred times as fast as to count by facets.
        if request.looser and self.count(narrowed) < request.looser.few:
            return self.search(request.loosened(request.looser))
        total, facets = self._counted(request, counting, chosen, narrowed)
        first = self.count(within(narrowed, either(ahead))) if ahead and total else 0
        scored = within(query, narrowed) if request.floor else narrowed
        tiers = _tiers(scored, ahead) if first else [scored]
        return EngineResults(
            hits=tuple(page(self, request, tiers)) if total else (),
            total=total,
            ahead=total if request.looser else first,
            facets=facets,
        )

    def _bounds(self, request: SearchRequest) -> Iterator[Any]:
        """What every hit must have: one word of the audience, and its moment of arrival."""
        if request.audience is not None:
            yield any_of(self.schema, "audience", request.audience)
        until, after = request.filters.arrived_until, request.filters.arrived_after
        if until or after:
            first = moment_number(after) + 1 if after else 0
            last = moment_number(until) if until else 2**63
            yield numbered(self.schema, "arrived", first, last)

    def _facet_bounds(self, filters: Filters) -> dict[str, Any]:
        """The query of each facet that narrows."""
        chosen = {
            facet: any_of(self.schema, field, values)
            for facet, field in FACET_FIELD.items()
            if (values := filters.of(facet))
        }
        if names := filters.of("set"):
            members = [name for each in names for name in filters.sets.get(each, ())]
            chosen["set"] = self.among(members)
        return chosen

    def _counted(
        self, request: SearchRequest, query: Any, chosen: dict[str, Any], narrowed: Any
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """How many hits there are, and the counts of each facet among what all others let through.

        One pass counts all, but for facets that narrow themselves and the sets of a person.
        """
        free = [facet for facet in request.facets if facet in FACET_FIELD and facet not in chosen]
        total, counts = self._counts_of(narrowed, free)
        for facet in request.facets:
            others = [bound for name, bound in chosen.items() if name != facet]
            around = within(query, *others) if facet in chosen else narrowed
            if facet == "set":
                sizes = {
                    name: self.count(within(around, self.among(ids)))
                    for name, ids in request.filters.sets.items()
                    if ids
                }
                counts[facet] = {name: size for name, size in sizes.items() if size}
            elif facet in chosen:
                counts |= self._counts_of(around, [facet])[1]
        return total, {facet: counts.get(facet, {}) for facet in request.facets}

    def _counts_of(self, query: Any, facets: Sequence[str]) -> tuple[int, dict[str, Any]]:
        """How many entries the query finds, and how many of them have each value of a facet."""
        if not facets or not self.entries:
            return self.count(query), {}
        terms = {f: {"terms": {"field": FACET_FIELD[f], "size": MOST_VALUES}} for f in facets}
        counted = self.searcher.aggregate(
            query, {**terms, TOTAL: {"value_count": {"field": "uid"}}}
        )
        return int(counted[TOTAL]["value"]), {
            facet: {bucket["key"]: bucket["doc_count"] for bucket in counted[facet]["buckets"]}
            for facet in facets
        }


def _tiers(query: Any, ahead: Sequence[Any]) -> list[Any]:
    """What the query finds, each hit once: that of each query ahead, then all else."""
    first = [within(query, tier, without=ahead[:n]) for n, tier in enumerate(ahead)]
    return [*first, within(query, without=ahead)]
