"""Receipts and stretches by the million, written with the driver's own means."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from bench.coverage.large_office import Reading, stretch_of
from intranet.core.hash_chain import START

AT_ONCE = 50_000
RECEIPT = (
    "id", "previous_hash", "row_hash", "staff_id", "department_id", "version_id", "sha256", "step",
    "at", "form", "way", "told_on", "entered_by_id", "reason",
)  # fmt: skip
STRETCH = (
    "assignment_id", "staff_id", "department_id", "since", "until", "excused", "deadline",
    "delivered_on", "opened_on", "read_on", "confirmed_on", "done_on", "done_at", "done_way",
)  # fmt: skip


class Rows:
    """Chained receipt rows of readings, and their stretches, in chunks of one table each."""

    def __init__(self) -> None:
        self.previous, self.number = START, 0

    def receipts(self, readings: Iterable[Reading]) -> Iterator[tuple[Any, ...]]:
        """One row for each step, sealed as the portal seals it."""
        for reading in readings:
            for step, at in reading.steps:
                moment = at.astimezone(UTC).replace(tzinfo=None)
                body = (
                    f'{{"at":"{moment.isoformat()}+00:00","department_id":{reading.department_id},'
                    f'"entered_by_id":null,"reason":"","sha256":"{reading.given.sha256}",'
                    f'"staff_id":{reading.staff_id},"step_name":"{step.value}","told_day":"",'
                    f'"version_id":{reading.given.id},"way_name":"screen"}}'
                )
                sealed = hashlib.sha256(f"{self.previous}\n{body}".encode()).hexdigest()
                self.number += 1
                yield (
                    self.number, self.previous, sealed, reading.staff_id, reading.department_id,
                    reading.given.id, reading.given.sha256, step.name, moment, 2, "SCREEN",
                    None, None, "",
                )  # fmt: skip
                self.previous = sealed


def stretches(readings: Iterable[Reading]) -> Iterator[tuple[Any, ...]]:
    """One row for each person asked."""
    for reading in readings:
        row = stretch_of(reading)
        if row["done_at"] is not None:
            row["done_at"] = row["done_at"].astimezone(UTC).replace(tzinfo=None)
        yield tuple(row[name] for name in STRETCH)


def write(
    session: Session, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> int:
    """How many rows were written, some at a time."""
    driver: Any = session.connection().connection.driver_connection
    names = ", ".join(columns)
    if session.get_bind().dialect.name == "postgresql":
        with driver.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copying:
            return sum(copying.write_row(row) is None for row in rows)
    gaps = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({gaps})"
    rows, written = iter(rows), 0
    while batch := [tuple(map(_plain, row)) for row in islice(rows, AT_ONCE)]:
        driver.executemany(statement, batch)
        written += len(batch)
    return written


def _plain(value: Any) -> Any:
    # As SQLAlchemy writes them into SQLite.
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return value.isoformat() if hasattr(value, "isoformat") else value


def renumber(session: Session) -> None:
    """Let PostgreSQL give out ids after those that were written by hand."""
    if session.get_bind().dialect.name != "postgresql":
        return
    driver: Any = session.connection().connection.driver_connection
    for table in ("receipt_step", "staff_member", "department", "directive", "version",
                  "assignment", "stored_file"):  # fmt: skip
        driver.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        )
