"""Whether the index says what the database says: what is missing, stale or surplus in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import reading
from intranet.search.engines import registry
from intranet.search.index import entry_updates
from intranet.search.index.sources import by_source, sources
from intranet.search.index.state_files import keep_state, last_state

LAST = "check.json"
EVERY = timedelta(hours=24)
MOST_KEPT = 200  # names of each sort that are written down
MOST_LOOKED = 2_000  # missing things that are read, to see whether they are to be found at all


@dataclass(frozen=True)
class ConsistencyReport:
    """What one check found; names are ids of entries, sums the checksums of ids and stamps.

    waiting counts things that changed and are to be indexed soon: they are no difference.
    """

    engine: str
    at: str
    expected: int
    entries: int
    waiting: int
    database_sum: str
    index_sum: str
    missing: Sequence[str] = ()
    stale: Sequence[str] = ()
    surplus: Sequence[str] = ()

    @property
    def count(self) -> int:
        """How many entries are wrong."""
        return len(self.missing) + len(self.stale) + len(self.surplus)

    @property
    def moment(self) -> datetime:
        """When it was looked."""
        return datetime.fromisoformat(self.at)


def check(session: Session) -> ConsistencyReport:
    """Hold the index against the database, entry by entry. Raises IndexUnavailable."""
    at = now()
    expected: dict[str, str] = {}
    waiting: set[str] = set()
    for source in sources().values():
        expected |= entry_updates.stamps_of(session, source)
        waiting |= {source.name(number) for number in entry_updates.stale(session, source)}
    indexed = registry.engine().stamps()
    unsettled = waiting | _unfindable(session, sorted(expected.keys() - waiting - indexed.keys()))
    settled = {name: stamp for name, stamp in expected.items() if name not in unsettled}
    held = {name: stamp for name, stamp in indexed.items() if name not in waiting}
    return ConsistencyReport(
        engine=registry.engine_name(settings()),
        at=at.isoformat(),
        expected=len(settled) + len(waiting & expected.keys()),
        entries=len(indexed),
        waiting=len(waiting),
        database_sum=checksum(settled),
        index_sum=checksum(held),
        missing=tuple(sorted(settled.keys() - held.keys())),
        stale=tuple(sorted(n for n in settled.keys() & held.keys() if settled[n] != held[n])),
        surplus=tuple(sorted(held.keys() - settled.keys())),
    )


def checksum(stamps: Mapping[str, str]) -> str:
    """Twelve signs that stand for all ids and stamps; alike only when these are."""
    lines = (f"{name} {stamp}\n" for name, stamp in sorted(stamps.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def mend(session: Session) -> int:
    """Put right what a check finds now; how many entries. Harmless twice."""
    report = check(session)
    for source, numbers in by_source((*report.missing, *report.stale)):
        entry_updates.index_things(source, numbers)
    if report.surplus:
        registry.engine().delete(report.surplus)
        registry.engine().commit()
    return report.count


def keep(report: ConsistencyReport) -> None:
    """Write down what a check found, for the page."""
    shown = {kind: getattr(report, kind)[:MOST_KEPT] for kind in ("missing", "stale", "surplus")}
    keep_state(LAST, replace(report, **shown))


def last() -> ConsistencyReport | None:
    """What the last check of the engine that answers found."""
    report = last_state(LAST, ConsistencyReport)
    return report if report and report.engine == registry.engine_name(settings()) else None


def check_daily() -> bool:
    """Check once a day without being asked; whether it was time."""
    known = last()
    if known and now() - known.moment <= EVERY:
        return False
    with reading() as session:
        keep(check(session))
    return True


def _unfindable(session: Session, names: list[str]) -> set[str]:
    """Of these names those of things that are not meant to be found after all."""
    unfindable: set[str] = set()
    for source, numbers in by_source(names[:MOST_LOOKED]):
        for batch in entry_updates.batches(numbers):
            findable = {entry.id for entry in source.entries(session, batch)}
            unfindable |= {source.name(number) for number in batch} - findable
    return unfindable
