"""Writing the steps of receipts into the chain: once each, never earlier than the step before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.assigned_versions import assignment_for, versions_of
from intranet.reading.coverage.facts import StepTaken
from intranet.reading.coverage.reconcile import record_steps
from intranet.reading.models import Assignment, ReceiptMethod, ReceiptStep, Step


@dataclass
class StepsBefore:
    """What one person has of an assignment: all steps, and those of one version.

    `reading` is the reason that stands in the receipt of having read that version through.
    """

    taken: list[StepTaken] = field(default_factory=list)
    of_version: set[Step] = field(default_factory=set)
    last_at: datetime | None = None
    reading: str = ""


@dataclass(frozen=True)
class StepOrigin:
    """How a step came about: on the screen, or entered by the clerk with a day and a reason."""

    way: ReceiptMethod = ReceiptMethod.SCREEN
    told_on: date | None = None
    entered_by_id: int | None = None
    reason: str = ""


ON_SCREEN = StepOrigin()


def take_steps(
    session: Session,
    version: Version,
    people: Sequence[StaffMember],
    steps: Sequence[Step],
    at: datetime,
    origin: StepOrigin = ON_SCREEN,
    *,
    assignment: Assignment | None = None,
) -> list[ReceiptStep]:
    """The new receipt steps of these people, chained; who has a step already keeps that one.

    `steps` stand in the order of Step and are written with one INSERT, so the rows returned are
    not held by the session. `assignment` is looked up where it is not known.
    """
    if not people:
        return []
    hash_chain.lock(session, ReceiptStep)  # two at the same moment: one after the other
    assignment = assignment or session.scalar(assignment_for(version))
    before = _steps_before(session, version, people, assignment)
    rows = [
        _row(version, person, step, at, origin, before[person.id])
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


def _row(
    version: Version, person: StaffMember, step: Step, at: datetime, origin: StepOrigin,
    before: StepsBefore,
) -> ReceiptStep:  # fmt: skip
    # A clock that was put back lets no step come before the one it follows; a confirmation repeats
    # how the version was read unless another reason is given.
    row = ReceiptStep(
        **vars(origin), staff_id=person.id, department_id=person.department_id,
        version_id=version.id, sha256=version.file.sha256, step=step,
        at=max(at, before.last_at or at),
    )  # fmt: skip
    if step is Step.CONFIRMED:
        row.reason = origin.reason or before.reading
    return row


def _steps_before(
    session: Session,
    version: Version,
    people: Sequence[StaffMember],
    assignment: Assignment | None,
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
