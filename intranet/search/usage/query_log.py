"""What is asked of search, counted by day: never by whom, nothing that looks private."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.core.database import db, reading, writing
from intranet.core.office_settings import office
from intranet.language.text.normalization import canonical
from intranet.search.usage.models import QueryLogDay

LONGEST = 200
PATIENCE_MS, USUAL_MS = 50, 15_000
HIGHEST_RANK = 1000
DAY = re.compile(r"\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}\b")
# Phone, identity, insurance and account numbers have nine digits or more, whatever parts them.
NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")
MAIL = re.compile(r"\S@\S")
EDGES = " .,;:!?\"'“”()[]-"


def normal(words: str) -> str:
    """How words are counted: one spelling, small letters, single blanks, at most 200 signs.

    Empty when they look like something of a person's own: an e-mail address, a long number.
    """
    plain = " ".join(canonical(words).lower().split()).strip(EDGES)
    if MAIL.search(plain) or NUMBER.search(DAY.sub(" ", plain)):
        return ""
    return plain[:LONGEST].rstrip()


def note(words: str, exact: int) -> None:
    """Count that these words were asked and how many hits had all that was asked for.

    Never fails and never keeps a page waiting: when the database is busy the count is let go.
    """
    if plain := normal(words):
        row = {"day": today(), "words": plain}
        counts = {"times": 1, "empty": int(exact == 0), "opened": 0, "rank_sum": 0}
        with suppress(OperationalError), impatient() as session:
            add_up(session, QueryLogDay, row, counts)


def opened(words: str, rank: int) -> None:
    """Count that a hit was opened, and at which place; only of words that were asked today."""
    plain = normal(words)
    if not plain or rank <= 0:
        return
    known = update(QueryLogDay).where(QueryLogDay.day == today(), QueryLogDay.words == plain)
    place = min(rank, HIGHEST_RANK)
    more = known.values(opened=QueryLogDay.opened + 1, rank_sum=QueryLogDay.rank_sum + place)
    with suppress(OperationalError), impatient() as session:
        session.execute(more)


def add_up(session: Session, model: type[Any], key: dict[str, Any], counts: dict[str, int]) -> None:
    """Add to the counts of the row with this key, the first of which make the row."""
    row = inserting(session, model).values(**key, **counts)
    more = {name: getattr(model, name) + count for name, count in counts.items()}
    session.execute(row.on_conflict_do_update(index_elements=list(key), set_=more))


def inserting(session: Session, model: type[Any]) -> Any:
    """An INSERT of this database, which knows ON CONFLICT."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model)


@contextmanager
def impatient() -> Iterator[Session]:
    """A short transaction of its own that gives up at once where others wait."""
    with db.engine.connect().execution_options(writes=True) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            _wait_at_most(connection, PATIENCE_MS)
        try:
            with Session(connection) as session:
                if not on_sqlite:
                    session.execute(text(f"SET LOCAL lock_timeout = {PATIENCE_MS}"))
                yield session
                session.commit()
        finally:
            if on_sqlite:
                _wait_at_most(connection, USUAL_MS)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    # On the driver's own connection: anything else would begin a transaction, and wait for it.
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA busy_timeout={milliseconds}")


def forget_words(session: Session, model: type[Any], which: Callable[[str], bool]) -> None:
    """Remove the rows with words that must not be known any more; the caller commits."""
    for words in session.scalars(select(model.words).distinct()).all():
        if which(words):
            session.execute(delete(model).filter_by(words=words))


def forget_old() -> None:
    """Remove counts that are older than the settings keep them."""
    forget_rows(QueryLogDay, QueryLogDay.day < today() - timedelta(days=office().asked_days))


def forget_rows(model: type[Any], old: ColumnElement[bool]) -> None:
    """Remove the rows that are so; the database is held for writing only when there are any."""
    with reading() as session:
        if not session.scalar(select(exists().where(old))):
            return
    with writing() as session:
        session.execute(delete(model).where(old))
