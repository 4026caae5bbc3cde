"""Keeping the whole index level with the database; run by the worker, after the commit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.core.database import reading
from intranet.core.settings import settings
from intranet.search.engines import registry
from intranet.search.engines.port import EngineStats
from intranet.search.engines.registry import engine
from intranet.search.index.entry_updates import bring_up, ids_of, stale
from intranet.search.index.rebuild import rebuild_whole
from intranet.search.index.sources import sources


@dataclass(frozen=True)
class IndexStats(EngineStats):
    """The state of the index beside the database: lag counts what still waits to be indexed."""

    lag: int
    engine: str


def catch_up() -> int:
    """Index what changed, forget what is gone; how many things were looked at.

    An index that is missing is built anew.
    """
    if not engine().stats().entries:
        with reading() as session:
            if any(ids_of(session, source) for source in sources().values()):
                return rebuild()
    done = bring_up()
    engine().tidy()
    return done


def rebuild() -> int:
    """Build the whole index anew beside the old one and put it in its place; how many entries."""
    return rebuild_whole(registry.engine_name(settings()))


def stats(session: Session) -> IndexStats:
    """Numbers for the administrator. Raises IndexUnavailable, an OSError."""
    numbers = engine().stats()
    lag = sum(len(stale(session, source)) for source in sources().values())
    name = registry.engine_name(settings())
    return IndexStats(**vars(numbers), lag=lag, engine=name)
