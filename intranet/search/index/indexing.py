"""Keeping the whole index level with the database; run by the worker, after the commit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.core.database import reading
from intranet.core.settings import settings
from intranet.search.engines import registry
from intranet.search.index.entry_updates import bring_up, ids_of, stale
from intranet.search.index.rebuild import rebuild_whole
from intranet.search.index.sources import sources


@dataclass(frozen=True)
class IndexStats:
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    entries: int
    generation: str
    segments: int
    size: int
    lag: int
    engine: str = ""


@dataclass(frozen=True)
class IndexStats:
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    entries: int
    generation: str
    segments: int
    size: int
    lag: int
    engine: str = ""


def registry.engine() -> Engine:
    """The engine that answers now, one of each kind for each application."""
    return engine_named(registry.chosen(settings()))


def engine_named(name: str) -> Engine:
    """The engine of this name. Raises UnknownEngine or EngineMissing."""
    engines = service(Engines)
    if name not in engines:
        engines[name] = registry.make(name, settings().search_index)
    return engines[name]


class Engines(dict[str, Engine]):
    """The engines of one portal by name, each made when it is first asked for."""


@contextmanager
def reading() -> Iterator[Session]:
    """A session that takes no write lock: indexing is long and must not hold it meanwhile."""
    with Session(db.engine.execution_options(writes=False)) as session:
        yield session


def index_things(source: EntrySource, ids: Sequence[int]) -> int:
    """Let the index say of these things what the database says now; how many can be found.

    Harmless twice. The index is committed before the database notes it, so that a process that
    dies between the two only does it again.
    """
    moment = now()
    count = put(registry.engine(), source, ids)
    note_indexed(source, ids, moment)
    return count


def put(into: Engine, source: EntrySource, ids: Sequence[int]) -> int:
    """Write these things into an engine and commit; the database notes nothing."""
    with reading() as session:
        found = list(stamped(session, source, ids))
    gone = {source.name(number) for number in ids} - {entry.id for entry in found}
    into.delete(gone)
    into.upsert(found)
    into.commit()
    return len(found)


def stamped(session: Session, source: EntrySource, ids: Sequence[int]) -> Iterator[IndexEntry]:
    """The entries of these things, each with the moment of the state that it shows."""
    # Read before the entries: a change in between makes them stale, never falsely fresh.
    stamps = stamps_of(session, source, source.model.id.in_(ids)) if source.model else {}
    for entry in source.entries(session, ids):
        yield replace(entry, stamp=stamps.get(entry.id, entry.stamp))


def stamps_of(session: Session, source: EntrySource, condition: Any = None) -> dict[str, str]:
    """The moment of the last change of each thing that is to be found, by id of its entry."""
    model = source.model
    query = select(model.id, model.changed_at).where(findable(source))
    if condition is not None:
        query = query.where(condition)
    return {source.name(one): moment.isoformat() for one, moment in session.execute(query)}


def findable(source: EntrySource) -> Any:
    """The condition of the things that are to be found, as far as the source says one."""
    return true() if source.findable is None else source.findable


def note_indexed(source: EntrySource, ids: Sequence[int], moment: datetime) -> None:
    """Let the database know that these things are indexed as they were at the moment."""
    model = source.model
    with writing() as session:
        session.execute(update(model).where(model.id.in_(ids)).values(indexed_at=moment))


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    if not registry.engine().stats().entries:
        with reading() as session:
            if any(ids_of(session, source) for source in sources().values()):
                return rebuild()
    done = bring_up()
    registry.engine().tidy()
    return done


@dataclass(frozen=True)
class IndexStats:
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    entries: int
    generation: str
    segments: int
    size: int
    lag: int
    engine: str = ""


def registry.engine() -> Engine:
    """The engine that answers now, one of each kind for each application."""
    return engine_named(registry.chosen(settings()))


def engine_named(name: str) -> Engine:
    """The engine of this name. Raises UnknownEngine or EngineMissing."""
    engines = service(Engines)
    if name not in engines:
        engines[name] = registry.make(name, settings().search_index)
    return engines[name]


class Engines(dict[str, Engine]):
    """The engines of one portal by name, each made when it is first asked for."""


@contextmanager
def reading() -> Iterator[Session]:
    """A session that takes no write lock: indexing is long and must not hold it meanwhile."""
    with Session(db.engine.execution_options(writes=False)) as session:
        yield session


def index_things(source: EntrySource, ids: Sequence[int]) -> int:
    """Let the index say of these things what the database says now; how many can be found.

    Harmless twice. The index is committed before the database notes it, so that a process that
    dies between the two only does it again.
    """
    moment = now()
    count = put(registry.engine(), source, ids)
    note_indexed(source, ids, moment)
    return count


def put(into: Engine, source: EntrySource, ids: Sequence[int]) -> int:
    """Write these things into an engine and commit; the database notes nothing."""
    with reading() as session:
        found = list(stamped(session, source, ids))
    gone = {source.name(number) for number in ids} - {entry.id for entry in found}
    into.delete(gone)
    into.upsert(found)
    into.commit()
    return len(found)


def stamped(session: Session, source: EntrySource, ids: Sequence[int]) -> Iterator[IndexEntry]:
    """The entries of these things, each with the moment of the state that it shows."""
    # Read before the entries: a change in between makes them stale, never falsely fresh.
    stamps = stamps_of(session, source, source.model.id.in_(ids)) if source.model else {}
    for entry in source.entries(session, ids):
        yield replace(entry, stamp=stamps.get(entry.id, entry.stamp))


def stamps_of(session: Session, source: EntrySource, condition: Any = None) -> dict[str, str]:
    """The moment of the last change of each thing that is to be found, by id of its entry."""
    model = source.model
    query = select(model.id, model.changed_at).where(findable(source))
    if condition is not None:
        query = query.where(condition)
    return {source.name(one): moment.isoformat() for one, moment in session.execute(query)}


def findable(source: EntrySource) -> Any:
    """The condition of the things that are to be found, as far as the source says one."""
    return true() if source.findable is None else source.findable


def note_indexed(source: EntrySource, ids: Sequence[int], moment: datetime) -> None:
    """Let the database know that these things are indexed as they were at the moment."""
    model = source.model
    with writing() as session:
        session.execute(update(model).where(model.id.in_(ids)).values(indexed_at=moment))


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    if not registry.engine().stats().entries:
        with reading() as session:
            if any(ids_of(session, source) for source in sources().values()):
                return rebuild()
    done = bring_up()
    registry.engine().tidy()
    return done


def bring_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at."""
    with reading() as session:
        there = {source.prefix: ids_of(session, source) for source in sources().values()}
        waiting = {source.prefix: stale(session, source) for source in sources().values()}
    known = registry.engine().ids()
    for prefix, ids in waiting.items():
        for batch in batches(ids):
            index_things(sources()[prefix], batch)
    names = {sources()[prefix].name(one) for prefix, ids in there.items() for one in ids}
    gone = known - names
    registry.engine().delete(gone)
    registry.engine().commit()
    return sum(map(len, waiting.values())) + len(gone)


