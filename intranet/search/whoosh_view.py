"""One generation of a Whoosh index as one thread sees it: scores, order, counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.searching import Searcher

from intranet.language.levels import Level
from intranet.search.values import FACETS as ALL_FACETS
from intranet.search.values import Filters, Found, Hit, Query, Sort
from intranet.search.whoosh_schema import SEPARATOR
from intranet.search.whoosh_scoring import Part

FACETS = ALL_FACETS[:-1]
RANK = {level.value: position for position, level in enumerate(Level)}
MOST_KEPT = 200


@dataclass(frozen=True)
class Match:
    """An entry that matched: where it lies, its score and how far ahead it belongs (0 first)."""

    leaf: int
    number: int
    score: float
    tier: int


class View:
    """An open searcher; thrown away with its generation."""

    def __init__(self, searcher: Searcher, generation: str) -> None:
        self.generation = generation
        self._searcher = searcher
        self._parts = [Part(searcher, leaf) for leaf, _ in searcher.leaf_searchers()]
        self._columns: dict[tuple[int, str], Any] = {}
        self._allowed: dict[frozenset[str], list[frozenset[int]]] = {}

    @property
    def entries(self) -> int:
        """How many entries can be found."""
        return int(self._searcher.doc_count())

    @property
    def segments(self) -> int:
        """In how many parts the index lies."""
        return len(self._parts)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def ids(self) -> frozenset[str]:
        """The ids of all entries."""
        return frozenset(
            self._value(place, "id", number)
            for place, part in enumerate(self._parts)
            for number in part.all()
        )

    def search(
        self,
        query: Query,
        audience: frozenset[str] | None,
        filters: Filters,
        ahead: Sequence[Query],
        sort: Sort,
        limit: int,
        offset: int,
        floor: float,
    ) -> Found:
        """One page of what the query finds, with total and counts."""
        matches = list(self._matches(query, ahead, audience))
        least = floor * max((match.score for match in matches), default=0.0)
        matches = [one for one in matches if one.tier < len(ahead) or one.score >= least]
        facets: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        kept = [match for match in matches if self._count(match, filters, facets)]
        shown = self._ordered(kept, sort)[offset : offset + limit]
        return Found(
            hits=tuple(Hit(self._value(m.leaf, "id", m.number), m.score) for m in shown),
            total=len(kept),
            ahead=sum(match.tier < len(ahead) for match in kept),
            facets={facet: dict(counts) for facet, counts in facets.items()},
        )

    def _matches(
        self, query: Query, ahead: Sequence[Query], audience: frozenset[str] | None
    ) -> Iterator[Match]:
        for place, part in enumerate(self._parts):
            tiers = [part.scores(one).keys() for one in ahead]
            allowed = None if audience is None else self._audience(audience)[place]
            for number, score in part.scores(query).items():
                if allowed is None or number in allowed:
                    tier = next((n for n, tier in enumerate(tiers) if number in tier), len(tiers))
                    yield Match(place, number, score, tier)

    def _audience(self, words: frozenset[str]) -> list[frozenset[int]]:
        if words not in self._allowed:
            if len(self._allowed) >= MOST_KEPT:
                self._allowed.clear()
            self._allowed[words] = [part.having("audience", words) for part in self._parts]
        return self._allowed[words]

    def _count(self, match: Match, filters: Filters, facets: dict[str, Counter[str]]) -> bool:
        """Whether the match passes all filters; it counts for each facet that alone refuses it."""
        values = {facet: self._values(match, facet) for facet in FACETS}
        refusing = [
            facet for facet in FACETS
            if (wanted := filters.of(facet)) and wanted.isdisjoint(values[facet])
        ]  # fmt: skip
        for facet in FACETS if not refusing else refusing if len(refusing) == 1 else ():
            facets[facet].update(value for value in values[facet] if value)
        return not refusing

    def _ordered(self, matches: list[Match], sort: Sort) -> list[Match]:
        matches = sorted(matches, key=lambda m: (-m.score, m.leaf, m.number))
        if sort is Sort.NEWEST:
            matches.sort(key=lambda m: self._value(m.leaf, "date", m.number), reverse=True)
        elif sort is Sort.HIGHEST:
            matches.sort(key=lambda m: RANK.get(self._value(m.leaf, "level", m.number), len(RANK)))
        return sorted(matches, key=lambda m: m.tier)

    def _values(self, match: Match, facet: str) -> tuple[str, ...]:
        value = self._value(match.leaf, facet, match.number)
        return tuple(value.split(SEPARATOR)) if facet == "topic" else (value,)

    def _value(self, place: int, name: str, number: int) -> str:
        column = self._columns.get((place, name))
        if column is None:
            column = self._columns[place, name] = self._parts[place].column(name)
        return str(column[number], "utf-8")
