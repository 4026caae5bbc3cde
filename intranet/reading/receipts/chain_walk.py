"""Walking the chain of receipts, fast: bare rows of the driver, hashed without the mapper.

Every link is computed anew. Besides the links, the heads that the audit trail noted must still be
there, and no id may have been given out that is gone from the end: so a cut tail is seen too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from intranet.core.audit import AuditEntry
from intranet.core.hash_chain import START
from intranet.reading.models import ReceiptMethod, Step

NOTED = "receipts.head"
CHUNK = 10_000
STEPS = {one.name: one.value for one in Step}
WAYS = {one.name: one.value for one in ReceiptMethod}
COLUMNS = (
    "id, previous_hash, row_hash, staff_id, department_id, version_id, sha256, step, at, form, "
    "way, told_on, entered_by_id, reason"
)


@dataclass(frozen=True)
class Walked:
    """What a walk found: rows looked at, the last whole one and its hash, the first broken link.

    `why` is "changed", "cut" (rows before it are gone, moved or put in between), "tail" (the end
    is gone) or "".
    """

    rows: int
    last_id: int
    head: str
    broken_at: int | None = None
    why: str = ""


def walk(session: Session, after_id: int = 0, head: str = START, rows: int = 0) -> Walked:
    """The whole chain, or what came after a row known to be whole."""
    previous, last_id = head, after_id
    sha256 = hashlib.sha256
    for row in _rows(session, after_id):
        (number, says_previous, says_hash, staff, unit, version, original, step, at, form, way,
         told_on, by, reason) = row  # fmt: skip
        body = f'"at":"{_moment(at)}","department_id":{unit},'
        if form != 1:
            body += f'"entered_by_id":{"null" if by is None else by},"reason":{_quoted(reason)},'
        body += f'"sha256":"{original}","staff_id":{staff},"step_name":"{STEPS[step]}",'
        if form != 1:
            body += f'"told_day":"{told_on or ""}",'
        body += f'"version_id":{version}'
        if form != 1:
            body += f',"way_name":"{WAYS[way]}"'
        found = sha256(f"{previous}\n{{{body}}}".encode()).hexdigest()
        if says_previous != previous:
            return Walked(rows, last_id, previous, number, "cut")
        if says_hash != found:
            return Walked(rows, last_id, previous, number, "changed")
        previous, last_id, rows = found, number, rows + 1
    return _with_tail(session, Walked(rows, last_id, previous))


def _quoted(reason: str) -> str:
    return json.dumps(reason, ensure_ascii=False) if reason else '""'


def _moment(at: Any) -> str:
    # SQLite keeps "2026-01-31 08:00:00.000000" of UTC, PostgreSQL's driver gives a datetime; the
    # sealed writing is that of datetime.isoformat, which leaves out a fraction of nought.
    if not isinstance(at, str):
        return f"{at.isoformat()}+00:00"
    fraction = at[19:]
    return f"{at[:10]}T{at[11:19]}{'' if fraction == '.000000' else fraction}+00:00"


def _rows(session: Session, after_id: int) -> Iterator[tuple[Any, ...]]:
    # Row by row over the driver's own cursor: the chain may be longer than the memory.
    connection = session.connection()
    query = f"SELECT {COLUMNS} FROM receipt_step WHERE id > {int(after_id)} ORDER BY id"
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor(name="walk_of_receipts") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(query)
            yield from cursor
        return
    cursor = driver.cursor()
    cursor.arraysize = CHUNK
    cursor.execute(query)
    try:
        while some := cursor.fetchmany():
            yield from some
    finally:
        cursor.close()


def _with_tail(session: Session, found: Walked) -> Walked:
    for last_id, head in _noted_heads(session):
        if last_id > found.last_id:
            return Walked(found.rows, found.last_id, found.head, found.last_id + 1, "tail")
        standing = session.execute(
            text("SELECT row_hash FROM receipt_step WHERE id = :id"), {"id": last_id}
        ).scalar()
        if standing != head:
            return Walked(found.rows, found.last_id, found.head, last_id, "changed")
    if session.get_bind().dialect.name == "sqlite":
        given_out = session.execute(
            text("SELECT seq FROM sqlite_sequence WHERE name = 'receipt_step'")
        ).scalar()
        if (given_out or 0) > found.last_id:
            return Walked(found.rows, found.last_id, found.head, found.last_id + 1, "tail")
    return found


def _noted_heads(session: Session) -> Iterator[tuple[int, str]]:
    noted = select(AuditEntry.detail).where(AuditEntry.act == NOTED).order_by(AuditEntry.id.desc())
    for detail in session.scalars(noted.limit(1000)):
        yield int(detail["last_id"]), str(detail["head"])
