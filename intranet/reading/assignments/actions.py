"""Giving a version to its directive's audience to read (giao đọc). Nothing here commits."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day
from intranet.core.tasks import after_commit
from intranet.directives.models import Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.assignments.closing import close_earlier
from intranet.reading.assignments.delivery import deliver_assignment
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment


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
    close_earlier(session, by, version)
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
