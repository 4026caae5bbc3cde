"""One generation of a Whoosh index: finds, orders and counts over all its segments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from intranet.search.engines.filtered_hits import Mask, Numbers, Reals, first_places
from intranet.search.engines.port import EngineResults, Hit
from intranet.search.engines.whoosh.scoring import IndexFigures, SegmentScorer, having
from intranet.search.engines.whoosh.segment_arrays import SegmentArrays
from intranet.search.fields import Field
from intranet.search.query.preference import factor
from intranet.search.query.request import Filters, SearchRequest, Sort
from intranet.search.query.tree import Query

SET = "set"


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
        return SegmentHits(self.arrays, self.numbers[mask], self.scores[mask], self.tiers[mask])

    def arrived(self, filters: Filters) -> "SegmentHits":
        """Those that arrived when the filters say."""
        after, until = filters.arrived_after, filters.arrived_until
        if not after and not until:
            return self
        fitting = self.arrays.column("arrived").where(
            lambda at: (not after or at > after) and (not until or at <= until)
        )
        return self.masked(fitting[self.numbers])

    def passing(self, filters: Filters, without: str = "") -> Mask:
        """For each hit whether it passes the filters of all facets, without that of one."""
        chosen = {facet: of for facet, of in filters.chosen.items() if of and facet != without}
        masks = [self._having(facet, values, filters) for facet, values in chosen.items()]
        return np.asarray(np.logical_and.reduce([np.ones(len(self.numbers), np.bool_), *masks]))

    def _having(self, facet: str, chosen: frozenset[str], filters: Filters) -> Mask:
        if facet == SET:
            return self._among(chain(*(filters.sets.get(name, ()) for name in chosen)))
        fitting = [not chosen.isdisjoint(values) for values in self.arrays.facet_values(facet)]
        codes = self.arrays.column(facet).codes[self.numbers]
        return np.asarray(np.array(fitting, np.bool_)[codes])

    def _among(self, ids: Iterable[str]) -> Mask:
        return np.isin(self.numbers, [n for n in map(self.arrays.number_of, ids) if n is not None])

    def counts(self, facet: str, filters: Filters) -> Counter[str]:
        """How many of these hits have each value of a facet."""
        if facet == SET:
            members = {name: self._among(ids) for name, ids in filters.sets.items()}
            return +Counter({name: int(mask.sum()) for name, mask in members.items()})
        counts = Counter[str]()
        values, codes = self.arrays.facet_values(facet), self.arrays.column(facet).codes
        for code, times in enumerate(np.bincount(codes[self.numbers]).tolist()):
            counts.update(dict.fromkeys(filter(None, values[code] if times else ()), times))
        return counts

    def preferred(self, today: str) -> "SegmentHits":
        """The hits with scores multiplied as the preference says."""
        days, states = self.arrays.column("date"), self.arrays.column("status")
        pairs = days.codes[self.numbers] * len(states.values) + states.codes[self.numbers]
        distinct, places = np.unique(pairs, return_inverse=True)
        factors = [
            factor(days.values[day], states.values[state], today)
            for day, state in (divmod(pair, len(states.values)) for pair in distinct.tolist())
        ]
        return replace(self, scores=self.scores * np.array(factors, np.float64)[places])


class WhooshSnapshot:
    """What can be found at one moment; threads share it."""

    def __init__(self, segments: Sequence[LivingSegment]) -> None:
        self._segments = segments
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
        return {token: self._figures.having(field.value, token) for token in tokens}

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
        return self._answer([self._scorer(segment) for segment in self._segments], request)

    def _answer(self, scorers: Sequence[SegmentScorer], request: SearchRequest) -> EngineResults:
        hits = self._above_floor(scorers, request)
        passing = [of_segment.masked(of_segment.passing(request.filters)) for of_segment in hits]
        total = sum(len(of_segment.numbers) for of_segment in passing)
        if request.looser and total < request.looser.few:
            return self._answer(scorers, request.loosened(request.looser))
        ahead = int(sum((h.tiers < len(request.ahead)).sum() for h in passing))
        return EngineResults(
            hits=_first(passing, request.sort, request.offset + request.limit)[request.offset :],
            total=total,
            ahead=total if request.looser else ahead,
            facets=_facets(hits, passing, request),
        )

    def _above_floor(
        self, scorers: Sequence[SegmentScorer], request: SearchRequest
    ) -> list[SegmentHits]:
        """What is found in each segment before the filters of facets narrow it."""
        pairs = zip(self._segments, scorers, strict=True)
        hits = [_hits(segment, scorer, request) for segment, scorer in pairs]
        if request.prefer:
            hits = [of_segment.preferred(request.prefer) for of_segment in hits]
        if request.floor:
            best = max((float(h.scores.max()) for h in hits if len(h.scores)), default=0.0)
            least, last = request.floor * best, len(request.ahead)
            hits = [h.masked((h.tiers < last) | (h.scores >= least)) for h in hits]
        return [of_segment.arrived(request.filters) for of_segment in hits]

    def _scorer(self, segment: LivingSegment) -> SegmentScorer:
        return SegmentScorer(segment.arrays, segment.alive, self._figures)

    def _having(self, field: str, token: str) -> int:
        """In how many entries a token stands; deleted ones count until they are merged away."""
        return sum(len(s.arrays.postings(field, token).numbers) for s in self._segments)


def _hits(segment: LivingSegment, scorer: SegmentScorer, request: SearchRequest) -> SegmentHits:
    scored = scorer.living(request.query)
    if request.audience is not None:
        readable = having(segment.arrays, "audience", request.audience)
        scored = scored.masked(readable[scored.numbers])
    tiers = np.full(len(scored), len(request.ahead), np.int32)
    for tier in reversed(range(len(request.ahead))):
        tiers[scorer.matches_among(request.ahead[tier], scored.numbers)] = tier
    return SegmentHits(segment.arrays, scored.numbers, scored.scores, tiers)


def _facets(
    hits: Sequence[SegmentHits], passing: Sequence[SegmentHits], request: SearchRequest
) -> dict[str, dict[str, int]]:
    """The counts of each facet among the hits that pass the filters of the others."""
    filters, facets = request.filters, {}
    for facet in request.facets:
        counts = Counter[str]()
        narrows = bool(filters.of(facet))
        for of_segment in hits if narrows else passing:
            if narrows:
                of_segment = of_segment.masked(of_segment.passing(filters, without=facet))
            counts.update(of_segment.counts(facet, filters))
        facets[facet] = dict(counts)
    return facets


def _first(hits: Sequence[SegmentHits], sort: Sort, most: int) -> tuple[Hit, ...]:
    if not hits:
        return ()
    numbers, scores, tiers = (
        np.concatenate([getattr(h, name) for h in hits]) for name in ("numbers", "scores", "tiers")
    )
    owners = np.repeat(np.arange(len(hits)), [len(h.numbers) for h in hits])

    def rank(name: str) -> Reals:
        return np.concatenate([h.arrays.ranks(name)[h.numbers] for h in hits])

    places = first_places(sort, most, tiers, np.round(scores, 9), rank)
    return tuple(
        Hit(hits[owners[n]].arrays.column("id").of(int(numbers[n])), float(scores[n]))
        for n in places
    )
