"""What I have to read, and how far I am."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core.clock import local_day, today
from intranet.directives.access import is_isolated, visible_to
from intranet.directives.audience import is_addressed
from intranet.directives.models import AudienceEntry, Directive, StoredFile, Version
from intranet.people.models import StaffMember
from intranet.reading.models import Assignment, PageSeen, ReceiptStep, Step

STEPS = tuple(Step)


@dataclass(frozen=True)
class ToRead:
    """One directive that a person must read, and how far the person is with it."""

    directive: Directive
    version_id: int
    version_number: int
    must_confirm: bool
    deadline: date | None
    assigned_at: datetime
    step: Step
    confirmed_at: datetime | None
    seen: int
    pages: int

    @property
    def done(self) -> bool:
        """Whether nothing is left to do for the person."""
        wanted = Step.CONFIRMED if self.must_confirm else Step.READ_THROUGH
        return STEPS.index(self.step) >= STEPS.index(wanted)

    @property
    def days_left(self) -> int | None:
        """Days to the deadline, negative after it; None without a deadline."""
        return (self.deadline - today()).days if self.deadline else None

    @property
    def overdue(self) -> bool:
        """Whether the deadline has passed and something is left to do."""
        return not self.done and self.days_left is not None and self.days_left < 0

    @property
    def late(self) -> bool:
        """Whether it was confirmed after the deadline."""
        return bool(
            self.confirmed_at and self.deadline and local_day(self.confirmed_at) > self.deadline
        )


def addressed_to(staff: StaffMember) -> Select[Assignment]:
    """The assignments that count for this person: each directive's newest, if it is addressed."""
    newer = aliased(Assignment)
    superseded = exists().where(
        newer.directive_id == Assignment.directive_id, newer.version_id > Assignment.version_id
    )
    addressed = exists().where(
        AudienceEntry.directive_id == Assignment.directive_id,
        StaffMember.id == staff.id,
        is_addressed(),
    )
    isolated = is_isolated(Assignment.directive_id.expression)
    return select(Assignment).where(~superseded, addressed, ~isolated)


def my_list(
    session: Session, staff: StaffMember, only: Sequence[int] | None = None
) -> list[ToRead]:
    """Everything this person was asked to read: open first, by deadline, then what is done.

    With `only` no more than these directives.
    """
    query = _rows(staff)
    if only is not None:
        query = query.where(Assignment.directive_id.in_(only))
    rows = [_to_read(row) for row in session.execute(query)]
    return sorted(rows, key=_order)


def _rows(
    staff: StaffMember,
) -> Select[Assignment, int, int, int, int, datetime | None, int]:
    mine = addressed_to(staff).subquery()
    steps = (
        select(
            ReceiptStep.version_id,
            func.max(ReceiptStep.at).filter(ReceiptStep.step == Step.CONFIRMED).label("confirmed"),
            func.count().filter(ReceiptStep.step == Step.READ_THROUGH).label("read"),
            func.count().filter(ReceiptStep.step == Step.OPENED).label("opened"),
        )
        .where(ReceiptStep.staff_id == staff.id)
        .group_by(ReceiptStep.version_id)
        .subquery()
    )
    seen = (
        select(PageSeen.version_id, func.count().label("seen"))
        .where(PageSeen.staff_id == staff.id)
        .group_by(PageSeen.version_id)
        .subquery()
    )
    return (
        select(
            Assignment,
            Version.number,
            StoredFile.page_count,
            func.coalesce(steps.c.opened, 0),
            func.coalesce(steps.c.read, 0),
            steps.c.confirmed,
            func.coalesce(seen.c.seen, 0),
        )
        .join(mine, mine.c.id == Assignment.id)
        .join(Version, Version.id == Assignment.version_id)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .join(Directive, Directive.id == Assignment.directive_id)
        .outerjoin(steps, steps.c.version_id == Version.id)
        .outerjoin(seen, seen.c.version_id == Version.id)
        .where(visible_to(staff))
        .options(joinedload(Assignment.directive))
    )


def _to_read(row: Row[Assignment, int, int, int, int, datetime | None, int]) -> ToRead:
    assignment, number, pages, opened, read, confirmed, seen = row
    step = Step.DELIVERED
    for reached, name in ((opened, Step.OPENED), (read, Step.READ_THROUGH)):
        step = name if reached else step
    return ToRead(
        directive=assignment.directive,
        version_id=assignment.version_id,
        version_number=number,
        must_confirm=assignment.must_confirm,
        deadline=assignment.deadline,
        assigned_at=assignment.assigned_at,
        step=Step.CONFIRMED if confirmed else step,
        confirmed_at=confirmed,
        seen=seen,
        pages=pages,
    )


def _order(one: ToRead) -> tuple[bool, date, float]:
    return (one.done, one.deadline or date.max, -one.assigned_at.timestamp())


def my_reading(session: Session, staff: StaffMember, directive: Directive) -> ToRead | None:
    """How far this person is with one directive; None when it was not given to them to read."""
    row = session.execute(_rows(staff).where(Assignment.directive_id == directive.id)).one_or_none()
    return _to_read(row) if row else None


def pages_seen(session: Session, staff: StaffMember, version_id: int) -> frozenset[int]:
    """The pages of a version that were shown to this person."""
    query = select(PageSeen.page).filter_by(staff_id=staff.id, version_id=version_id)
    return frozenset(session.scalars(query))


@dataclass(frozen=True)
class OpenCount:
    """How many things are left to read, whether one is late, how many are late or soon due."""

    number: int
    late: bool
    pressing: int = 0


def open_count(session: Session, staff: StaffMember, soon_days: int = 0) -> OpenCount:
    """The number beside "Cần đọc"; pressing is what falls due within `soon_days`."""
    left = _left(staff).subquery()
    late = func.count().filter(left.c.deadline < today())
    soon = func.count().filter(left.c.deadline <= today() + timedelta(days=soon_days))
    counted = select(func.count(), late, soon).select_from(left)
    number, overdue, pressing = session.execute(counted).one()
    return OpenCount(number, bool(overdue), pressing)


def left_to_read(session: Session, staff: StaffMember) -> Sequence[int]:
    """The ids of the directives that this person was asked to read and is not done with."""
    return session.scalars(_left(staff).with_only_columns(Assignment.directive_id)).all()


def _left(staff: StaffMember) -> Select[Assignment]:
    ends = select(ReceiptStep.id).where(
        ReceiptStep.version_id == Assignment.version_id,
        ReceiptStep.staff_id == staff.id,
        or_(
            ReceiptStep.step == Step.CONFIRMED,
            and_(ReceiptStep.step == Step.READ_THROUGH, Assignment.must_confirm.is_(False)),
        ),
    )
    return addressed_to(staff).where(~ends.exists())


def my_receipts(session: Session, staff: StaffMember) -> Sequence[ReceiptStep]:
    """What this person has confirmed, newest first, with version and directive."""
    return session.scalars(
        select(ReceiptStep)
        .where(ReceiptStep.staff_id == staff.id, ReceiptStep.step == Step.CONFIRMED)
        .options(joinedload(ReceiptStep.version).joinedload(Version.directive))
        .order_by(ReceiptStep.at.desc())
    ).all()
