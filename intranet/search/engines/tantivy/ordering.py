"""In which order the hits of a tantivy index come, read no further than the page needs.

Which hits are too weak to count is listed, as no query knows scores.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

import tantivy

from intranet.search.engines.port import LEVEL_RANKS, Hit
from intranet.search.engines.tantivy.query_translation import any_of, either, flat, numbered, within
from intranet.search.engines.tantivy.reader import IndexReader, Row
from intranet.search.engines.tantivy.schema import day_of
from intranet.search.query.preference import factor
from intranet.search.query.request import SearchRequest, Sort

ALWAYS = 1.07  # no factor of a preference is larger
FIRST_READ, MANY_READ, MOST_READ = 64, 1000, 4096
DIGITS = 5  # of a score; the engine counts with single precision
LAST = 2**62


def page(reader: IndexReader, request: SearchRequest, tiers: Sequence[Any]) -> Iterator[Hit]:
    """The hits of the page, out of as many tiers as it reaches over."""
    start, left = request.offset, request.limit
    for tier in _sorted_apart(reader, request, tiers):
        if left < 1:
            return
        rows = _rows(reader, request, tier, start, left)
        ids = reader.ids([place for _, place in rows])
        yield from map(Hit, ids, [score for score, _ in rows])
        # Only a tier that lies before the page has to be counted.
        start = 0 if rows or not start else max(0, start - reader.count(tier))
        left -= len(rows)


def _sorted_apart(
    reader: IndexReader, request: SearchRequest, tiers: Sequence[Any]
) -> Iterator[Any]:
    """The tiers, by level one after the other when the highest come first."""
    for tier in tiers:
        if request.sort is Sort.HIGHEST:
            for rank in range(len(LEVEL_RANKS) + 1):
                yield within(tier, numbered(reader.schema, "rank", rank, rank))
        else:
            yield tier


def _rows(
    reader: IndexReader, request: SearchRequest, tier: Any, start: int, most: int
) -> list[Row]:
    """The rows of a tier from a place on; none when it ends before."""
    if request.sort is Sort.NEWEST:
        return _newest(reader, tier, start, most)
    prefer = request.prefer if request.sort is Sort.BEST else ""
    rows = _best(reader, tier, prefer, start + most)
    if rows and not rows[0][0]:
        return _newest(reader, tier, start, most)
    return rows[start : start + most]


def _newest(reader: IndexReader, tier: Any, start: int, most: int) -> list[Row]:
    """Those of the newest days; entries of one day by their score."""
    order = {"order_by_field": "day", "order": tantivy.Order.Desc, "count": False}
    newest = reader.searcher.search(tier, limit=start + most, **order).hits
    if len(newest) <= start:
        return []
    first, last = newest[-1][0], newest[start][0]
    later = reader.count(within(tier, numbered(reader.schema, "day", last + 1, LAST)))
    around = within(tier, numbered(reader.schema, "day", first, last))
    rows = reader.top(around, reader.entries)
    return _in_order(reader, rows, by_day=True)[start - later : start - later + most]


def _best(reader: IndexReader, tier: Any, prefer: str, most: int) -> list[Row]:
    """The best: so many are read that none further down could come before them."""
    limit = max(FIRST_READ, 2 * most)
    while True:
        read = reader.top(tier, limit)
        rows = _in_order(reader, read, prefer)
        if len(read) < limit or limit >= MOST_READ:
            return rows
        highest_below = read[-1][0] * (ALWAYS if prefer else 1.0)
        if highest_below < rows[most - 1][0] or not read[0][0]:
            return rows
        limit *= 4


def _in_order(
    reader: IndexReader, rows: Sequence[Row], prefer: str = "", *, by_day: bool = False
) -> list[Row]:
    """The rows with their scores after the preference: by score, then day, or the other way."""
    places = [place for _, place in rows]
    days, uids = reader.numbers("day", places), reader.numbers("uid", places)
    factors = factors_of(reader, places, days, prefer) if prefer else [1.0] * len(rows)
    keyed = []
    for (score, place), by, day, uid in zip(rows, factors, days, uids, strict=True):
        best = (round(-score * by, DIGITS), -day)
        keyed.append((best[::-1] if by_day else best, uid, (score * by, place)))
    return [row for *_, row in sorted(keyed, key=itemgetter(0, 1))]


def factors_of(
    reader: IndexReader, places: Sequence[Any], days: Sequence[int], prefer: str
) -> list[float]:
    """What `preference.factor` says of the entry at each place."""
    statuses = map(reader.statuses.__getitem__, reader.numbers("traits_code", places))
    return [_factor(day, status, prefer) for day, status in zip(days, statuses, strict=True)]


@lru_cache(maxsize=100_000)
def _factor(day: int, status: str, today: str) -> float:
    return factor(day_of(day), status, today)


def above_floor(
    reader: IndexReader, request: SearchRequest, query: Any, ahead: Sequence[Any]
) -> Any:
    """The query that finds what of the query scores the floor of the request, or is ahead."""
    rows = _that_may_count(reader, request, query)
    places, scores = [place for _, place in rows], [score for score, _ in rows]
    if request.prefer:
        days = reader.numbers("day", places)
        factors = factors_of(reader, places, days, request.prefer)
        scores = [score * by for score, by in zip(scores, factors, strict=True)]
    least = request.floor * max(scores, default=0.0)
    counting = [place for place, score in zip(places, scores, strict=True) if score >= least]
    first = within(flat(query), either(ahead))
    counting += [place for _, place in reader.top(first, reader.count(first))]
    return any_of(reader.schema, "uid", reader.numbers("uid", counting))


def _that_may_count(reader: IndexReader, request: SearchRequest, query: Any) -> list[Row]:
    # A preference may lift a hit over the floor, but no further than this.
    floor = request.floor / (ALWAYS if request.prefer else 1.0)
    limit = MANY_READ
    while True:
        rows = reader.top(query, limit)
        least = floor * rows[0][0] if rows else 0.0
        if len(rows) < limit or rows[-1][0] < least:
            return [row for row in rows if row[0] >= least]
        limit *= 4
