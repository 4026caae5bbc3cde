"""How fast searches are answered, counted by day and engine; when the larger engine pays."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from time import monotonic

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from intranet.core.application import service
from intranet.core.clock import today
from intranet.core.database import writing
from intranet.core.settings import settings
from intranet.search.engines import registry
from intranet.search.usage.models import LatencyDay
from intranet.search.usage.query_log import impatient

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
    if _noted().add((today(), registry.engine_name(settings()), span)):
        write()


def write() -> None:
    """Write the counts down; where the database is busy they are let go."""
    counts = _noted().take()
    try:
        with impatient() as session:
            for (day, engine, span), times in counts.items():
                _add(session, day, engine, span, times)
    except (OperationalError, IntegrityError):
        return


def latencies(session: Session, days: int = WEEK) -> Sequence[EngineLatency]:
    """The pace of each engine in the last days, today included."""
    first = today() - timedelta(days=days - 1)
    query = (
        select(LatencyDay.engine, LatencyDay.at_most_ms, func.sum(LatencyDay.times))
        .where(LatencyDay.day >= first)
        .group_by(LatencyDay.engine, LatencyDay.at_most_ms)
        .order_by(LatencyDay.engine, LatencyDay.at_most_ms)
    )
    spans: dict[str, dict[int, int]] = {}
    for engine, at_most, times in session.execute(query):
        spans.setdefault(engine, {})[at_most] = times
    return [
        EngineLatency(
            engine,
            sum(times_by_span.values()),
            _share(times_by_span, 0.5),
            _share(times_by_span, 0.95),
        )
        for engine, times_by_span in spans.items()
    ]


def is_larger_advised(engine: str, entries: int, latencies: Sequence[EngineLatency]) -> bool:
    """Whether measured time or size says that the larger engine would serve better."""
    slowest = max(
        (latency.slowest_ms for latency in latencies if latency.engine == engine), default=0
    )
    return engine == registry.WHOOSH and (slowest > SLOW_MS or entries > MANY_ENTRIES)


def forget_old() -> None:
    """Remove counts that nobody looks at any more."""
    with writing() as session:
        session.execute(
            delete(LatencyDay).where(LatencyDay.day < today() - timedelta(days=KEPT_DAYS))
        )


def _share(spans: dict[int, int], share: float) -> int:
    left = share * sum(spans.values())
    for at_most, times in sorted(spans.items()):
        left -= times
        if left <= 0:
            return at_most
    return max(spans, default=0)


def _add(session: Session, day: date, engine: str, span: int, times: int) -> None:
    key = {"day": day, "engine": engine, "at_most_ms": span}
    known = update(LatencyDay).filter_by(**key).values(times=LatencyDay.times + times)
    if not session.connection().execute(known).rowcount:
        session.add(LatencyDay(**key, times=times))


def _noted() -> LatencyCounts:
    return service(LatencyCounts)
