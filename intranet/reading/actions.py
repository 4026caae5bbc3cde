"""What people do with what they were asked to read. Nothing here commits.

The steps of a receipt are insert-only: doing a thing twice keeps the first time.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core import audit, chain
from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.directives.audience import audience_of, members
from intranet.directives.models import Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.reading.errors import NotAddressed, NotReadThrough
from intranet.reading.models import Assignment, PageSeen, ReceiptStep, Step
from intranet.reading.quiz import left_of
from intranet.reading.quiz_errors import NotUnderstood


def assign(
    session: Session, by: StaffMember, version: Version, order: ReadingOrder
) -> Assignment | None:
    """The assignment of a version to its directive's audience, delivered by the worker.

    A later version that need not be read again gets none: what was confirmed still counts.
    """
    if version.number > 1 and not version.read_again:
        return None
    found = session.scalar(select(Assignment).filter_by(version_id=version.id))
    if found is None:
        found = Assignment(
            version_id=version.id,
            directive_id=version.directive_id,
            must_confirm=order.must_confirm,
            deadline=order.deadline,
            assigned_at=version.published_at,
            assigned_by_id=by.id,
        )
        session.add(found)
        session.flush()
        after_commit(session, "deliver", found.id)
    return found


def deliver(
    session: Session, assignment: Assignment, at: datetime | None = None
) -> list[ReceiptStep]:
    """The new "delivered" steps of everybody addressed who has none yet, joiners included."""
    version = assignment.version
    have = select(ReceiptStep.staff_id).filter_by(version_id=version.id, step=Step.DELIVERED)
    addressed = members(audience_of(version.directive)).where(StaffMember.id.not_in(have))
    people = session.scalars(addressed.order_by(StaffMember.id)).all()
    return take_steps(session, version, people, Step.DELIVERED, at or now())


def show_page(
    session: Session, staff: StaffMember, version: Version, page: int, at: datetime | None = None
) -> Step:
    """Note that a page was really shown; the furthest step reached by it.

    Raises NotAddressed when the person was not asked to read this version.
    """
    _assigned(session, staff, version)
    moment = at or now()
    take_steps(session, version, [staff], Step.OPENED, moment)
    exists = 1 <= page <= max(1, version.file.page_count)
    if exists and not session.get(PageSeen, (staff.id, version.id, page)):
        session.add(PageSeen(staff_id=staff.id, version_id=version.id, page=page, at=moment))
        session.flush()
    if missing_pages(session, staff, version):
        return Step.OPENED
    take_steps(session, version, [staff], Step.READ_THROUGH, moment)
    return Step.READ_THROUGH


def confirm(
    session: Session, staff: StaffMember, version: Version, at: datetime | None = None
) -> ReceiptStep:
    """The confirmed step: "Tôi đã đọc và nắm được nội dung".

    Raises NotAddressed, NotReadThrough while pages were never shown, and NotUnderstood while
    questions of the Office are not answered right.
    """
    _assigned(session, staff, version)
    if missing := missing_pages(session, staff, version):
        raise NotReadThrough(missing)
    if left_of(session, staff, version.id):
        raise NotUnderstood
    moment = at or now()
    for step in (Step.OPENED, Step.READ_THROUGH):
        take_steps(session, version, [staff], step, moment)
    made = take_steps(session, version, [staff], Step.CONFIRMED, moment)
    if made:
        audit.record(session, staff, "version.confirmed", on=version, sha256=version.file.sha256)
        return made[0]
    return session.scalars(_step(staff, version, Step.CONFIRMED)).one()


def missing_pages(session: Session, staff: StaffMember, version: Version) -> list[int]:
    """The pages of a version that were never shown to this person, in order."""
    query = select(PageSeen.page).filter_by(staff_id=staff.id, version_id=version.id)
    seen = set(session.scalars(query))
    return [page for page in range(1, version.file.page_count + 1) if page not in seen]


def take_steps(
    session: Session, version: Version, people: Iterable[StaffMember], step: Step, at: datetime
) -> list[ReceiptStep]:
    """The new receipt steps of these people, chained; who has the step already gets none."""
    having = select(ReceiptStep.staff_id).filter_by(version_id=version.id, step=step)
    have = set(session.scalars(having))
    rows = [
        ReceiptStep(
            staff_id=one.id,
            department_id=one.department_id,
            version_id=version.id,
            sha256=version.file.sha256,
            step=step,
            at=at,
        )
        for one in people
        if one.id not in have
    ]
    if rows:
        chain.append(session, rows)
    return rows


def _step(staff: StaffMember, version: Version, step: Step) -> Select[ReceiptStep]:
    return select(ReceiptStep).filter_by(staff_id=staff.id, version_id=version.id, step=step)


def _assigned(session: Session, staff: StaffMember, version: Version) -> Assignment:
    found = session.scalar(select(Assignment).filter_by(version_id=version.id))
    addressed = members(audience_of(version.directive)).where(StaffMember.id == staff.id)
    if found is None or session.scalar(addressed) is None:
        raise NotAddressed
    return found
