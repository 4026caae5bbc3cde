"""Refused accesses in the audit trail: one line a person, rule and quarter of an hour, counted.

The trail is insert-only, so the count stands in a table of its own until its quarter is over; then
the worker writes the line.
"""

import logging
from datetime import datetime, timedelta

from flask import request
from flask_login import current_user
from sqlalchemy import exists, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import db, insert_missing, reading, writing
from intranet.people.accounts.models import RefusedAccess
from intranet.people.models import StaffMember
from intranet.people.permissions import signed_in

log = logging.getLogger(__name__)
QUARTER = timedelta(minutes=15)
REFUSING = {403, 404}


def count_refusal(session: Session, rule: str, staff_id: int | None = None) -> None:
    """Count that a rule refused a person, or whoever sits at this address."""
    address = request.remote_addr or ""
    who = f"staff {staff_id}" if staff_id else f"address {address}"
    key = {"who": who, "rule": rule[:80], "quarter": _quarter(now())}
    first = {**key, "times": 0, "staff_id": staff_id, "address": address}
    session.execute(insert_missing(session, RefusedAccess).values(**first))
    once_more = update(RefusedAccess).filter_by(**key).values(times=RefusedAccess.times + 1)
    session.execute(once_more)


def give_up_request(status: int) -> None:
    """Undo what a failed request did; that it asked for what the person may not have is counted.

    An address that belongs to no page is nobody's secret and is not counted.
    """
    refused = status in REFUSING and request.endpoint and current_user.is_authenticated
    staff_id = inspect(signed_in()).identity[0] if refused else None  # asks no failed transaction
    db.session.rollback()
    if staff_id is None:
        return
    try:
        with writing() as session:
            count_refusal(session, f"{status} {request.endpoint}", staff_id)
    except SQLAlchemyError:  # the person still gets the page that says no
        log.exception("a refused access could not be counted")


def write_refused_accesses() -> None:
    """Write the quarters that are over into the audit trail."""
    over = RefusedAccess.quarter < _quarter(now())
    with reading() as session:  # most minutes there is nothing, and no reason to lock anybody out
        if not session.scalar(select(exists().where(over))):
            return
    for row in db.session.scalars(select(RefusedAccess).where(over).order_by(RefusedAccess.id)):
        staff = db.session.get(StaffMember, row.staff_id) if row.staff_id else None
        audit.record(
            db.session, staff, "access.refused", rule=row.rule, times=row.times,
            address=row.address, quarter=row.quarter.isoformat(timespec="minutes"),
        )  # fmt: skip
        db.session.delete(row)
    db.session.commit()


def _quarter(moment: datetime) -> datetime:
    return moment - (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % QUARTER
