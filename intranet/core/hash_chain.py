"""Rows that nobody can change unseen: each carries the hash of the one before it.

Database triggers refuse UPDATE and DELETE; `verify` walks the chain. Used by the audit trail and
by the receipts of reading.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DDL, String, Table, event, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

START = "0" * 64


class Chained:
    """Columns of a chained row; a model says in `sealed` which of its columns the hash covers."""

    sealed: tuple[str, ...] = ()

    id: Mapped[int] = mapped_column(primary_key=True)
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    row_hash: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass(frozen=True)
class Walk:
    """What walking a chain found: how many rows, the head, and the first broken row if any."""

    rows: int
    head: str
    broken_at: int | None = None


def hash_of(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 over the previous hash and the row's sealed columns in a fixed writing."""
    plain = {key: _plain(value) for key, value in content.items()}
    writing = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{writing}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):  # the database keeps UTC, whatever clock it was told by
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _content(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.sealed}


def append(session: Session, rows: Iterable[Any]) -> None:
    """Add the rows at the end of their chain, in order; the caller commits."""
    previous: str | None = None
    for row in rows:
        if previous is None:
            previous = head(session, type(row), lock=True)
        row.previous_hash, row.row_hash = previous, hash_of(previous, _content(row))
        previous = row.row_hash
        session.add(row)
    session.flush()


def head(session: Session, model: Any, *, lock: bool = False) -> str:
    """The hash of the newest row of a chain, or 64 zeros when it is empty."""
    if lock and session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": model.__tablename__}
        )
    newest = select(model.row_hash).order_by(model.id.desc()).limit(1)
    return session.scalar(newest) or START


def verify(session: Session, model: Any) -> Walk:
    """Walk a whole chain from its first row."""
    previous, count = START, 0
    for row in session.scalars(select(model).order_by(model.id)).yield_per(1000):
        if row.previous_hash != previous or row.row_hash != hash_of(previous, _content(row)):
            return Walk(count, previous, broken_at=row.id)
        previous, count = row.row_hash, count + 1
    return Walk(count, previous)


def guards(table: str) -> tuple[tuple[str, str], ...]:
    """(dialect, statement) pairs that make a table insert-only, for models and migrations."""
    refuse = (
        f"CREATE FUNCTION {table}_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is insert-only'; END $$"
    )
    attach = (
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_insert_only()"
    )
    sqlite = tuple(
        (
            "sqlite",
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END",
        )
        for verb in ("update", "delete")
    )
    return (*sqlite, ("postgresql", refuse), ("postgresql", attach))


def guard(table: Table) -> None:
    """Create the guards whenever the table itself is created."""
    for dialect, statement in guards(table.name):
        escaped = statement.replace("%", "%%")
        event.listen(table, "after_create", DDL(escaped).execute_if(dialect=dialect))
