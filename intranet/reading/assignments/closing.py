"""Ending assignments: by a new version, by what becomes of the directive, or by decision."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.models import Directive, Status, Version
from intranet.people.models import StaffMember
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing

ENDED = {Status.REPLACED: Closing.REPLACED, Status.EXPIRED: Closing.EXPIRED}
BY_STATUS = {Closing.REPLACED, Closing.EXPIRED, Closing.ISOLATED}


def close(
    session: Session, by: StaffMember | None, assignment: Assignment, why: Closing, at: datetime
) -> Assignment:
    """The assignment, asking nobody from that day on; closed once it stays as it was closed."""
    if assignment.closed_at is None:
        assignment.closed_at, assignment.closed_why = max(at, assignment.assigned_at), why
        audit.record(session, by, "assignment.closed", on=assignment, why=why.value)
        reconcile(session, [assignment])
    return assignment


def close_earlier(session: Session, by: StaffMember, version: Version) -> None:
    """End the assignments of earlier versions: this one must be read instead."""
    query = select(Assignment).filter_by(directive_id=version.directive_id, closed_at=None)
    for assignment in session.scalars(query.where(Assignment.version_id < version.id)).all():
        close(session, by, assignment, Closing.NEW_VERSION, version.published_at)


def follow_directive_status(session: Session, directive: Directive) -> None:
    """Close what a replaced, expired or isolated directive asks; reopen it if that was wrong."""
    newest = session.scalar(
        select(Assignment)
        .filter_by(directive_id=directive.id)
        .order_by(Assignment.version_id.desc())
        .limit(1)
    )
    if newest is None:
        return
    why = Closing.ISOLATED if directive.isolated_at else ENDED.get(directive.status)
    if why is not None:
        close(session, None, newest, why, now())
    elif newest.closed_why in BY_STATUS:
        newest.closed_at = newest.closed_why = None
        audit.record(session, None, "assignment.reopened", on=newest)
        reconcile(session, [newest])
