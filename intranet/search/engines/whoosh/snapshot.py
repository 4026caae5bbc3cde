"""One generation of a Whoosh index as one thread sees it: scores, order, counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.searching import Searcher

from intranet.search.engines.port import EngineResults, Hit
from intranet.search.engines.whoosh.facets import Narrowing
from intranet.search.engines.whoosh.scoring import Part, Scores, Whole
from intranet.search.engines.whoosh.segment_cache import Kept
from intranet.search.fields import Field
from intranet.search.query.preference import Preference, factor
from intranet.search.query.request import SearchRequest, Sort
from intranet.search.query.tree import Query

MOST_MASKS = 200
MANY = 2000  # hits from which on only the first ones are put in order
FAR = 1e9  # more than any score or day


@dataclass(frozen=True)
class Matches:
    """The hits of one part, side by side; tier says how far ahead a hit belongs (0 first)."""

    part: int
    numbers: NDArray[np.int32]
    values: NDArray[np.float64]
    tiers: NDArray[np.int32]

    def kept(self, mask: NDArray[np.bool_]) -> "Matches":
        """Those that the mask keeps."""
        return Matches(self.part, self.numbers[mask], self.values[mask], self.tiers[mask])


class View:
    """An open searcher; thrown away with its generation."""

    def __init__(self, searcher: Searcher, generation: str, kept: Kept) -> None:
        self.generation = generation
        self._searcher = searcher
        self._frequencies: dict[tuple[str, str], int] = {}
        whole = Whole(searcher.doc_count_all(), self._having, searcher.avg_field_length)
        leaves = [leaf.reader() for leaf, _ in searcher.leaf_searchers()]
        names = [leaf.segment().segment_id() for leaf in leaves]
        kept.keep_only(names)
        self.parts = [
            Part(leaf, kept.segment(name), whole)
            for leaf, name in zip(leaves, names, strict=True)
        ]  # fmt: skip
        self._allowed: dict[frozenset[str], list[NDArray[np.bool_]]] = {}

    @property
    def entries(self) -> int:
        """How many entries can be found."""
        return int(self._searcher.doc_count())

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def stamps(self) -> dict[str, str]:
        """The stamp of each entry by its id."""
        found: dict[str, str] = {}
        for part in self.parts:
            ids, stamps = part.column("id"), part.column("stamp")
            found.update((ids.of(n), stamps.of(n)) for n in np.flatnonzero(part.alive).tolist())
        return found

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """In how many entries each token stands."""
        return {token: self._having(field.value, token) for token in tokens}

    def vocabulary(self, beginning: str, limit: int) -> tuple[tuple[str, int], ...]:
        """Words that begin so with their frequency, most frequent first."""
        words = {word for part in self.parts for word in part.words(Field.FOLD.value, beginning)}
        found = self.counts(Field.FOLD, words)
        return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:limit])

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """For each query those of the ids that it finds."""
        found: list[set[str]] = [set() for _ in queries]
        for part in self.parts:
            here = {n: one for one in ids if (n := part.place(one)) is not None}
            wanted = np.asarray(sorted(here), np.int32)
            for query, names in zip(queries, found, strict=True):
                mask = part.scores(query).among(wanted) if here else ()
                names.update(here[int(number)] for number in wanted[mask] if here)
            part.forget()
        return tuple(map(frozenset, found))

    def search(self, request: SearchRequest) -> EngineResults:
        """One page of what the query finds, with total and counts."""
        found = [self._matches(place, request) for place in range(len(self.parts))]
        if request.prefer:
            found = [self._preferred(one, request.prefer) for one in found]
        least = request.floor * max(
            (float(one.values.max()) for one in found if len(one.values)), default=0
        )
        counted: dict[str, Counter[str]] = {facet: Counter() for facet in request.facets}
        kept = []
        for part in self.parts:
            part.forget()
        for one in found:
            one = one.kept((one.tiers < len(request.ahead)) | (one.values >= least))
            narrowing = Narrowing(self.parts[one.part], request.filters, one.numbers)
            narrowing.count(counted)
            kept.append(one.kept(narrowing.passing))
        return EngineResults(
            hits=tuple(self._ordered(kept, request)),
            total=sum(len(one.numbers) for one in kept),
            ahead=int(sum((one.tiers < len(request.ahead)).sum() for one in kept)),
            facets={facet: dict(counts) for facet, counts in counted.items()},
        )

    def _matches(self, place: int, request: SearchRequest) -> Matches:
        part = self.parts[place]
        scores: Scores = part.scores(request.query)
        if request.audience is not None:
            scores = scores.kept(self._audience(request.audience)[place][scores.numbers])
        ahead = request.ahead
        tiers = np.full(len(scores), len(ahead), np.int32)
        for tier in reversed(range(len(ahead))):
            tiers[part.scores(ahead[tier]).among(scores.numbers)] = tier
        return Matches(place, scores.numbers, scores.values, tiers)

    def _audience(self, words: frozenset[str]) -> list[NDArray[np.bool_]]:
        if words not in self._allowed:
            if len(self._allowed) >= MOST_MASKS:
                self._allowed.clear()
            self._allowed[words] = [part.having("audience", sorted(words)) for part in self.parts]
        return self._allowed[words]

    def _preferred(self, one: Matches, prefer: Preference) -> Matches:
        part = self.parts[one.part]
        days, states = part.column("date"), part.column("status")
        pairs = days.codes[one.numbers] * len(states.values) + states.codes[one.numbers]
        distinct, places = np.unique(pairs, return_inverse=True)
        factors = np.array(
            [
                factor(days.values[pair // len(states.values)],
                       states.values[pair % len(states.values)], prefer.today)
                for pair in distinct.tolist()
            ]
        )  # fmt: skip
        values = one.values * factors[places] if len(distinct) else one.values
        return Matches(one.part, one.numbers, values, one.tiers)

    def _ordered(self, found: Sequence[Matches], request: SearchRequest) -> list[Hit]:
        """The hits of the page; among equals the newer comes first, then the smaller id."""
        parts = [self.parts[one.part] for one in found]
        numbers = [one.numbers for one in found]
        values = np.concatenate([one.values for one in found] or [np.empty(0)])
        tiers = np.concatenate([one.tiers for one in found] or [np.empty(0, np.int32)])
        owners = np.repeat(np.arange(len(found)), [len(one) for one in numbers])
        flat = np.concatenate(numbers or [np.empty(0, np.int32)])
        days, ids = (
            np.concatenate(
                [part.ranks(name)[one] for part, one in zip(parts, numbers, strict=True)]
                or [np.empty(0)]
            )
            for name in ("date", "id")
        )
        first = -np.round(values, 9)
        most, sort = request.offset + request.limit, request.sort
        if sort is Sort.NEWEST:
            first = -days
        elif sort is Sort.HIGHEST:
            levels = [part.ranks("level")[one] for part, one in zip(parts, numbers, strict=True)]
            first = np.concatenate(levels or [np.empty(0)])
        chosen = _smallest(tiers * FAR + first, most) if len(flat) > MANY else np.arange(len(flat))
        keys = (ids[chosen], -days[chosen], -np.round(values[chosen], 9), first[chosen])
        order = chosen[np.lexsort((*keys, tiers[chosen]))][request.offset : most]
        return [
            Hit(parts[owners[n]].column("id").of(int(flat[n])), float(values[n])) for n in order
        ]

    def _having(self, name: str, token: str) -> int:
        key = (name, token)
        if key not in self._frequencies:
            # Deleted ones count until their part is merged, as in every engine.
            self._frequencies[key] = sum(len(p.postings(name, token).numbers) for p in self.parts)
        return self._frequencies[key]


def _smallest(keys: NDArray[Any], most: int) -> NDArray[Any]:
    """The places of the `most` smallest keys and of all that equal the last of them."""
    most = min(max(most, 1), len(keys))
    least = np.partition(keys, most - 1)[most - 1]
    return np.flatnonzero(keys <= least)
