"""A search whose weakest hits do not count: its hits are listed, as no count knows scores."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.engines.filtered_hits import FilteredHits
from intranet.search.engines.port import EngineResults, Hit, level_rank
from intranet.search.engines.tantivy.ordering import ALWAYS, DIGITS, factors_of
from intranet.search.engines.tantivy.query_translation import within
from intranet.search.engines.tantivy.reader import IndexReader, Row
from intranet.search.engines.tantivy.schema import numbers_of
from intranet.search.query.request import SearchRequest, Sort

FIRST_READ = 1000


class FloorSearch:
    """The hits of one search above its floor, and those ahead, side by side."""

    def __init__(
        self, reader: IndexReader, request: SearchRequest, query: Any, ahead: Sequence[Any]
    ) -> None:
        self._reader, self._request = reader, request
        rows, tiers = self._rows(query, ahead)
        places = [place for _, place in rows]
        days, scores = reader.numbers("day", places), np.array([score for score, _ in rows])
        if request.prefer:
            scores = scores * factors_of(reader, places, days, request.prefer)
        least = request.floor * scores.max(initial=0.0)
        counting = np.flatnonzero((tiers < len(ahead)) | (scores >= least))
        self._places = [places[hit] for hit in counting]
        self._tiers, self._scores = tiers[counting], scores[counting]
        self._days = np.array(days, np.int64)[counting]
        self._ids = np.array(reader.numbers("uid", self._places), np.uint64)
        codes = np.array(reader.numbers("traits_code", self._places), np.uint64)
        distinct, self._codes = np.unique(codes, return_inverse=True)
        self._traits = [reader.traits.of(reader.searcher, int(code)) for code in distinct]

    def results(self) -> EngineResults:
        """The page of hits, their number, and the counts."""
        request = self._request
        filtered = FilteredHits(
            len(self._places),
            request.filters,
            lambda facet: (self._codes, [traits.values[facet] for traits in self._traits]),
            lambda ids: np.isin(self._ids, np.array(numbers_of(ids), np.uint64)),
        )
        passing = np.flatnonzero(filtered.passing)
        page = self._ordered(passing)[request.offset : request.offset + request.limit]
        ids = self._reader.ids([self._places[hit] for hit in page])
        return EngineResults(
            hits=tuple(map(Hit, ids, map(float, self._scores[page]))),
            total=len(passing),
            ahead=int(np.count_nonzero(self._tiers[passing] < len(request.ahead))),
            facets={facet: filtered.counts(facet) for facet in request.facets},
        )

    def _ordered(self, hits: NDArray[np.intp]) -> NDArray[np.intp]:
        scores, days = np.round(self._scores[hits], DIGITS), self._days[hits]
        first: NDArray[Any] = np.zeros(len(hits))
        if self._request.sort is Sort.NEWEST:
            first = -days
        elif self._request.sort is Sort.HIGHEST:
            ranks = [level_rank("".join(each.values["level"])) for each in self._traits]
            first = np.array(ranks, np.int64)[self._codes[hits]]
        return hits[np.lexsort((self._ids[hits], -days, -scores, first, self._tiers[hits]))]

    def _rows(self, query: Any, ahead: Sequence[Any]) -> tuple[list[Row], NDArray[np.int32]]:
        """All hits that may count, and how far ahead each belongs."""
        reader = self._reader
        best = max((score for score, _ in reader.top(query, 1)), default=0.0)
        # A preference may lift a hit over the floor, but no further than this.
        least = self._request.floor * best / (ALWAYS if self._request.prefer else 1.0)
        rows: list[list[Row]] = []
        for tier, first in enumerate(ahead):
            part = within(query, first, without=ahead[:tier])
            rows.append(reader.top(part, reader.count(part)))
        rows.append(self._above(within(query, without=ahead), least))
        tiers = np.repeat(np.arange(len(rows), dtype=np.int32), list(map(len, rows)))
        return [row for of_tier in rows for row in of_tier], tiers

    def _above(self, query: Any, least: float) -> list[Row]:
        limit = FIRST_READ
        while True:
            rows = self._reader.top(query, limit)
            if len(rows) < limit or rows[-1][0] < least:
                return [row for row in rows if row[0] >= least]
            limit *= 4
