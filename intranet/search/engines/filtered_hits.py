"""Which hits pass the filters of a search, and the counts beside them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.query.request import Filters

SET = "set"

Mask = NDArray[np.bool_]
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
