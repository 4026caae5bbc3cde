"""How fast searches are answered, counted by day and engine; when the larger engine pays."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intranet.core.application import service
from intranet.core.clock import today
from intranet.core.current_settings import settings
from intranet.search.engines import registry
from intranet.search.usage.models import LatencyDay
from intranet.search.usage.query_log import add_up, forget_rows, impatient

# Upper ends of the counted spans; what took longer counts in the last one.
SPANS = (5, 10, 20, 30, 40, 60, 80, 100, 150, 200, 250, 350, 500, 750, 1000, 2000, 5000, 60_000)
WEEK = 7
KEPT_DAYS = 90
AT_ONCE, SECONDS = 20, 30.0  # how many counts, or how long, wait for the next writing

SLOW_MS = 250
"""Beyond this the slowest of twenty searches is felt as waiting: the bar that Whoosh is held to."""
MANY_ENTRIES = 20_000
"""At 50 000 entries plain Whoosh took 0.4 to 0.7 s for long questions on two cores, tantivy 1 ms;
who comes this far has time to move before it is felt. `bench.search --articles` measures anew."""


class LatencyCounts:
    """Counts of one process that wait to be written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[date, str, int]] = Counter()
        self._since = monotonic() - SECONDS

    def add(self, key: tuple[date, str, int]) -> bool:
        """Count one search; whether it is time to write."""
        with self._lock:
            self._counts[key] += 1
            return self._counts.total() >= AT_ONCE or monotonic() - self._since >= SECONDS

    def take(self) -> Counter[tuple[date, str, int]]:
        """All counts, which wait no longer."""
        with self._lock:
            taken, self._counts, self._since = self._counts, Counter(), monotonic()
            return taken


@dataclass(frozen=True)
class EngineLatency:
    """How long the searches of an engine took; milliseconds are upper ends of spans."""

    engine: str
    times: int
    median_ms: int
    slowest_ms: int  # of twenty: the 95th percentile


def note(ms: float) -> None:
    """Count that a search took so long. Never fails and never keeps a page waiting."""
    span = SPANS[min(bisect_left(SPANS, ms), len(SPANS) - 1)]
    if service(LatencyCounts).add((today(), registry.engine_name(settings()), span)):
        write()


def write() -> None:
    """Write the counts down; where the database is busy they are let go."""
    counts = service(LatencyCounts).take()
    with suppress(OperationalError), impatient() as session:
        for (day, engine, span), times in counts.items():
            row = {"day": day, "engine": engine, "at_most_ms": span}
            add_up(session, LatencyDay, row, {"times": times})


def latencies(session: Session) -> Sequence[EngineLatency]:
    """The pace of each engine in the last week, today included."""
    first = today() - timedelta(days=WEEK - 1)
    query = (
        select(LatencyDay.engine, LatencyDay.at_most_ms, func.sum(LatencyDay.times))
        .where(LatencyDay.day >= first)
        .group_by(LatencyDay.engine, LatencyDay.at_most_ms)
        .order_by(LatencyDay.engine, LatencyDay.at_most_ms)
    )
    latencies = []
    for engine, rows in groupby(session.execute(query), key=lambda row: row.engine):
        spans = {at_most: times for _engine, at_most, times in rows}
        total = sum(spans.values())
        latencies.append(EngineLatency(engine, total, _share(spans, 0.5), _share(spans, 0.95)))
    return latencies


def is_larger_advised(engine: str, entries: int, latencies: Sequence[EngineLatency]) -> bool:
    """Whether measured time or size says that the larger engine would serve better."""
    is_slow = any(known.engine == engine and known.slowest_ms > SLOW_MS for known in latencies)
    return engine == registry.WHOOSH and (is_slow or entries > MANY_ENTRIES)


def forget_old() -> None:
    """Remove counts that nobody looks at any more."""
    forget_rows(LatencyDay, LatencyDay.day < today() - timedelta(days=KEPT_DAYS))


def _share(spans: dict[int, int], share: float) -> int:
    """The end of the span up to which this share was answered; spans are in order."""
    counted = list(accumulate(spans.values()))
    return list(spans)[bisect_left(counted, share * counted[-1])]
