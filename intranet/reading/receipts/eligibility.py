"""Who may make a receipt: whoever is asked today, by an open assignment, to read that version."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.assigned_versions import assignment_for
from intranet.reading.coverage import rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing
from intranet.reading.receipts.errors import NoLongerAsked, NotAddressed, ReplacedMeanwhile


def assignment_to_read(session: Session, staff: StaffMember, version: Version) -> Assignment:
    """The open assignment by which this person reads this version.

    Raises NotAddressed, ReplacedMeanwhile, NoLongerAsked.
    """
    assignment = assignment_for(session, version)
    if assignment is None:
        raise NotAddressed
    if assignment.closed_why is Closing.NEW_VERSION:
        raise ReplacedMeanwhile(version.directive.latest.number)
    if assignment.closed_at is not None:
        raise NoLongerAsked
    if not _is_expected(session, staff, assignment):
        reconcile(session, [assignment], [staff.id])
        if not _is_expected(session, staff, assignment):
            raise NotAddressed
    return assignment


def _is_expected(session: Session, staff: StaffMember, assignment: Assignment) -> bool:
    expected = exists().where(
        ReadingPeriod.assignment_id == assignment.id,
        ReadingPeriod.staff_id == staff.id,
        rules.expected_on(today()),
    )
    return bool(session.scalar(select(expected)))
