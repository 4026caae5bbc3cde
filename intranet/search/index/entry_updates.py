"""Single entries of the index, brought level with their rows in the database."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import reading, writing
from intranet.search.engines.port import Engine
from intranet.search.engines.registry import engine
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntrySource, sources

BATCH = 50


def index_things(source: EntrySource, ids: Sequence[int]) -> None:
    """Let the index say of these things what the database says now.

    Harmless twice. The index is committed before the database notes it, so that a process that
    dies between the two only does it again.
    """
    for batch in batches(ids):
        moment = now()
        put(engine(), source, batch)
        note_indexed(source, batch, moment)


def put(into: Engine, source: EntrySource, ids: Sequence[int]) -> None:
    """Write these things into an engine and commit; the database notes nothing."""
    with reading() as session:
        entries = list(stamped(session, source, ids))
    into.delete({source.name(number) for number in ids} - {entry.id for entry in entries})
    into.upsert(entries)
    into.commit()


def stamped(session: Session, source: EntrySource, ids: Sequence[int]) -> Iterator[IndexEntry]:
    """The entries of these things, each with the moment of the state that it shows."""
    # Read before the entries: a change in between makes them stale, never falsely fresh.
    stamps = stamps_of(session, source, source.model.id.in_(ids))
    for entry in source.entries(session, ids):
        yield replace(entry, stamp=stamps.get(entry.id, entry.stamp))


def stamps_of(session: Session, source: EntrySource, *conditions: Any) -> dict[str, str]:
    """The moment of the last change of each thing that is to be found, by id of its entry."""
    model = source.model
    query = select(model.id, model.changed_at).where(source.findable, *conditions)
    return {source.name(number): moment.isoformat() for number, moment in session.execute(query)}


def note_indexed(source: EntrySource, ids: Sequence[int], moment: datetime) -> None:
    """Let the database know that these things are indexed as they were at the moment."""
    model = source.model
    with writing() as session:
        session.execute(update(model).where(model.id.in_(ids)).values(indexed_at=moment))


def bring_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at."""
    with reading() as session:
        waiting = [(source, stale(session, source)) for source in sources().values()]
        present = {
            source.name(number)
            for source in sources().values()
            for number in ids_of(session, source)
        }
    gone = engine().ids() - present
    for source, ids in waiting:
        index_things(source, ids)
    engine().delete(gone)
    engine().commit()
    return sum(len(ids) for _, ids in waiting) + len(gone)


def stale(session: Session, source: EntrySource) -> Sequence[int]:
    """The ids of what changed since it was indexed."""
    model = source.model
    waiting = or_(model.indexed_at.is_(None), model.indexed_at < model.changed_at)
    return session.scalars(select(model.id).where(waiting).order_by(model.id)).all()


def ids_of(session: Session, source: EntrySource, *conditions: Any) -> Sequence[int]:
    """The ids of all things that are to be found, as far as the conditions hold."""
    key = source.model.id
    return session.scalars(select(key).where(source.findable, *conditions).order_by(key)).all()


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in handy bunches."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
