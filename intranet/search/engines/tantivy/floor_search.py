"""A search whose weakest hits do not count: its hits are listed, as no count knows scores."""

from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.engines.filtered_hits import FilteredHits, first_places
from intranet.search.engines.port import EngineResults, Hit
from intranet.search.engines.tantivy.ordering import ALWAYS, DIGITS, factors_of
from intranet.search.engines.tantivy.query_translation import within
from intranet.search.engines.tantivy.reader import IndexReader, Row
from intranet.search.engines.tantivy.schema import numbers_of
from intranet.search.query.request import SearchRequest

FIRST_READ = 1000
RANKS = {"date": "day", "level": "rank"}


def results_above_floor(
    reader: IndexReader, request: SearchRequest, query: Any, ahead: Sequence[Any]
) -> EngineResults:
    """The page of the hits above the floor and of those ahead, their number, and the counts."""
    rows, tiers = _rows(reader, request, query, ahead)
    places, scores = [place for _, place in rows], np.array([score for score, _ in rows])
    if request.prefer:
        days = reader.numbers("day", places)
        scores = scores * factors_of(reader, places, days, request.prefer)
    counting = (tiers < len(ahead)) | (scores >= request.floor * scores.max(initial=0.0))
    places, scores, tiers = list(compress(places, counting)), scores[counting], tiers[counting]
    ids = np.array(reader.numbers("uid", places), np.uint64)
    traits_codes = np.array(reader.numbers("traits_code", places), np.uint64)
    distinct, codes = np.unique(traits_codes, return_inverse=True)
    traits = [reader.traits(int(code)) for code in distinct]
    filtered = FilteredHits(
        len(places),
        request.filters,
        lambda facet: (codes, [each[facet] for each in traits]),
        lambda names: np.isin(ids, np.array(numbers_of(names), np.uint64)),
    )
    passing = np.flatnonzero(filtered.passing)
    ranked = first_places(
        request.sort,
        request.offset + request.limit,
        tiers[passing],
        np.round(scores[passing], DIGITS),
        ids[passing],
        lambda name: np.array(reader.numbers(RANKS[name], [places[n] for n in passing]), np.int64),
    )
    page = passing[ranked][request.offset :]
    return EngineResults(
        hits=tuple(map(Hit, reader.ids([places[hit] for hit in page]), scores[page].tolist())),
        total=len(passing),
        ahead=int(np.count_nonzero(tiers[passing] < len(ahead))),
        facets={facet: filtered.counts(facet) for facet in request.facets},
    )


def _rows(
    reader: IndexReader, request: SearchRequest, query: Any, ahead: Sequence[Any]
) -> tuple[list[Row], NDArray[np.int32]]:
    """All hits that may count, and how far ahead each belongs."""
    best = max((score for score, _ in reader.top(query, 1)), default=0.0)
    # A preference may lift a hit over the floor, but no further than this.
    least = request.floor * best / (ALWAYS if request.prefer else 1.0)
    rows: list[list[Row]] = []
    for tier, first in enumerate(ahead):
        part = within(query, first, without=ahead[:tier])
        rows.append(reader.top(part, reader.count(part)))
    rows.append(_above(reader, within(query, without=ahead), least))
    tiers = np.repeat(np.arange(len(rows), dtype=np.int32), list(map(len, rows)))
    return [row for of_tier in rows for row in of_tier], tiers


def _above(reader: IndexReader, query: Any, least: float) -> list[Row]:
    limit = FIRST_READ
    while True:
        rows = reader.top(query, limit)
        if len(rows) < limit or rows[-1][0] < least:
            return [row for row in rows if row[0] >= least]
        limit *= 4