def rebuild() -> int:
    """Build the whole index anew beside the old one and put it in its place; how many entries."""
    # Who reports how far it is stands above who keeps single entries.
    from intranet.search.index.rebuild import rebuild_whole

    return rebuild_whole(registry.chosen(settings()))


@dataclass(frozen=True)
class IndexStats:
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    entries: int
    generation: str
    segments: int
    size: int
    lag: int
    engine: str = ""


def registry.engine() -> Engine:
    """The engine that answers now, one of each kind for each application."""
    return engine_named(registry.chosen(settings()))


def engine_named(name: str) -> Engine:
    """The engine of this name. Raises UnknownEngine or EngineMissing."""
    engines = service(Engines)
    if name not in engines:
        engines[name] = registry.make(name, settings().search_index)
    return engines[name]


class Engines(dict[str, Engine]):
    """The engines of one portal by name, each made when it is first asked for."""


@contextmanager
def reading() -> Iterator[Session]:
    """A session that takes no write lock: indexing is long and must not hold it meanwhile."""
    with Session(db.engine.execution_options(writes=False)) as session:
        yield session


def index_things(source: EntrySource, ids: Sequence[int]) -> int:
    """Let the index say of these things what the database says now; how many can be found.

    Harmless twice. The index is committed before the database notes it, so that a process that
    dies between the two only does it again.
    """
    moment = now()
    count = put(registry.engine(), source, ids)
    note_indexed(source, ids, moment)
    return count


