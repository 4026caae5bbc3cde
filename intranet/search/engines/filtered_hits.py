"""Hits as arrays: which pass the filters of a search, the counts beside them, their order."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.query.request import Filters, Sort

SET = "set"
MANY = 2000  # hits from which on only the first ones are put in order
FAR = 1e9  # more than any score or day

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]
Reals = NDArray[np.float64]
FacetColumn = tuple[NDArray[Any], Sequence[tuple[str, ...]]]
"""A code for each hit, and for each code the values of the facet that it stands for; "" is none."""


class FilteredHits:
    """Some hits against the filters: `passing` says of each whether it passes.

    column gives a facet of the hits, members says which hits are among some ids.
    """

    def __init__(
        self,
        count: int,
        filters: Filters,
        column: Callable[[str], FacetColumn],
        members: Callable[[frozenset[str]], Mask],
    ) -> None:
        self._none = np.zeros(count, np.bool_)
        self._column = column
        self._sets = {name: members(ids) for name, ids in filters.sets.items()}
        self._passed = {
            facet: self._passes(facet, values) for facet, values in filters.chosen.items() if values
        }
        refusals = sum((~passed for passed in self._passed.values()), np.zeros(count, np.int32))
        self.passing: Mask = refusals == 0
        self._refused_once: Mask = refusals == 1

    def counts(self, facet: str) -> dict[str, int]:
        """How many hits have each value, of those that pass or that this facet alone refuses."""
        mask = self.passing
        if facet in self._passed:
            mask = mask | (self._refused_once & ~self._passed[facet])
        if facet == SET:
            sizes = {name: int((members & mask).sum()) for name, members in self._sets.items()}
            return {name: size for name, size in sizes.items() if size}
        codes, values = self._column(facet)
        counts: dict[str, int] = {}
        for code, times in enumerate(np.bincount(codes[mask], minlength=len(values)).tolist()):
            for value in filter(None, values[code] if times else ()):
                counts[value] = counts.get(value, 0) + times
        return counts

    def _passes(self, facet: str, chosen: frozenset[str]) -> Mask:
        if facet == SET:
            members = [self._sets[name] for name in chosen if name in self._sets]
            return np.logical_or.reduce(members) if members else self._none
        codes, values = self._column(facet)
        fitting = [not chosen.isdisjoint(value) for value in values]
        return np.asarray(np.array(fitting, np.bool_)[codes])


def first_places(
    sort: Sort, most: int, tiers: Numbers, scores: Reals, ids: Any, rank: Callable[[str], Any]
) -> NDArray[np.intp]:
    """The places of the first `most` hits; among equals the newer comes first, then the smaller id.

    Scores come as they are compared; rank gives a number that orders by "date" or "level".
    """
    days = rank("date")
    first = {Sort.NEWEST: -days, Sort.BEST: -scores}.get(sort)
    if first is None:
        first = rank("level")
    chosen = np.arange(len(scores))
    if len(chosen) > MANY:
        keys, count = tiers * FAR + first, min(max(most, 1), len(chosen))
        chosen = np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1])
    keys = (ids[chosen], -days[chosen], -scores[chosen], first[chosen], tiers[chosen])
    return chosen[np.lexsort(keys)][:most]
