"""Building a whole index anew while the old one answers, and telling how far it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intranet.core.clock import now
from intranet.core.database import reading
from intranet.core.settings import settings
from intranet.search.engines import registry
from intranet.search.fields import IndexEntry
from intranet.search.index import entry_updates
from intranet.search.index.sources import EntrySource, sources
from intranet.search.index.state_files import keep_state, last_state

PROGRESS = "rebuild.json"
BEAT = timedelta(seconds=1)
SILENT = timedelta(minutes=3)  # after which a builder that says nothing is taken for dead
Told = Callable[["RebuildProgress"], None]


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
    def percent(self) -> float:
        """How much is done, at most 100."""
        return min(100.0, 100 * self.done / self.total) if self.total else 100.0

    @property
    def begun(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.begun_at)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        end = datetime.fromisoformat(self.ended_at or self.said_at)
        return (end - self.begun).total_seconds()


def progress() -> RebuildProgress | None:
    """The rebuild that runs, or the last one; None when none was ever made here."""
    return last_state(PROGRESS, RebuildProgress)


def rebuild_whole(name: str, told: Told | None = None, *, chosen_too: bool = False) -> int:
    """Build the index of an engine from the database and let it count; how many entries.

    What arrives or changes meanwhile is caught up before the end. chosen_too records the engine
    as the one that answers as soon as its index is whole.
    """
    with reading() as session:
        work = [(source, entry_updates.ids_of(session, source)) for source in sources().values()]
    moment = now()
    report = _Report(name, sum(len(ids) for _, ids in work), moment, told)
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
    _bring_up_to(name, work, moment)
    if chosen_too:
        registry.keep(settings().search_index, name)
    _note_all(work, moment)
    entry_updates.bring_up()
    report.end()
    return count


def _bring_up_to(
    name: str, work: Sequence[tuple[EntrySource, Sequence[int]]], since: datetime
) -> None:
    """Let the new index have what came or changed while it was built."""
    engine = registry.engine_named(name)
    for source, ids in work:
        model = source.model
        with reading() as session:
            later = entry_updates.stamps_of(session, source, model.changed_at >= since)
            present = set(entry_updates.ids_of(session, source))
        gone = [source.name(number) for number in ids if number not in present]
        if gone:
            engine.delete(gone)
            engine.commit()
        for batch in entry_updates.batches([int(number.partition(":")[2]) for number in later]):
            entry_updates.put(engine, source, batch)


def _note_all(work: Sequence[tuple[EntrySource, Sequence[int]]], moment: datetime) -> None:
    for source, ids in work:
        for batch in entry_updates.batches(ids):
            entry_updates.note_indexed(source, batch, moment)


class _Report:
    """Writes down how far a rebuild is, about once a second."""

    def __init__(self, name: str, total: int, begun: datetime, told: Told | None) -> None:
        at = begun.isoformat()
        self._said = RebuildProgress(name, 0, total, at, at)
        self._told = told
        self._write(self._said)

    def more(self, count: int) -> None:
        progress = replace(self._said, done=self._said.done + count)
        if now() - datetime.fromisoformat(progress.said_at) >= BEAT:
            progress = replace(progress, said_at=now().isoformat())
            self._write(progress)
        self._said = progress

    def end(self) -> None:
        at = now().isoformat()
        self._write(replace(self._said, done=self._said.total, said_at=at, ended_at=at))

    def _write(self, progress: RebuildProgress) -> None:
        keep_state(PROGRESS, progress)
        if self._told:
            self._told(progress)
