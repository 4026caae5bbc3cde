"""One generation of a tantivy index: hits in tiers, totals, counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from intranet.search.preferring import factor
from intranet.search.tantivy_listed import Listed
from intranet.search.tantivy_query import (
    any_of,
    numbered,
    translated,
    within,
)
from intranet.search.tantivy_schema import (
    FACET_FIELD,
    RANK,
    SEPARATOR,
    day_of,
    moment_number,
    numbers_of,
)
from intranet.search.tantivy_traits import Traits
from intranet.search.values import Filters, Found, Hit, Preference, Query, Sort

MOST_VALUES = 100_000
ALWAYS = 1.07  # no factor of a preference is larger
FIRST_PREFERRED, MOST_PREFERRED = 64, 4096


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
            hits=tuple(self._page(asked, tiers, counts or [total])),
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

    def _page(self, asked: Asked, tiers: Sequence[Any], counts: Sequence[int]) -> Iterator[Hit]:
        """The hits of the page, out of as many tiers as it reaches over."""
        start, left = asked.offset, asked.limit
        for tier, count in self._sorted_apart(asked, tiers, counts):
            taken = max(0, min(count - start, left))
            if taken:
                rows = self._best(asked, tier, start, taken)
                yield from map(Hit, self.names([p for _, p in rows]), [s for s, _ in rows])
            start, left = max(0, start - count), left - taken
            if left < 1:
                return

    def _sorted_apart(
        self, asked: Asked, tiers: Sequence[Any], counts: Sequence[int]
    ) -> Iterator[tuple[Any, int]]:
        """The tiers, by level one after the other when the highest come first."""
        for tier, count in zip(tiers, counts, strict=True):
            if asked.sort is Sort.HIGHEST and count:
                for rank in range(len(RANK) + 1):
                    part = within(tier, numbered(self.schema, "rank", rank, rank))
                    yield part, self.count(part)
            else:
                yield tier, count

    def _best(self, asked: Asked, tier: Any, start: int, count: int) -> list[tuple[float, Any]]:
        if asked.sort is Sort.NEWEST:
            return self._newest(tier, start, count)
        if asked.sort is Sort.BEST and asked.prefer:
            return self._preferred(tier, asked.prefer, start + count)[start:]
        return self.top(tier, start + count)[start:]

    def _newest(self, tier: Any, start: int, count: int) -> list[tuple[float, Any]]:
        """Those of the newest days; entries of one day by their score."""
        order = {"order_by_field": "day", "order": tantivy.Order.Desc, "count": False}
        newest = self.searcher.search(tier, limit=start + count, **order).hits
        first, last = newest[-1][0], newest[start][0]
        later = self.count(within(tier, numbered(self.schema, "day", last + 1, 2**62)))
        around = within(tier, numbered(self.schema, "day", first, last))
        rows = self.top(around, self.entries)
        days = self.numbers("day", [place for _, place in rows])
        by_day = sorted(zip(days, rows, strict=True), key=lambda one: -one[0])
        return [found for _, found in by_day][start - later : start - later + count]

    def _preferred(self, tier: Any, prefer: Preference, most: int) -> list[tuple[float, Any]]:
        """The best after their preference: enough are read that none further down could enter."""
        limit = max(FIRST_PREFERRED, 2 * most)
        while True:
            raw = self.top(tier, limit)
            rows = self.by_preference(raw, prefer)
            worst = rows[min(most, len(rows)) - 1][0] if rows else 0.0
            if len(raw) < limit or limit >= MOST_PREFERRED or raw[-1][0] * ALWAYS < worst:
                return rows[:most]
            limit *= 4

    def by_preference(
        self, rows: Sequence[tuple[float, Any]], prefer: Preference
    ) -> list[tuple[float, Any]]:
        """The rows with their scores after `preferring.factor`, in that order."""
        places = [place for _, place in rows]
        days, codes = self.numbers("day", places), self.numbers("traits_code", places)
        status = {code: self.traits.of(self.searcher, code).status for code in set(codes)}
        factors: Counter[tuple[int, str]] = Counter()
        better = []
        for (score, place), day, code in zip(rows, days, codes, strict=True):
            key = (day, status[code])
            if key not in factors:
                factors[key] = factor(day_of(day), status[code], prefer.today)  # type: ignore
            better.append((score * factors[key], place))
        return sorted(better, key=lambda one: -one[0])


def _tiers(narrowed: Any, ahead: Sequence[Any]) -> list[Any]:
    """What each query of `ahead` finds that no earlier one does, and the rest."""
    found = [within(narrowed, one, without=ahead[:n]) for n, one in enumerate(ahead)]
    return [*found, within(narrowed, without=ahead)]
