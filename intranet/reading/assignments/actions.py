"""What people do with what they were asked to read. Nothing here commits.

The steps of a receipt are insert-only: doing a thing twice keeps the first time.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives.models import Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.people.organization.holidays import calendar
from intranet.reading.assignments.closing import close_earlier
from intranet.reading.coverage import counts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, Closing, PageView, ReceiptStep, Step
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.quiz.questions import left_of
from intranet.reading.receipts.errors import (
    ChangesNotEnough,
    NoLongerAsked,
    NotAddressed,
    NotReadThrough,
    ReplacedMeanwhile,
)
from intranet.reading.receipts.page_views import CHANGES, by_changes, changes_suffice, missing_pages
from intranet.reading.receipts.steps import assignment_for, take_steps, version_to_read
from intranet.reading.signals import assignment_made

AT_ONCE = 500


def assign(
    session: Session, by: StaffMember, version: Version, order: ReadingOrder
) -> Assignment | None:
    """The assignment of a version to its directive's audience, delivered by the worker.

    A later version that need not be read again gets none: what was confirmed still counts. The
    assignment of an earlier version ends.
    """
    if version.number > 1 and not version.read_again:
        return None
    found = session.scalar(select(Assignment).filter_by(version_id=version.id))
    if found is not None:
        return found
    close_earlier(session, by, version)
    deadline, working_days = _time_given(session, version, order)
    found = Assignment(
        version_id=version.id, directive_id=version.directive_id,
        must_confirm=order.must_confirm, deadline=deadline, working_days=working_days,
        following=order.following, remind=order.remind, assigned_at=version.published_at,
        assigned_by_id=by.id,
    )  # fmt: skip
    session.add(found)
    session.flush()
    reconcile(session, [found])
    assignment_made.send(session, found.id)
    return found


def _time_given(session: Session, version: Version, order: ReadingOrder):  # type: ignore[no-untyped-def]
    days, start = calendar(session), local_day(version.published_at)
    if order.deadline is not None:
        return order.deadline, max(1, days.between(start, order.deadline))
    if order.working_days is not None:
        return days.after(start, order.working_days), order.working_days
    return None, None


def deliver(
    session: Session, assignment: Assignment, at: datetime | None = None, most: int | None = None
) -> list[ReceiptStep]:
    """The new "delivered" steps of everybody expected who has none yet, joiners included.

    With `most` no more than so many, so that others may write in between.
    """
    waiting = (
        select(StaffMember)
        .join(ReadingPeriod, ReadingPeriod.staff_id == StaffMember.id)
        .where(ReadingPeriod.assignment_id == assignment.id, ReadingPeriod.delivered_on.is_(None))
        .where(counts.on(today()), StaffMember.left_on.is_(None))
        .order_by(StaffMember.id)
        .limit(most)
    )
    people = session.scalars(waiting).all()
    version = version_to_read(session, assignment)
    made = take_steps(session, version, people, Step.DELIVERED, at or now())
    if people and not made:
        reconcile(session, [assignment])
    return made


def show_page(
    session: Session, staff: StaffMember, version: Version, page: int, at: datetime | None = None
) -> Step:
    """Note that a page was really shown; the furthest step reached by it.

    Raises NotAddressed when the person was not asked to read this version, ReplacedMeanwhile and
    NoLongerAsked when it need not be read any more.
    """
    asked_to_read(session, staff, version)
    moment = at or now()
    take_steps(session, version, [staff], Step.OPENED, moment)
    exists = 1 <= page <= max(1, version.file.page_count)
    if exists and not session.get(PageView, (staff.id, version.id, page)):
        session.add(PageView(staff_id=staff.id, version_id=version.id, page=page, at=moment))
        session.flush()
    if missing_pages(session, staff, version):
        return Step.OPENED
    take_steps(session, version, [staff], Step.READ_THROUGH, moment)
    return Step.READ_THROUGH


def confirm(
    session: Session, staff: StaffMember, version: Version, at: datetime | None = None
) -> ReceiptStep:
    """The confirmed step: "Tôi đã đọc và nắm được nội dung".

    Raises NotAddressed, ReplacedMeanwhile, NoLongerAsked, NotReadThrough while pages were never
    shown, and NotUnderstood while questions of the Office are not answered right.
    """
    asked_to_read(session, staff, version)
    if missing := missing_pages(session, staff, version):
        raise NotReadThrough(missing)
    if left_of(session, staff, version.id):
        raise NotUnderstood
    moment = at or now()
    for step in (Step.OPENED, Step.READ_THROUGH):
        take_steps(session, version, [staff], step, moment)
    reason = _reason_of_reading(session, staff, version)
    made = take_steps(session, version, [staff], Step.CONFIRMED, moment, reason=reason)
    if made:
        audit.record(session, staff, "version.confirmed", on=version, sha256=version.file.sha256)
        return made[0]
    return session.scalars(_step(staff, version, Step.CONFIRMED)).one()


def show_changes(
    session: Session, staff: StaffMember, version: Version, at: datetime | None = None
) -> Step:
    """Note that all changes since the version this person confirmed were shown.

    It stands for the pages, and the receipt says so. Raises NotAddressed, ReplacedMeanwhile,
    NoLongerAsked, and ChangesNotEnough for who has confirmed no earlier version or where the two
    versions cannot be compared.
    """
    asked_to_read(session, staff, version)
    before = changes_suffice(session, staff, version)
    if before is None:
        raise ChangesNotEnough
    moment = at or now()
    take_steps(session, version, [staff], Step.OPENED, moment)
    if not session.get(PageView, (staff.id, version.id, CHANGES)):
        row = PageView(staff_id=staff.id, version_id=version.id, page=CHANGES, at=moment)
        session.add(row)
        session.flush()
    reason = by_changes(before)
    take_steps(session, version, [staff], Step.READ_THROUGH, moment, reason=reason)
    return Step.READ_THROUGH


def asked_to_read(session: Session, staff: StaffMember, version: Version) -> Assignment:
    """The open assignment by which this person reads this version.

    Raises NotAddressed, ReplacedMeanwhile, NoLongerAsked.
    """
    found = assignment_for(session, version)
    if found is None:
        raise NotAddressed
    if found.closed_why is Closing.NEW_VERSION:
        raise ReplacedMeanwhile(version.directive.latest.number)
    if found.closed_at is not None:
        raise NoLongerAsked
    if not _is_expected(session, staff, found):
        reconcile(session, [found], [staff.id])
        if not _is_expected(session, staff, found):
            raise NotAddressed
    return found


def _is_expected(session: Session, staff: StaffMember, assignment: Assignment) -> bool:
    query = select(ReadingPeriod.id).filter_by(assignment_id=assignment.id, staff_id=staff.id)
    return session.scalar(query.where(counts.on(today()))) is not None


def _reason_of_reading(session: Session, staff: StaffMember, version: Version) -> str:
    read = session.scalar(_step(staff, version, Step.READ_THROUGH))
    return read.reason if read else ""


def _step(staff: StaffMember, version: Version, step: Step) -> Select[ReceiptStep]:
    return select(ReceiptStep).filter_by(staff_id=staff.id, version_id=version.id, step=step)


def reconcile_directive(session: Session, directive: Directive) -> int:
    """Bring what a directive asks in line with its audience; how many stretches were wrong."""
    query = select(Assignment).filter_by(directive_id=directive.id)
    return reconcile(session, session.scalars(query).all())


def reconcile_people(session: Session, staff_ids: Sequence[int]) -> int:
    """Bring everything that these people are asked to read in line with where they serve."""
    assignments = session.scalars(select(Assignment).order_by(Assignment.id)).all()
    return reconcile(session, assignments, staff_ids)


def reconcile_everything(session: Session) -> int:
    """Bring all stretches in line, some assignments at a time; how many were wrong."""
    ids = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
    wrong = 0
    for start in range(0, len(ids), AT_ONCE // 10):
        some = Assignment.id.in_(ids[start : start + AT_ONCE // 10])
        wrong += reconcile(session, session.scalars(select(Assignment).where(some)).all())
    return wrong
