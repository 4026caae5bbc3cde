"""A search whose weakest hits do not count: its hits are listed, as no count knows scores."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.engines.port import EngineResults, Hit
from intranet.search.engines.tantivy.ordering import ALWAYS, DIGITS, Row, factors_of
from intranet.search.engines.tantivy.query_translation import within
from intranet.search.engines.tantivy.schema import RANK, numbers_of
from intranet.search.engines.tantivy.snapshot import View
from intranet.search.engines.tantivy.traits import Trait
from intranet.search.query.request import SearchRequest, Sort

FIRST_READ = 1000
Truths = NDArray[np.bool_]


class Listed:
    """The hits of one search above its floor, and those ahead, with what is asked of each."""

    def __init__(
        self, view: View, request: SearchRequest, query: Any, ahead: Sequence[Any]
    ) -> None:
        self._view, self._request = view, request
        prefer = request.prefer
        rows, self._tiers = self._rows(query, ahead)
        self._places = [place for _, place in rows]
        days = view.numbers("day", self._places)
        factors = factors_of(view, self._places, days, prefer) if prefer else 1.0
        self._days, self._scores = (
            np.array(days, np.int64),
            np.array([r[0] for r in rows]) * factors,
        )
        self._keep(self._tiers < len(ahead), request.floor * self._scores.max(initial=0.0))
        self._ids = np.array(view.numbers("uid", self._places), np.uint64)
        codes = np.array(view.numbers("traits_code", self._places), np.uint64)
        distinct, self._kinds = np.unique(codes, return_inverse=True)
        self._traits: list[Trait] = [view.traits.of(view.searcher, int(one)) for one in distinct]
        self._sets = self._memberships()

    def found(self) -> EngineResults:
        """The page of hits, their number, and the counts."""
        passing = self._passing()
        kept = np.flatnonzero(_all(passing.values(), len(self._places)))
        request = self._request
        scores, ids = self._scores[kept], self._ids[kept]
        order = np.lexsort((
            ids, -self._days[kept], -np.round(scores, DIGITS), self._order(kept), self._tiers[kept]
        ))  # fmt: skip
        page = order[request.offset : request.offset + request.limit]
        names = self._view.names([self._places[one] for one in kept[page]])
        return EngineResults(
            hits=tuple(map(Hit, names, map(float, scores[page]))),
            total=len(kept),
            ahead=int(np.count_nonzero(self._tiers[kept] < len(request.ahead))),
            facets={facet: self._counts(facet, passing) for facet in request.facets},
        )

    def _rows(self, query: Any, ahead: Sequence[Any]) -> tuple[list[Row], NDArray[np.int32]]:
        """All hits that may count, and how far ahead each belongs."""
        view = self._view
        best = max((score for score, _ in view.top(query, 1)), default=0.0)
        # A preference may lift a hit over the floor, but no further than this.
        least = self._request.floor * best / (ALWAYS if self._request.prefer else 1.0)
        found: list[list[Row]] = []
        for tier, one in enumerate(ahead):
            part = within(query, one, without=ahead[:tier])
            found.append(view.top(part, view.count(part)))
        found.append(self._above(within(query, without=ahead), least))
        tiers = np.repeat(np.arange(len(found), dtype=np.int32), list(map(len, found)))
        return [row for rows in found for row in rows], tiers

    def _keep(self, ahead: Truths, least: float) -> None:
        """Forget what is neither ahead nor above the floor."""
        kept = np.flatnonzero(ahead | (self._scores >= least))
        self._places = [self._places[one] for one in kept]
        self._tiers, self._days = self._tiers[kept], self._days[kept]
        self._scores = self._scores[kept]

    def _above(self, query: Any, least: float) -> list[Row]:
        limit = FIRST_READ
        while True:
            rows = self._view.top(query, limit)
            if len(rows) < limit or rows[-1][0] < least:
                return [row for row in rows if row[0] >= least]
            limit *= 4

    def _memberships(self) -> dict[str, Truths]:
        sets = self._request.filters.sets
        if not sets:
            return {}
        return {
            name: np.isin(self._ids, np.array(numbers_of(ids), np.uint64))
            for name, ids in sets.items()
        }

    def _passing(self) -> dict[str, Truths]:
        """For each facet that narrows which hits it lets through."""
        filters, found = self._request.filters, {}
        for facet, wanted in filters.chosen.items():
            if not wanted:
                continue
            if facet == "set":
                member = [self._sets[name] for name in wanted if name in self._sets]
                found[facet] = np.any(member, axis=0) if member else self._none()
            else:
                fitting = [not wanted.isdisjoint(one.values[facet]) for one in self._traits]
                found[facet] = np.array(fitting, np.bool_)[self._kinds]
        return found

    def _none(self) -> Truths:
        return np.zeros(len(self._places), np.bool_)

    def _counts(self, facet: str, passing: dict[str, Truths]) -> dict[str, int]:
        others = [truths for name, truths in passing.items() if name != facet]
        inside = _all(others, len(self._places))
        counts: Counter[str] = Counter()
        if facet == "set":
            for name, member in self._sets.items():
                counts[name] = int(np.count_nonzero(member & inside))
        else:
            times = np.bincount(self._kinds[inside], minlength=len(self._traits))
            for trait, number in zip(self._traits, times, strict=True):
                for value in trait.values[facet]:
                    counts[value] += int(number)
        return {value: number for value, number in counts.items() if number}

    def _order(self, kept: NDArray[np.intp]) -> NDArray[np.int64]:
        """What comes first apart from scores: the newest day, or the highest level."""
        if self._request.sort is Sort.NEWEST:
            return -self._days[kept]
        if self._request.sort is Sort.HIGHEST:
            ranks = [RANK.get("".join(one.values["level"]), len(RANK)) for one in self._traits]
            return np.array(ranks, np.int64)[self._kinds[kept]]
        return np.zeros(len(kept), np.int64)


def _all(truths: Any, count: int) -> Truths:
    inside = np.ones(count, np.bool_)
    for one in truths:
        inside &= one
    return inside
