"""Which hits of one segment pass the filters, and the counts beside them."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from intranet.search.engines.whoosh.schema import SEPARATOR
from intranet.search.engines.whoosh.segment_arrays import Mask, Numbers, SegmentArrays
from intranet.search.query.request import Filters

SET = "set"
MANY = "topic"  # the one facet of which an entry may have several values


class FilteredHits:
    """The hits of a segment against the filters: `passing` says which of them pass."""

    def __init__(self, arrays: SegmentArrays, filters: Filters, numbers: Numbers) -> None:
        self._arrays, self._numbers = arrays, numbers
        self._sets = {name: self._members(ids) for name, ids in filters.sets.items()}
        arrived = self._arrived(filters)
        self._passed = {
            facet: self._passes(facet, values) for facet, values in filters.chosen.items() if values
        }
        refusals = np.zeros(len(numbers), np.int32)
        for passed in self._passed.values():
            refusals += ~passed
        self.passing: Mask = arrived & (refusals == 0)
        self._refused_once: Mask = arrived & (refusals == 1)

    def count(self, facets: dict[str, Counter[str]]) -> None:
        """Add to each facet's counts the hits that pass, or that this facet alone refuses."""
        for facet, counts in facets.items():
            mask = self.passing
            if facet in self._passed:
                mask = mask | (self._refused_once & ~self._passed[facet])
            for value, times in self._values(facet, mask):
                counts[value] += times

    def _values(self, facet: str, mask: Mask) -> Iterator[tuple[str, int]]:
        if facet == SET:
            counts = ((name, int((members & mask).sum())) for name, members in self._sets.items())
            yield from ((name, times) for name, times in counts if times)
            return
        column = self._arrays.column(facet)
        codes = np.bincount(column.codes[self._numbers[mask]], minlength=len(column.values))
        for code, times in enumerate(codes.tolist()):
            if times:
                yield from ((v, times) for v in _values(facet, column.values[code]) if v)

    def _passes(self, facet: str, chosen: frozenset[str]) -> Mask:
        if facet == SET:
            members = [self._sets[name] for name in chosen if name in self._sets]
            return np.any(members, axis=0) if members else np.zeros(len(self._numbers), np.bool_)
        column = self._arrays.column(facet)
        fitting = column.where(lambda value: not chosen.isdisjoint(_values(facet, value)))
        return np.asarray(fitting[self._numbers])

    def _members(self, ids: frozenset[str]) -> Mask:
        numbers = [n for n in map(self._arrays.number_of, ids) if n is not None]
        return np.isin(self._numbers, numbers)

    def _arrived(self, filters: Filters) -> Mask:
        after, until = filters.arrived_after, filters.arrived_until
        if not after and not until:
            return np.ones(len(self._numbers), np.bool_)
        fitting = self._arrays.column("arrived").where(
            lambda at: (not after or at > after) and (not until or at <= until)
        )
        return np.asarray(fitting[self._numbers])


def _values(facet: str, value: str) -> tuple[str, ...]:
    return tuple(value.split(SEPARATOR)) if facet == MANY else (value,)
