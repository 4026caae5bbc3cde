"""Keeping the index level with the database; run by the worker, after the commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import db, writing
from intranet.core.settings import settings
from intranet.search import choosing
from intranet.search.engine import Engine
from intranet.search.sources import Source, sources
from intranet.search.values import Entry

BATCH = 50


@dataclass(frozen=True)
class IndexStats:
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    entries: int
    generation: str
    segments: int
    size: int
    lag: int


def engine() -> Engine:
    """The engine that answers now, one of each kind for each application."""
    name = choosing.chosen(settings())
    made: dict[str, Engine] = current_app.extensions.setdefault("search engines", {})
    if name not in made:
        made[name] = choosing.make(name, settings().search_index)
    return made[name]


@contextmanager
def _looking() -> Iterator[Session]:
    # Indexing takes long: it must not hold the database's write lock meanwhile.
    with Session(db.engine.execution_options(writes=False)) as session:
        yield session


def index_things(source: Source, ids: Sequence[int]) -> int:
    """Let the index say of these things what the database says now; how many can be found.

    Harmless twice. The index is committed before the database notes it, so that a process that
    dies between the two only does it again.
    """
    moment = now()
    with _looking() as session:
        found = list(source.entries(session, ids))
    gone = {source.name(number) for number in ids} - {entry.id for entry in found}
    engine().delete(gone)
    engine().upsert(found)
    engine().commit()
    _note(source, ids, moment)
    return len(found)


def _note(source: Source, ids: Sequence[int], moment: datetime) -> None:
    model = source.model
    with writing() as session:
        session.execute(update(model).where(model.id.in_(ids)).values(indexed_at=moment))


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    known = engine().ids()
    with _looking() as session:
        there = {source.prefix: _all(session, source) for source in sources().values()}
        waiting = {source.prefix: stale(session, source) for source in sources().values()}
    if not known and any(there.values()):
        return rebuild()
    for prefix, ids in waiting.items():
        for batch in _batches(ids):
            index_things(sources()[prefix], batch)
    names = {sources()[prefix].name(one) for prefix, ids in there.items() for one in ids}
    gone = known - names
    engine().delete(gone)
    engine().commit()
    engine().tidy()
    return sum(map(len, waiting.values())) + len(gone)


def rebuild() -> int:
    """Build the whole index anew beside the old one and put it in its place; how many entries."""
    moment, count = now(), 0
    seen: list[tuple[Source, Sequence[int]]] = []

    def everything() -> Iterator[Entry]:
        nonlocal count
        for source in sources().values():
            with _looking() as session:
                ids = _all(session, source)
            for batch in _batches(ids):
                with _looking() as session:
                    for entry in source.entries(session, batch):
                        count += 1
                        yield entry
                seen.append((source, batch))

    engine().rebuild(everything())
    for source, batch in seen:
        _note(source, batch, moment)
    return count


def stale(session: Session, source: Source) -> Sequence[int]:
    """The ids of what changed since it was indexed."""
    model = source.model
    waiting = or_(model.indexed_at.is_(None), model.indexed_at < model.changed_at)
    return session.scalars(select(model.id).where(waiting).order_by(model.id)).all()


def stats(session: Session) -> IndexStats:
    """Numbers for the administrator. Raises IndexUnavailable, an OSError."""
    found = engine().stats()
    lag = sum(len(stale(session, source)) for source in sources().values())
    return IndexStats(found.entries, found.generation, found.segments, found.size, lag)


def _all(session: Session, source: Source) -> Sequence[int]:
    return session.scalars(select(source.model.id).order_by(source.model.id)).all()


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
