"""The whole index: kept level with the database, or built anew while the old one answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import reading
from intranet.search.engines import registry
from intranet.search.engines.port import Engine, EngineStats
from intranet.search.fields import IndexEntry
from intranet.search.index import entry_updates
from intranet.search.index.sources import EntrySource, sources
from intranet.search.index.state_files import keep_state, last_state

PROGRESS = "rebuild.json"
BEAT = timedelta(seconds=1)
SILENT = timedelta(minutes=3)  # after which a builder that says nothing is taken for dead
Told = Callable[["RebuildProgress"], None]


@dataclass(frozen=True)
class IndexStats(EngineStats):
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    lag: int
    engine: str


@dataclass(frozen=True)
class RebuildProgress:
    """How far a rebuild is; moments are ISO, ended_at is "" while it runs or when it died."""

    engine: str
    done: int
    total: int
    begun_at: str
    said_at: str
    ended_at: str = ""

    @property
    def runs(self) -> bool:
        """Whether somebody builds now."""
        return not self.ended_at and now() - datetime.fromisoformat(self.said_at) < SILENT

    @property
    def begun(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.begun_at)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        end = datetime.fromisoformat(self.ended_at or self.said_at)
        return (end - self.begun).total_seconds()


def stats(session: Session) -> IndexStats:
    """Numbers for the administrator. Raises IndexUnavailable, an OSError."""
    numbers = registry.engine().stats()
    lag = sum(len(entry_updates.stale(session, source)) for source in sources().values())
    return IndexStats(**vars(numbers), lag=lag, engine=registry.engine_name(settings()))


def progress() -> RebuildProgress | None:
    """The rebuild that runs, or the last one; None when none was ever made here."""
    return last_state(PROGRESS, RebuildProgress)


def is_rebuilding() -> bool:
    """Whether somebody builds the index anew now."""
    known = progress()
    return bool(known and known.runs)


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    if not registry.engine().stats().entries:
        with reading() as session:
            is_missing = any(entry_updates.ids_of(session, each) for each in sources().values())
        if is_missing:
            return rebuild()
    done = entry_updates.bring_up()
    registry.engine().tidy()
    return done


def rebuild(name: str = "", told: Told | None = None, *, chosen_too: bool = False) -> int:
    """Build the index of an engine, else of the one that answers, from the database; its entries.

    What arrives or changes meanwhile is caught up before the end. chosen_too records the engine
    as the one that answers as soon as its index is whole.
    """
    name = name or registry.engine_name(settings())
    with reading() as session:
        work = [(source, entry_updates.ids_of(session, source)) for source in sources().values()]
    moment, total = now(), sum(len(ids) for _, ids in work)
    report = _Report(RebuildProgress(name, 0, total, moment.isoformat(), ""), told)
    engine = registry.engine_named(name)
    count = 0

    def everything() -> Iterator[IndexEntry]:
        nonlocal count
        for source, ids in work:
            for batch in entry_updates.batches(ids):
                with reading() as session:
                    for entry in entry_updates.stamped(session, source, batch):
                        count += 1
                        yield entry
                report.more(len(batch))

    engine.rebuild(everything())
    for source, ids in work:
        _bring_up_to(engine, source, ids, moment)
    if chosen_too:
        registry.keep(settings().search_index, name)
    for source, ids in work:
        for batch in entry_updates.batches(ids):
            entry_updates.note_indexed(source, batch, moment)
    entry_updates.bring_up()
    report.say(done=total, ended_at=now().isoformat())
    return count


def _bring_up_to(engine: Engine, source: EntrySource, ids: Sequence[int], since: datetime) -> None:
    """Let the new index have what came, changed or went while it was built."""
    with reading() as session:
        later = entry_updates.ids_of(session, source, source.model.changed_at >= since)
        gone = set(ids).difference(entry_updates.ids_of(session, source))
    for batch in entry_updates.batches([*later, *gone]):
        entry_updates.put(engine, source, batch)


class _Report:
    """Writes down how far a rebuild is, about once a second."""

    def __init__(self, begun: RebuildProgress, told: Told | None) -> None:
        self._progress, self._told = begun, told
        self.say()

    def more(self, count: int) -> None:
        self._progress = replace(self._progress, done=self._progress.done + count)
        if now() - datetime.fromisoformat(self._progress.said_at) >= BEAT:
            self.say()

    def say(self, **changes: Any) -> None:
        self._progress = replace(self._progress, said_at=now().isoformat(), **changes)
        keep_state(PROGRESS, self._progress)
        if self._told:
            self._told(self._progress)