def put(into: Engine, source: EntrySource, ids: Sequence[int]) -> int:
    """Write these things into an engine and commit; the database notes nothing."""
    with reading() as session:
        found = list(stamped(session, source, ids))
    gone = {source.name(number) for number in ids} - {entry.id for entry in found}
    into.delete(gone)
    into.upsert(found)
    into.commit()
    return len(found)


def stamped(session: Session, source: EntrySource, ids: Sequence[int]) -> Iterator[IndexEntry]:
    """The entries of these things, each with the moment of the state that it shows."""
    # Read before the entries: a change in between makes them stale, never falsely fresh.
    stamps = stamps_of(session, source, source.model.id.in_(ids)) if source.model else {}
    for entry in source.entries(session, ids):
        yield replace(entry, stamp=stamps.get(entry.id, entry.stamp))


def stamps_of(session: Session, source: EntrySource, condition: Any = None) -> dict[str, str]:
    """The moment of the last change of each thing that is to be found, by id of its entry."""
    model = source.model
    query = select(model.id, model.changed_at).where(findable(source))
    if condition is not None:
        query = query.where(condition)
    return {source.name(one): moment.isoformat() for one, moment in session.execute(query)}


def findable(source: EntrySource) -> Any:
    """The condition of the things that are to be found, as far as the source says one."""
    return true() if source.findable is None else source.findable


def note_indexed(source: EntrySource, ids: Sequence[int], moment: datetime) -> None:
    """Let the database know that these things are indexed as they were at the moment."""
    model = source.model
    with writing() as session:
        session.execute(update(model).where(model.id.in_(ids)).values(indexed_at=moment))


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    if not registry.engine().stats().entries:
        with reading() as session:
            if any(ids_of(session, source) for source in sources().values()):
                return rebuild()
    done = bring_up()
    registry.engine().tidy()
    return done


def bring_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at."""
    with reading() as session:
        there = {source.prefix: ids_of(session, source) for source in sources().values()}
        waiting = {source.prefix: stale(session, source) for source in sources().values()}
    known = registry.engine().ids()
    for prefix, ids in waiting.items():
        for batch in batches(ids):
            index_things(sources()[prefix], batch)
    names = {sources()[prefix].name(one) for prefix, ids in there.items() for one in ids}
    gone = known - names
    registry.engine().delete(gone)
    registry.engine().commit()
    return sum(map(len, waiting.values())) + len(gone)


def rebuild() -> int:
    """Build the whole index anew beside the old one and put it in its place; how many entries."""
    # Who reports how far it is stands above who keeps single entries.
    from intranet.search.index.rebuild import rebuild_whole

    return rebuild_whole(registry.chosen(settings()))


def stale(session: Session, source: EntrySource) -> Sequence[int]:
    """The ids of what changed since it was indexed."""
    model = source.model
    waiting = or_(model.indexed_at.is_(None), model.indexed_at < model.changed_at)
    return session.scalars(select(model.id).where(waiting).order_by(model.id)).all()


def stats(session: Session) -> IndexStats:
    """Numbers for the administrator. Raises IndexUnavailable, an OSError."""
    found = registry.engine().stats()
    lag = sum(len(stale(session, source)) for source in sources().values())
    name = registry.chosen(settings())
    return IndexStats(found.entries, found.generation, found.segments, found.size, lag, name)
