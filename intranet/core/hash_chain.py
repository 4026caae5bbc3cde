"""Rows that nobody can change unseen: each carries the hash of the one before it.

Database triggers refuse UPDATE and DELETE; `append` adds at the end, `verify` computes every link
anew from bare rows of the driver, without the mapper. Used by the audit trail, the receipts of
reading and the frozen reports.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DDL, JSON, Column, Date, DateTime, String, Table, event, insert, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

START = "0" * 64
CHUNK = 10_000
WRITING = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

Link = tuple[int, str, str, str]
"""A row past the mapper: its id, the hash before it, its own hash, the writing that is hashed."""


@dataclass(frozen=True)
class Verification:
    """What verifying found: rows looked at, the last whole one and its hash, the broken one if any.

    `why` is "changed", "cut" (rows before it are gone, moved or put in between), "tail" (the end
    is gone), "sequence" (numbers are given out anew) or "".
    """

    rows: int = 0
    last_id: int = 0
    head: str = START
    broken_at: int | None = None
    why: str = ""

    def broken(self, row_id: int, why: str) -> "Verification":
        """The same rows, and the first broken one behind them."""
        return replace(self, broken_at=row_id, why=why)


class Chained:
    """Columns of a chained row; a model says in `sealed` which of its columns the hash covers."""

    sealed: tuple[str, ...] = ()

    id: Mapped[int] = mapped_column(primary_key=True)
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    row_hash: Mapped[str] = mapped_column(String(64), unique=True)

    @classmethod
    def links(cls, session: Session, after_id: int) -> Iterator[Link]:
        """The rows behind one, in order, as `verify` needs them."""
        table: Table = cls.__table__  # type: ignore[attr-defined]
        names = sorted(cls.sealed)
        readers = [(name, _reader(table.columns[name])) for name in names]
        for row_id, previous, own, *values in bare_rows(session, table.name, names, after_id):
            pairs = zip(readers, values, strict=True)
            content = {name: read(value) if read else value for (name, read), value in pairs}
            yield row_id, previous, own, WRITING.encode(content)


def hash_of(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 over the previous hash and the row's sealed columns in a fixed writing."""
    plain = {key: _plain(value) for key, value in content.items()}
    return hashlib.sha256(f"{previous}\n{WRITING.encode(plain)}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):  # the database keeps UTC, whatever clock it was told by
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def append(session: Session, rows: Sequence[Any]) -> None:
    """Add the rows at the end of their chain, in order; the caller commits."""
    _seal(session, rows)
    session.add_all(rows)
    session.flush()


def append_at_once(session: Session, rows: Sequence[Any]) -> None:
    """Write the rows at the end of their chain with one INSERT; the session does not hold them."""
    if not rows:
        return
    _seal(session, rows)
    model = type(rows[0])
    names = [column.key for column in model.__table__.columns if column.key != "id"]
    session.execute(insert(model), [{name: getattr(row, name) for name in names} for row in rows])


def _seal(session: Session, rows: Sequence[Any]) -> None:
    if not rows:
        return
    model = type(rows[0])
    lock(session, model)
    previous = head(session, model)
    for row in rows:
        content = {name: getattr(row, name) for name in row.sealed}
        row.previous_hash = previous
        row.row_hash = previous = hash_of(previous, content)


def lock(session: Session, model: type[Any]) -> None:
    """Let nobody else write into a chain until the transaction ends.

    SQLite has one writer anyway, from the begin of its transaction.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": model.__tablename__}
        )


def head(session: Session, model: type[Any]) -> str:
    """The hash of the newest row of a chain, or 64 zeros when it is empty."""
    newest = select(model.row_hash).order_by(model.id.desc()).limit(1)
    return session.scalar(newest) or START


def verify(
    session: Session,
    model: type[Chained],
    since: Verification = Verification(),
    noted: Iterable[tuple[int, str]] = (),
) -> Verification:
    """Verify a chain from its first row, or what came after a row known to be whole.

    Besides the links, the `noted` heads (id and hash) must still be there, and on SQLite no id may
    have been given out that is gone from the end: so a cut tail is seen too.
    """
    rows, last_id, previous = since.rows, since.last_id, since.head
    for row_id, says_previous, says_hash, writing in model.links(session, since.last_id):
        row_hash = hashlib.sha256(f"{previous}\n{writing}".encode()).hexdigest()
        if says_previous != previous or says_hash != row_hash:
            why = "changed" if says_previous == previous else "cut"
            return Verification(rows, last_id, previous, row_id, why)
        previous, last_id, rows = row_hash, row_id, rows + 1
    verified = Verification(rows, last_id, previous)
    return _with_tail(session, str(model.__tablename__), verified, noted)  # type: ignore[attr-defined]


def bare_rows(
    session: Session, table: str, columns: Sequence[str], after_id: int
) -> Iterator[tuple[Any, ...]]:
    """id, previous_hash, row_hash and these columns of the rows behind one, as the driver has them.

    They come over the driver's own cursor: the chain may be longer than the memory.
    """
    connection = session.connection()
    wanted = ", ".join(f'"{name}"' for name in ("id", "previous_hash", "row_hash", *columns))
    query = f"SELECT {wanted} FROM {table} WHERE id > {int(after_id)} ORDER BY id"
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor(name=f"verify_{table}") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(query)
            yield from cursor
        return
    with closing(driver.cursor()) as cursor:
        yield from cursor.execute(query)


def bare_moment(at: Any) -> str:
    """A moment of a bare row in the writing that is hashed.

    SQLite keeps "2026-01-31 08:00:00.000000" of UTC, PostgreSQL's driver gives a datetime; the
    writing is that of datetime.isoformat, which leaves out a fraction of nought.
    """
    if not isinstance(at, str):
        return f"{at.isoformat()}+00:00"
    fraction = at[19:]
    return f"{at[:10]}T{at[11:19]}{'' if fraction == '.000000' else fraction}+00:00"


def _reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    """What makes a bare value plain; None where it is plain already."""
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    readers = ((DateTime, bare_moment), (Date, str), (JSON, _loaded))
    return next((reader for of, reader in readers if isinstance(kind, of)), None)


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _with_tail(
    session: Session, table: str, verified: Verification, noted: Iterable[tuple[int, str]]
) -> Verification:
    standing = text(f"SELECT row_hash FROM {table} WHERE id = :id")
    for last_id, head in noted:
        if last_id > verified.last_id:
            return verified.broken(verified.last_id + 1, "tail")
        if session.scalar(standing, {"id": last_id}) != head:
            return verified.broken(last_id, "changed")
    if session.get_bind().dialect.name == "sqlite":  # PostgreSQL's numbers have gaps by nature
        counted = given_out(session, table)
        if counted > verified.last_id:
            return verified.broken(verified.last_id + 1, "tail")
        if counted < verified.last_id:
            return verified.broken(verified.last_id, "sequence")
    return verified


def given_out(session: Session, table: str) -> int:
    """The last number that the database gave to a row of this table, 0 before the first."""
    sequence = "pg_get_serial_sequence(:name, 'id')"
    counter = {
        "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = :name",
        "postgresql": f"SELECT pg_sequence_last_value(CAST({sequence} AS regclass))",
    }[session.get_bind().dialect.name]
    return session.scalar(text(counter), {"name": table}) or 0


def guard(table: Table) -> None:
    """Let triggers refuse UPDATE and DELETE; they are created whenever the table itself is."""
    name = table.name
    update, delete = (
        f"CREATE TRIGGER {name}_no_{verb} BEFORE {verb} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is insert-only'); END"
        for verb in ("update", "delete")
    )
    refuse = (
        f"CREATE FUNCTION {name}_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{name} is insert-only'; END $$"
    )
    attach = (
        f"CREATE TRIGGER {name}_insert_only BEFORE UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}_insert_only()"
    )
    statements = {"sqlite": (update, delete), "postgresql": (refuse, attach)}
    for dialect, of_dialect in statements.items():
        for statement in of_dialect:
            created = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
            event.listen(table, "after_create", created)
