"""Ending assignments: by a new version, by what becomes of the directive, or by decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.models import Directive, Status, Version
from intranet.people.models import StaffMember
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing

CHANGED = "directives whose fate has changed"
ENDED = {Status.REPLACED: Closing.REPLACED, Status.EXPIRED: Closing.EXPIRED}
BY_FATE = {Closing.REPLACED, Closing.EXPIRED, Closing.ISOLATED}


def close(
    session: Session, by: StaffMember | None, assignment: Assignment, why: Closing, at: datetime
) -> Assignment:
    """The assignment, asking nobody from that day on; closed once it stays as it was closed."""
    if assignment.closed_at is None:
        assignment.closed_at, assignment.closed_why = max(at, assignment.assigned_at), why
        audit.record(session, by, "assignment.closed", on=assignment, why=why.value)
        reconcile(session, [assignment])
    return assignment


def withdraw(session: Session, by: StaffMember, assignment: Assignment) -> Assignment:
    """The assignment taken back; what was confirmed stays proven."""
    return close(session, by, assignment, Closing.WITHDRAWN, now())


def close_earlier(session: Session, by: StaffMember, version: Version) -> None:
    """End the assignments of earlier versions: this one must be read instead."""
    query = select(Assignment).filter_by(directive_id=version.directive_id, closed_at=None)
    for one in session.scalars(query.where(Assignment.version_id < version.id)).all():
        close(session, by, one, Closing.NEW_VERSION, version.published_at)


def follow_fate(session: Session, directive: Directive) -> None:
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
    elif newest.closed_why in BY_FATE:
        newest.closed_at = newest.closed_why = None
        audit.record(session, None, "assignment.reopened", on=newest)
        reconcile(session, [newest])


@event.listens_for(Session, "before_flush")
def _watch(session: Session, _context: Any, _instances: Any) -> None:
    for one in session.dirty:
        if isinstance(one, Directive):
            attributes = inspect(one).attrs
            if any(attributes[n].history.has_changes() for n in ("status", "isolated_at")):
                session.info.setdefault(CHANGED, set()).add(one)


@event.listens_for(Session, "before_commit")
def _follow(session: Session) -> None:
    session.flush()
    for directive in session.info.pop(CHANGED, ()):
        follow_fate(session, directive)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(CHANGED, None)
