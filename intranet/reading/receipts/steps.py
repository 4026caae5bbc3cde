"""Writing steps into the chain: once each, never earlier than the step before."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, ReceiptMethod, ReceiptStep, Step


def take_steps(
    session: Session, version: Version, people: Sequence[StaffMember], step: Step, at: datetime,
    *, way: ReceiptMethod = ReceiptMethod.SCREEN, told_on: date | None = None, by: StaffMember | None = None,
    reason: str = "",
) -> list[ReceiptStep]:  # fmt: skip
    """The new receipt steps of these people, chained; who has the step already gets none.

    A clock that was put back does not let a step come before the one it follows.
    """
    if not people:
        return []
    hash_chain.head(session, ReceiptStep, lock=True)  # two at the same moment: one after the other
    last, have = _steps_before(session, version, people, step)
    rows = [
        ReceiptStep(
            staff_id=one.id, department_id=one.department_id, version_id=version.id,
            sha256=version.file.sha256, step=step, at=max(at, last.get(one.id, at)), way=way,
            told_on=told_on, entered_by_id=by.id if by else None, reason=reason,
        )
        for one in people
        if one.id not in have
    ]  # fmt: skip
    if rows:
        hash_chain.append(session, rows)
        assignment = assignment_for(session, version)
        if assignment is not None:
            reconcile(session, [assignment], [one.staff_id for one in rows])
    return rows


def _steps_before(
    session: Session, version: Version, people: Sequence[StaffMember], step: Step
) -> tuple[dict[int, datetime], set[int]]:
    mine = ReceiptStep.staff_id.in_([one.id for one in people])
    of_version = ReceiptStep.version_id == version.id
    last = select(ReceiptStep.staff_id, func.max(ReceiptStep.at)).where(of_version, mine)
    have = select(ReceiptStep.staff_id).where(of_version, mine, ReceiptStep.step == step)
    times = {row[0]: row[1] for row in session.execute(last.group_by(ReceiptStep.staff_id))}
    return times, set(session.scalars(have))


def assignment_for(session: Session, version: Version) -> Assignment | None:
    """The assignment for which reading this version counts: its own or the nearest before."""
    return session.scalar(
        select(Assignment)
        .where(Assignment.directive_id == version.directive_id)
        .where(Assignment.version_id <= version.id)
        .order_by(Assignment.version_id.desc())
        .limit(1)
    )


def version_to_read(session: Session, assignment: Assignment) -> Version:
    """The newest wording that counts for an assignment."""
    newest = select(Version).where(Version.id.in_(versions_of(assignment)))
    return session.scalars(newest.order_by(Version.id.desc()).limit(1)).one()


def versions_of(assignment: Assignment) -> Select[int]:
    """The ids of the versions whose reading counts for an assignment: up to the next assigned."""
    later = (
        select(func.min(Assignment.version_id))
        .where(Assignment.directive_id == assignment.directive_id)
        .where(Assignment.version_id > assignment.version_id)
        .scalar_subquery()
    )
    return select(Version.id).where(
        Version.directive_id == assignment.directive_id,
        Version.id >= assignment.version_id,
        or_(later.is_(None), Version.id < later),
    )
