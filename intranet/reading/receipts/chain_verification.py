"""What the worker notes about the chain of receipts, so that pages need only look."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.audit import AuditEntry
from intranet.core.clock import local_day, now
from intranet.core.hash_chain import Verification, verify
from intranet.reading.models import ChainCheck, ReceiptStep

NAME = "receipts"
NOTED = "receipts.head"
WHOLE_EVERY = timedelta(hours=20)
NOTHING_VERIFIED = Verification()


def last_check(session: Session) -> ChainCheck | None:
    """What the last verification gave; None before the first."""
    return session.get(ChainCheck, NAME)


def verify_receipts(session: Session, since: Verification = NOTHING_VERIFIED) -> Verification:
    """Verify the whole chain, or what came after; the heads in the audit trail must be there."""
    noted = select(AuditEntry.detail).where(AuditEntry.act == NOTED).order_by(AuditEntry.id.desc())
    details = session.scalars(noted.limit(1000))
    heads = ((int(detail["last_id"]), str(detail["head"])) for detail in details)
    return verify(session, ReceiptStep, since, heads)


def check(session: Session, *, whole: bool = False) -> ChainCheck:
    """Verify what is new, or the whole chain once a day and when asked for, and note the result.

    Each day's head goes into the audit trail: whoever cuts the end off would have to cut both.
    """
    known = last_check(session)
    last_whole = known.whole_at if known and known.broken_at is None else None
    whole = whole or last_whole is None or now() - last_whole > WHOLE_EVERY
    since = NOTHING_VERIFIED
    if known and not whole:
        since = Verification(known.rows, known.last_id, known.head)
    return _noted(session, known, verify_receipts(session, since), whole)


def _noted(
    session: Session, known: ChainCheck | None, verified: Verification, whole: bool
) -> ChainCheck:
    moment = now()
    check = known or ChainCheck(name=NAME, whole_at=None)
    session.add(check)
    new_day = known is None or local_day(known.at) != local_day(moment)
    newly_broken = verified.broken_at not in (None, check.broken_at)
    check.at, check.whole_at = moment, moment if whole else check.whole_at
    check.rows, check.last_id, check.head = verified.rows, verified.last_id, verified.head
    check.broken_at, check.why = verified.broken_at, verified.why
    session.flush()
    if newly_broken:
        audit.record(session, None, "receipts.broken", at_row=check.broken_at, why=check.why)
    elif check.broken_at is None and check.rows and (new_day or whole):
        audit.record(session, None, NOTED, rows=check.rows, last_id=check.last_id, head=check.head)
    return check
