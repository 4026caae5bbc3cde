"""The audit trail (nhật ký): who did what, when, from where, on what."""

from datetime import datetime
from typing import Any, Protocol

from flask import has_request_context, request
from sqlalchemy import JSON, String, Table
from sqlalchemy.orm import Mapped, Session, mapped_column

from intranet.core import hash_chain
from intranet.core.clock import now
from intranet.core.database import Model


class Person(Protocol):
    """Whoever can be named as the one who acted."""

    id: Any
    username: Any


class AuditEntry(hash_chain.Chained, Model):
    """One act of one person (một dòng nhật ký); insert-only and chained."""

    __tablename__ = "audit_entry"
    __table_args__ = {"sqlite_autoincrement": True}
    sealed = ("at", "staff_id", "username", "act", "thing", "thing_id", "address", "detail")

    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int | None] = mapped_column(index=True)
    username: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(64), index=True)
    thing: Mapped[str] = mapped_column(String(32), default="")
    thing_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


assert isinstance(AuditEntry.__table__, Table)
hash_chain.guard(AuditEntry.__table__)


def record(
    session: Session, by: Person | None, act: str, on: Any = None, **detail: Any
) -> AuditEntry:
    """The new line of the trail; `act` reads `thing.done`, `on` is the model it was done to."""
    if on is not None and on.id is None:
        session.flush()
    thing, thing_id = ("", None) if on is None else (on.__tablename__, on.id)
    entry = AuditEntry(
        at=now(), act=act, thing=thing, thing_id=thing_id, detail=detail,
        staff_id=by.id if by else None, username=by.username if by else "",
        address=(request.remote_addr or "") if has_request_context() else "local",
    )  # fmt: skip
    hash_chain.append(session, [entry])
    return entry
