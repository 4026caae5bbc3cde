"""The database session: SQLite by default, PostgreSQL by address."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

PRAGMAS = (
    "journal_mode=WAL", "foreign_keys=ON", "busy_timeout=15000", "synchronous=FULL",
    "secure_delete=ON",  # deleted words are overwritten and stay in no free page of the file
)  # fmt: skip
READING_METHODS = {"GET", "HEAD", "OPTIONS"}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC moment; SQLite would otherwise forget the zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Naive UTC for the column."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Aware UTC for the program."""
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """Parent of all models; constraints get names that migrations can speak of."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Base.registry.update_type_annotation_map(
    {
        datetime: UtcDateTime,
        # Plain text for enums: a new kind of directive must not need a change of the table.
        enum.Enum: sa.Enum(enum.Enum, native_enum=False, length=40),
    }
)


class Database(SQLAlchemy):
    """The extension; its scoped session forwards everything to the session of the moment."""

    if TYPE_CHECKING:
        session: Session  # type: ignore[assignment]


db = Database(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_database(app: Flask, address: str) -> None:
    """Bind the session to the database of these settings."""
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _on_connect)
            event.listen(db.engine, "begin", _on_begin)
        else:
            event.listen(db.engine, "connect", _plainly)


def _plainly(connection: Any, _record: object) -> None:
    # PostgreSQL takes our conditions on who may see what for costlier than they are: it compiles
    # them anew for every page (jit, on since version 12), or reads whole tables with helpers.
    before, connection.autocommit = connection.autocommit, True
    connection.execute("SET jit = off")
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.autocommit = before


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: sa.Connection) -> None:
    # A transaction that reads first and writes later fails when another wrote in between:
    # whoever may write takes the write lock at the start and waits for it.
    only_reads = has_request_context() and request.method in READING_METHODS
    writes = connection.get_execution_options().get("writes", not only_reads)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def reading() -> Session:
    """A session of its own that takes no write lock, for long work; nothing in it may write."""
    return Session(db.engine.execution_options(writes=False))


@contextmanager
def writing() -> Iterator[Session]:
    """A short transaction of its own, for the few things that reading a page writes down."""
    with Session(db.engine.execution_options(writes=True)) as session:
        yield session
        session.commit()


def changed_rows(session: Session, statement: sa.Update | sa.Delete) -> int:
    """How many rows an UPDATE or DELETE changed: whoever changes the row has claimed it."""
    return cast("sa.CursorResult[object]", session.execute(statement)).rowcount


def insert_missing(session: Session, model: type[Any]) -> Any:
    """An INSERT into the table of a model that leaves out rows whose key is taken.

    Nobody has to ask first, and two workers at the same moment write one row.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model).on_conflict_do_nothing()
