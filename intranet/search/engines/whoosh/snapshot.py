"""One generation of a Whoosh index: finds, orders and counts over all its segments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intranet.search.engines.filtered_hits import FacetColumn, FilteredHits
from intranet.search.engines.port import EngineResults, Hit
from intranet.search.engines.whoosh.scoring import IndexFigures, SegmentScorer, having
from intranet.search.engines.whoosh.segment_arrays import Mask, Numbers, Reals, SegmentArrays
from intranet.search.fields import Field
from intranet.search.query.preference import factor
from intranet.search.query.request import Filters, SearchRequest, Sort
from intranet.search.query.tree import Query

MOST_MASKS = 200
MANY = 2000  # hits from which on only the first ones are put in order
FAR = 1e9  # more than any score or day


@dataclass(frozen=True)
class LivingSegment:
    """A segment, and for each entry whether it is not deleted."""

    arrays: SegmentArrays
    alive: Mask

    def number_of(self, entry: str) -> int | None:
        """The number of a living entry."""
        number = self.arrays.number_of(entry)
        return number if number is not None and self.alive[number] else None


@dataclass(frozen=True)
class SegmentHits:
    """The hits of one segment, side by side; tier says how far ahead a hit belongs (0 first)."""

    arrays: SegmentArrays
    numbers: Numbers
    scores: Reals
    tiers: Numbers

    def masked(self, mask: Mask) -> "SegmentHits":
        """Those that the mask keeps."""
        return SegmentHits(
            self.arrays, self.numbers[mask], self.scores[mask], self.tiers[mask]
        )  # fmt: skip

    def arrived(self, filters: Filters) -> "SegmentHits":
        """Those that arrived when the filters say."""
        after, until = filters.arrived_after, filters.arrived_until
        if not after and not until:
            return self
        fitting = self.arrays.column("arrived").where(
            lambda at: (not after or at > after) and (not until or at <= until)
        )
        return self.masked(fitting[self.numbers])

    def filtered(self, filters: Filters) -> FilteredHits:
        """The hits against the filters."""
        return FilteredHits(len(self.numbers), filters, self._facet, self._members)

    def _facet(self, name: str) -> FacetColumn:
        return self.arrays.column(name).codes[self.numbers], self.arrays.facet_values(name)

    def _members(self, ids: frozenset[str]) -> Mask:
        numbers = [n for n in map(self.arrays.number_of, ids) if n is not None]
        return np.isin(self.numbers, numbers)

    def preferred(self, today: str) -> "SegmentHits":
        """The hits with scores multiplied as the preference says."""
        days, states = self.arrays.column("date"), self.arrays.column("status")
        pairs = days.codes[self.numbers] * len(states.values) + states.codes[self.numbers]
        distinct, places = np.unique(pairs, return_inverse=True)
        factors = [
            factor(days.values[day], states.values[state], today)
            for day, state in (divmod(pair, len(states.values)) for pair in distinct.tolist())
        ]
        scores = self.scores * np.array(factors, np.float64)[places]
        return SegmentHits(self.arrays, self.numbers, scores, self.tiers)


class WhooshSnapshot:
    """What can be found at one moment; threads share it."""

    def __init__(self, segments: Sequence[LivingSegment]) -> None:
        self._segments = segments
        self._frequencies: dict[tuple[str, str], int] = {}
        self._masks: dict[frozenset[str], list[Mask]] = {}
        all_entries = sum(segment.arrays.count for segment in segments)
        self._figures = IndexFigures(
            all_entries,
            self._having,
            lambda field: sum(s.arrays.tokens_in(field) for s in segments) / max(all_entries, 1),
        )

    @property
    def entries(self) -> int:
        """How many entries can be found."""
        return sum(int(segment.alive.sum()) for segment in self._segments)

    @property
    def segments(self) -> int:
        """In how many segments the index lies."""
        return len(self._segments)

    def stamps(self) -> dict[str, str]:
        """See `Engine.stamps`."""
        stamps: dict[str, str] = {}
        for segment in self._segments:
            ids, column = segment.arrays.column("id"), segment.arrays.column("stamp")
            alive = np.flatnonzero(segment.alive).tolist()
            stamps.update((ids.of(number), column.of(number)) for number in alive)
        return stamps

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """See `Engine.counts`."""
        return {token: self._having(field.value, token) for token in tokens}

    def vocabulary(self, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See `Engine.vocabulary`."""
        name = Field.FOLD.value
        words = {word for s in self._segments for word in s.arrays.tokens(name, prefix)}
        counts = self.counts(Field.FOLD, words)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit])

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """See `Engine.holding`."""
        holding: list[set[str]] = [set() for _ in queries]
        for segment in self._segments:
            here = {n: name for name in ids if (n := segment.number_of(name)) is not None}
            if not here:
                continue
            numbers = np.array(sorted(here), np.int32)
            scorer = self._scorer(segment)
            for query, names in zip(queries, holding, strict=True):
                mask = scorer.matches_among(query, numbers)
                names.update(here[number] for number in numbers[mask].tolist())
        return tuple(map(frozenset, holding))

    def search(self, request: SearchRequest) -> EngineResults:
        """See `Engine.search`."""
        hits = [self._hits(place, request) for place in range(len(self._segments))]
        if request.prefer:
            hits = [of_segment.preferred(request.prefer) for of_segment in hits]
        best = max((float(h.scores.max()) for h in hits if len(h.scores)), default=0.0)
        facets = {facet: Counter[str]() for facet in request.facets}
        passing = []
        for of_segment in hits:
            counting = of_segment.scores >= request.floor * best
            above = of_segment.masked((of_segment.tiers < len(request.ahead)) | counting)
            above = above.arrived(request.filters)
            filtered = above.filtered(request.filters)
            for facet, counts in facets.items():
                counts.update(filtered.counts(facet))
            passing.append(above.masked(filtered.passing))
        return EngineResults(
            hits=_first(passing, request.sort, request.offset + request.limit)[request.offset :],
            total=sum(len(of_segment.numbers) for of_segment in passing),
            ahead=int(sum((h.tiers < len(request.ahead)).sum() for h in passing)),
            facets={facet: dict(counts) for facet, counts in facets.items()},
        )

    def _hits(self, place: int, request: SearchRequest) -> SegmentHits:
        """What the query finds in a segment for the audience of the request."""
        segment = self._segments[place]
        scorer = self._scorer(segment)
        scored = scorer.living(request.query)
        if request.audience is not None:
            scored = scored.masked(self._audience(request.audience)[place][scored.numbers])
        tiers = np.full(len(scored), len(request.ahead), np.int32)
        for tier in reversed(range(len(request.ahead))):
            tiers[scorer.matches_among(request.ahead[tier], scored.numbers)] = tier
        return SegmentHits(segment.arrays, scored.numbers, scored.scores, tiers)

    def _scorer(self, segment: LivingSegment) -> SegmentScorer:
        return SegmentScorer(segment.arrays, segment.alive, self._figures)

    def _audience(self, tokens: frozenset[str]) -> list[Mask]:
        """For each segment which entries one of the tokens is for."""
        if tokens not in self._masks:
            if len(self._masks) >= MOST_MASKS:
                self._masks.clear()
            masks = [having(s.arrays, "audience", sorted(tokens)) for s in self._segments]
            self._masks[tokens] = masks
            return masks
        return self._masks[tokens]

    def _having(self, field: str, token: str) -> int:
        """In how many entries a token stands; deleted ones count until they are merged away."""
        key = (field, token)
        if key not in self._frequencies:
            self._frequencies[key] = sum(
                len(segment.arrays.postings(field, token).numbers) for segment in self._segments
            )
        return self._frequencies[key]


