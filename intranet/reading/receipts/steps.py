"""Writing the steps of receipts into the chain: by whom, once each, never before the last one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.core.clock import today
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.assigned_versions import assignment_for, versions_of
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.facts import StepTaken
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile, record_steps
from intranet.reading.models import Assignment, Closing, ReceiptStep, Step
from intranet.reading.receipts.errors import AssignmentClosed, NotAddressed, ReplacedMeanwhile


def assignment_to_read(session: Session, staff: StaffMember, version: Version) -> Assignment:
    """The open assignment by which this person is asked today to read this version.

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
        reading_rules.expected_on(today()),
    )
    return assignment_for(version).add_columns(expected)


@dataclass
class StepsBefore:
    """What one person has of an assignment: all steps, and those of one version.

    `reading` is the reason that stands in the receipt of having read that version through.
    """

    taken: list[StepTaken] = field(default_factory=list)
    of_version: set[Step] = field(default_factory=set)
    last_at: datetime | None = None
    reading: str = ""


def take_steps(
    session: Session, version: Version, people: Sequence[StaffMember], steps: Sequence[Step],
    at: datetime, *, assignment: Assignment | None = None, **origin: Any,
) -> list[ReceiptStep]:  # fmt: skip
    """The new receipt steps of these people, chained; who has a step already keeps that one.

    `steps` stand in the order of Step and are written with one INSERT, so the rows returned are
    not held by the session. `assignment` is looked up where it is not known. `origin` are the
    columns that say how it came about (way, told_on, entered_by_id, reason), if not on the screen.
    """
    if not people:
        return []
    hash_chain.lock(session, ReceiptStep)  # two at the same moment: one after the other
    assignment = assignment or session.scalar(assignment_for(version))
    if assignment is not None:
        session.refresh(assignment, ["deadline"])  # it may have been changed while we waited
    before = _steps_before(session, version, people, assignment)
    rows = [
        _row(assignment, version, person, step, at, before[person.id], origin)
        for person in people
        for step in steps
        if step not in before[person.id].of_version
    ]
    hash_chain.append_at_once(session, rows)
    if rows and assignment is not None:
        taken = {row.staff_id: before[row.staff_id].taken for row in rows}
        for row in rows:
            taken[row.staff_id].append(StepTaken(row.step, row.at, row.way, row.told_on))
        record_steps(session, assignment, taken)
    return rows


def new_step(
    assignment: Assignment | None, version: Version, person: StaffMember, step: Step, at: datetime,
    **origin: Any,
) -> ReceiptStep:  # fmt: skip
    """The row of a step with all that it rests on, not in the chain yet."""
    return ReceiptStep(
        **origin, staff_id=person.id, department_id=person.department_id, version_id=version.id,
        sha256=version.file.sha256, step=step, at=at, name_digest=person.name_digest,
        assignment_id=assignment.id if assignment else None,
        deadline=assignment.deadline if assignment else None, published_at=version.published_at,
    )  # fmt: skip


def _row(
    assignment: Assignment | None, version: Version, person: StaffMember, step: Step, at: datetime,
    before: StepsBefore, origin: dict[str, Any],
) -> ReceiptStep:  # fmt: skip
    # A clock that was put back lets no step come before the one it follows; a confirmation repeats
    # how the version was read unless another reason is given.
    row = new_step(assignment, version, person, step, max(at, before.last_at or at), **origin)
    if step is Step.CONFIRMED:
        row.reason = row.reason or before.reading
    return row


def _steps_before(
    session: Session, version: Version, people: Sequence[StaffMember], assignment: Assignment | None
) -> dict[int, StepsBefore]:
    r = ReceiptStep
    counted = (
        r.version_id.in_(versions_of(assignment)) if assignment else r.version_id == version.id
    )
    rows = session.execute(
        select(r.staff_id, r.version_id, r.step, r.at, r.way, r.told_on, r.reason).where(
            counted, r.staff_id.in_([person.id for person in people])
        )
    )
    before: dict[int, StepsBefore] = defaultdict(StepsBefore)
    for staff_id, version_id, step, at, way, told_on, reason in rows:
        known = before[staff_id]
        known.taken.append(StepTaken(step, at, way, told_on))
        if version_id == version.id:
            known.of_version.add(step)
            known.last_at = max(at, known.last_at or at)
            if step is Step.READ_THROUGH:
                known.reading = reason
    return before
