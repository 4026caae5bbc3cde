"""Giving a version to its audience to read (giao đọc), excusing one person from it, ending it.

Nothing here commits.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.core.dates import holds_on
from intranet.core.task_queue import after_commit
from intranet.directives.models import Directive, Status, Version
from intranet.directives.secrecy_check import must_be_public
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.assignments.delivery import deliver_assignment
from intranet.reading.assignments.errors import ExcuseEnded, ExcuseReasonMissing, OwnExcuse
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing, Excuse

ENDED = {Status.REPLACED: Closing.REPLACED, Status.EXPIRED: Closing.EXPIRED}
BY_STATUS = {Closing.REPLACED, Closing.EXPIRED, Closing.ISOLATED, Closing.WITHDRAWN}


def assign(
    session: Session, by: StaffMember, version: Version, order: ReadingOrder
) -> Assignment | None:
    """The assignment of a version to its directive's audience, delivered by the worker.

    A later version that need not be read again gets none: what was confirmed still counts. The
    assignment of an earlier version ends.
    """
    if version.number > 1 and not version.read_again:
        return None
    given = session.scalar(select(Assignment).filter_by(version_id=version.id))
    if given is not None:
        return given
    earlier = select(Assignment).filter_by(directive_id=version.directive_id, closed_at=None)
    for replaced in session.scalars(earlier.where(Assignment.version_id < version.id)).all():
        close(session, by, replaced, Closing.NEW_VERSION, version.published_at)
    deadline, working_days = _time_given(session, version, order)
    assignment = Assignment(
        version_id=version.id, directive_id=version.directive_id,
        must_confirm=order.must_confirm, deadline=deadline, working_days=working_days,
        following=order.following, remind=order.remind, assigned_at=version.published_at,
        assigned_by_id=by.id,
    )  # fmt: skip
    session.add(assignment)
    session.flush()
    reconcile(session, [assignment])
    after_commit(session, deliver_assignment, assignment.id)
    return assignment


def _time_given(
    session: Session, version: Version, order: ReadingOrder
) -> tuple[date | None, int | None]:
    days, start = calendar(session), local_day(version.published_at)
    if order.deadline is not None:
        return order.deadline, max(1, days.between(start, order.deadline))
    if order.working_days is not None:
        return days.after(start, order.working_days), order.working_days
    return None, None


def close(
    session: Session, by: StaffMember | None, assignment: Assignment, why: Closing, at: datetime
) -> Assignment:
    """The assignment, asking nobody from that day on; closed once it stays as it was closed."""
    if assignment.closed_at is None:
        assignment.closed_at, assignment.closed_why = max(at, assignment.assigned_at), why
        audit.record(session, by, "assignment.closed", on=assignment, why=why.value)
        reconcile(session, [assignment])
    return assignment


def follow_directive_status(session: Session, directive: Directive) -> None:
    """Close what a replaced, expired, isolated or recalled directive asks; reopen it if that was
    wrong."""
    newest = session.scalar(
        select(Assignment)
        .filter_by(directive_id=directive.id)
        .order_by(Assignment.version_id.desc())
        .limit(1)
    )
    if newest is None:
        return
    why = _why_closed(directive)
    if why is not None:
        close(session, None, newest, why, now())
    elif newest.closed_why in BY_STATUS:
        _reopen(session, newest)


def _why_closed(directive: Directive) -> Closing | None:
    if directive.isolated_at:
        return Closing.ISOLATED
    return Closing.WITHDRAWN if directive.recalled_at else ENDED.get(directive.status)


def _reopen(session: Session, assignment: Assignment) -> None:
    assignment.closed_at = assignment.closed_why = None
    audit.record(session, None, "assignment.reopened", on=assignment)
    reconcile(session, [assignment])


def forget_publication(session: Session, version: Version, directive: Directive) -> None:
    """Let an undone version of a directive ask nobody, from the start; what it replaced asks again.

    Steps made with the version count no more.
    """
    undone = session.scalar(select(Assignment).filter_by(version_id=version.id))
    if undone is not None:
        undone.directive_id = version.directive_id
        close(session, None, undone, Closing.WITHDRAWN, undone.assigned_at)
    of_directive = select(Assignment).filter_by(directive_id=directive.id)
    newest = of_directive.order_by(Assignment.version_id.desc()).limit(1)
    earlier = session.scalar(newest.where(Assignment.version_id != version.id))
    if earlier is not None and earlier.closed_why is Closing.NEW_VERSION:
        _reopen(session, earlier)
    elif earlier is not None:
        reconcile(session, [earlier])


def excuse(
    session: Session, by: StaffMember, assignment: Assignment, staff: StaffMember, reason: str,
    since: date | None = None, until: date | None = None,
) -> Excuse:  # fmt: skip
    """That the person need not read it from a day on (default today), until before `until`.

    Raises ExcuseReasonMissing, OwnExcuse, ExcuseEnded.
    """
    if not reason.strip():
        raise ExcuseReasonMissing
    if staff.id == by.id:
        raise OwnExcuse
    if until is not None and until <= (since or today()):
        raise ExcuseEnded
    must_be_public(reason)
    key = {"assignment_id": assignment.id, "staff_id": staff.id, "since": since or today()}
    given = session.scalar(select(Excuse).filter_by(**key))
    if given is None:
        given = Excuse(**key, entered_by_id=by.id, entered_at=now())
        session.add(given)
    given.until, given.reason = until, reason.strip()
    session.flush()
    audit.record(session, by, "excuse.given", on=assignment, staff=staff.id)
    reconcile(session, [assignment], [staff.id])
    return given


def excuses_on(
    session: Session, assignment: Assignment, staff_ids: Collection[int], day: date
) -> dict[int, Excuse]:
    """Person → the excuse from one assignment that holds on a day."""
    query = select(Excuse).where(
        Excuse.assignment_id == assignment.id, Excuse.staff_id.in_(staff_ids), holds_on(Excuse, day)
    )
    return {given.staff_id: given for given in session.scalars(query)}


def excuses_of(session: Session, assignment: Assignment, staff: StaffMember) -> Sequence[Excuse]:
    """The excuses of one person from one assignment, in order."""
    query = select(Excuse).filter_by(assignment_id=assignment.id, staff_id=staff.id)
    return session.scalars(query.order_by(Excuse.since)).all()


def withdraw_excuse(session: Session, by: StaffMember, excuse: Excuse) -> None:
    """Ask the person again, as if there had been no excuse; the trail keeps that there was."""
    assignment = session.get_one(Assignment, excuse.assignment_id)
    session.delete(excuse)
    session.flush()
    audit.record(session, by, "excuse.withdrawn", on=assignment, staff=excuse.staff_id)
    reconcile(session, [assignment], [excuse.staff_id])