def _first(hits: Sequence[SegmentHits], sort: Sort, most: int) -> tuple[Hit, ...]:
    """The first `most` hits; among equals the newer comes first, then the smaller id."""
    if not hits:
        return ()
    numbers = np.concatenate([h.numbers for h in hits])
    scores, tiers = (np.concatenate([getattr(h, n) for h in hits]) for n in ("scores", "tiers"))
    owners = np.repeat(np.arange(len(hits)), [len(h.numbers) for h in hits])
    days, ids = _ranks(hits, "date"), _ranks(hits, "id")
    first = -np.round(scores, 9)
    if sort is Sort.NEWEST:
        first = -days
    elif sort is Sort.HIGHEST:
        first = _ranks(hits, "level")
    chosen = np.arange(len(numbers))
    if len(numbers) > MANY:
        chosen = _smallest(tiers * FAR + first, most)
    keys = (ids[chosen], -days[chosen], -np.round(scores[chosen], 9), first[chosen], tiers[chosen])
    return tuple(
        Hit(hits[owners[n]].arrays.column("id").of(int(numbers[n])), float(scores[n]))
        for n in chosen[np.lexsort(keys)][:most]
    )


def _ranks(hits: Sequence[SegmentHits], name: str) -> Reals:
    return np.concatenate([h.arrays.ranks(name)[h.numbers] for h in hits])


def _smallest(keys: Reals, most: int) -> Any:
    """The places of the `most` smallest keys and of all that equal the last of them."""
    most = min(max(most, 1), len(keys))
    return np.flatnonzero(keys <= np.partition(keys, most - 1)[most - 1])
