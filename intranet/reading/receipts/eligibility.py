"""Who may make a receipt: whoever is asked today, by an open assignment, to read that version."""

from sqlalchemy import Select, exists
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.assigned_versions import assignment_for
from intranet.reading.coverage import rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing
from intranet.reading.receipts.errors import AssignmentClosed, NotAddressed, ReplacedMeanwhile


def assignment_to_read(session: Session, staff: StaffMember, version: Version) -> Assignment:
    """The open assignment by which this person reads this version.

    Raises NotAddressed, ReplacedMeanwhile, AssignmentClosed.
    """
    row = session.execute(_assignment_for_reader(staff, version)).first()
    if row is None:
        raise NotAddressed
    assignment, is_expected = row
    if assignment.closed_why is Closing.NEW_VERSION:
        raise ReplacedMeanwhile(version.directive.latest.number)
    if assignment.closed_at is not None:
        raise AssignmentClosed
    if not is_expected:
        reconcile(session, [assignment], [staff.id])
        if not session.execute(_assignment_for_reader(staff, version)).one()[1]:
            raise NotAddressed
    return assignment


def _assignment_for_reader(staff: StaffMember, version: Version) -> Select[Assignment, bool]:
    # The assignment for which the version counts, and whether the person is expected today.
    expected = exists().where(
        ReadingPeriod.assignment_id == Assignment.id,
        ReadingPeriod.staff_id == staff.id,
        rules.expected_on(today()),
    )
    return assignment_for(version).add_columns(expected)
