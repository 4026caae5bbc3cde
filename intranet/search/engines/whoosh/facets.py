"""Which hits of one part pass the filters, and the counts beside them."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from intranet.search.engines.whoosh.postings_reader import Column, Numbers
from intranet.search.engines.whoosh.schema import SEPARATOR
from intranet.search.engines.whoosh.scoring import Part
from intranet.search.query.request import Filters

Mask = NDArray[np.bool_]
SET = "set"
MANY = "topic"  # the one facet of which an entry may have several values


class Narrowing:
    """The hits of a part against the filters."""

    def __init__(self, part: Part, filters: Filters, numbers: Numbers) -> None:
        self._part, self._numbers = part, numbers
        self._sets = {name: self._members(ids) for name, ids in filters.sets.items()}
        there = self._arrived(filters)
        self._passed = {
            facet: self._passes(facet, wanted) for facet, wanted in filters.chosen.items() if wanted
        }
        refusals = np.zeros(len(numbers), np.int32)
        for passed in self._passed.values():
            refusals += ~passed
        self.passing: Mask = there & (refusals == 0)
        self._alone: Mask = there & (refusals == 1)

    def count(self, counted: dict[str, Counter[str]]) -> None:
        """Add to each facet's counts the hits that pass, or that this facet alone refuses."""
        for facet, counts in counted.items():
            mask = self.passing
            if facet in self._passed:
                mask = mask | (self._alone & ~self._passed[facet])
            for value, times in self._values(facet, mask):
                counts[value] += times

    def _values(self, facet: str, mask: Mask) -> Iterator[tuple[str, int]]:
        if facet == SET:
            yield from (
                (name, times)
                for name, members in self._sets.items()
                if (times := int((members & mask).sum()))
            )
            return
        column = self._part.column(facet)
        codes = np.bincount(column.codes[self._numbers[mask]], minlength=len(column.values))
        for code, times in enumerate(codes.tolist()):
            if times:
                yield from ((value, times) for value in _parts(facet, column.values[code]) if value)

    def _passes(self, facet: str, wanted: frozenset[str]) -> Mask:
        if facet == SET:
            members = [self._sets[name] for name in wanted if name in self._sets]
            return np.any(members, axis=0) if members else np.zeros(len(self._numbers), np.bool_)
        column: Column = self._part.column(facet)
        allowed = column.where(lambda value: not wanted.isdisjoint(_parts(facet, value)))
        found: Mask = allowed[self._numbers]
        return found

    def _members(self, ids: frozenset[str]) -> Mask:
        mask = np.zeros(self._part.count, np.bool_)
        places = (self._part.place(one) for one in ids)
        mask[[number for number in places if number is not None]] = True
        found: Mask = mask[self._numbers]
        return found

    def _arrived(self, filters: Filters) -> Mask:
        after, until = filters.arrived_after, filters.arrived_until
        if not after and not until:
            return np.ones(len(self._numbers), np.bool_)
        there = self._part.column("arrived").where(
            lambda at: (not after or at > after) and (not until or at <= until)
        )
        found: Mask = there[self._numbers]
        return found


def _parts(facet: str, value: str) -> tuple[str, ...]:
    return tuple(value.split(SEPARATOR)) if facet == MANY else (value,)
