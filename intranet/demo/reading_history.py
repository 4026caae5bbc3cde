"""Two months of reading by the invented staff: who opened, read and confirmed what, and when."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.core.clock import HOME, now, today
from intranet.directives.audience.entries import audience_of
from intranet.directives.audience.meant_people import members
from intranet.directives.models import AudienceEntry
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from intranet.reading.coverage.reconcile import reconcile_everything
from intranet.reading.models import Assignment, PageView, ReceiptStep, Step
from intranet.reading.receipts.steps import new_step

NEVER = 0.04
"""The share of assignments that a person of average diligence leaves for long."""


@dataclass(frozen=True)
class Moment:
    """One step of one person at one time."""

    at: datetime
    staff: StaffMember
    assignment: Assignment
    step: Step
    pages: int = 0


def write_history(session: Session, seed: int = 211) -> int:
    """The number of receipt steps written for every assignment there is, in order of time."""
    dice = random.Random(seed)
    moments = sorted(_all_moments(session, dice), key=lambda moment: (moment.at, moment.staff.id))
    hash_chain.append(session, [_step(moment) for moment in moments])
    session.add_all(
        PageView(
            staff_id=moment.staff.id,
            version_id=moment.assignment.version_id,
            page=page,
            at=moment.at,
        )
        for moment in moments
        for page in range(1, moment.pages + 1)
    )
    reconcile_everything(session)
    return len(moments)


def _all_moments(session: Session, dice: random.Random) -> Iterator[Moment]:
    habits: dict[int, float] = {}
    left_open = _left_open(session)
    for assignment in session.scalars(select(Assignment).order_by(Assignment.id)):
        addressed = members(audience_of(assignment.version.directive))
        for staff in session.scalars(addressed.order_by(StaffMember.id)).all():
            habit = habits.setdefault(staff.id, dice.betavariate(5, 1.6))
            steps = list(_steps_of(dice, assignment, staff, habit))
            cut = left_open.get((staff.id, assignment.id))
            yield from cut(steps) if cut else steps


def _left_open(session: Session) -> dict[tuple[int, int], "Cut"]:
    """What the person behind each demo account still has to do, so that there is work to show."""
    due = func.coalesce(Assignment.deadline, today())
    newest = session.scalars(
        select(Assignment)
        .join(AudienceEntry, AudienceEntry.directive_id == Assignment.directive_id)
        .where(AudienceEntry.department_id.is_(None), AudienceEntry.staff_id.is_(None))
        .order_by(due.desc())
    ).all()
    late = [each for each in newest if each.deadline and each.deadline < today()][:1]
    cuts = (_halfway, _unopened, _halfway, _unconfirmed, _unopened)
    # The last one written into a dictionary stays: the first of a role must come last.
    last_to_first = session.scalars(select(StaffMember).order_by(StaffMember.id.desc()))
    people = {person.role: person for person in last_to_first}
    return {
        (people[role].id, assignment.id): cut
        for role in (Role.READER, Role.UNIT_HEAD)
        for assignment, cut in zip([*late, *newest[:4]], cuts, strict=False)
    }


Cut = Callable[[list[Moment]], list[Moment]]


def _unopened(steps: list[Moment]) -> list[Moment]:
    return steps[:1]


def _halfway(steps: list[Moment]) -> list[Moment]:
    opened = [replace(moment, pages=1) for moment in steps[1:2] if moment.pages > 1]
    return [steps[0], *opened]


def _unconfirmed(steps: list[Moment]) -> list[Moment]:
    return [moment for moment in steps if moment.step is not Step.CONFIRMED]


def _steps_of(
    dice: random.Random, assignment: Assignment, staff: StaffMember, habit: float
) -> Iterator[Moment]:
    yield Moment(assignment.assigned_at, staff, assignment, Step.DELIVERED)
    slack = _slack(assignment)
    if staff.role is Role.READER and dice.random() < slack * NEVER / max(habit, 0.2):
        return
    delay = timedelta(days=min(dice.expovariate(0.25 + habit * 0.5), 20))
    opened = _office_hour(dice, assignment.assigned_at + delay)
    if opened > now():
        return
    pages = max(1, assignment.version.file.page_count)
    halfway = dice.random() < 0.08 * slack
    shown = dice.randint(1, pages) if halfway else pages
    yield Moment(opened, staff, assignment, Step.OPENED, shown)
    if halfway and pages > 1:
        return
    read = opened + timedelta(minutes=pages * dice.uniform(1, 3))
    if read < now():
        yield Moment(read, staff, assignment, Step.READ_THROUGH)
        confirmed = read + timedelta(seconds=dice.randint(20, 400))
        if assignment.must_confirm and dice.random() > 0.05 * slack and confirmed < now():
            yield Moment(confirmed, staff, assignment, Step.CONFIRMED)


def _slack(assignment: Assignment) -> float:
    """What reminders leave of all omissions: everything at first, hardly any after a month."""
    days = (now() - assignment.assigned_at).days
    return 1.0 if days < 14 else 0.4 if days < 24 else 0.02


def _office_hour(dice: random.Random, moment: datetime) -> datetime:
    local = moment.astimezone(HOME)
    while local.weekday() >= 5:
        local += timedelta(days=1)
    minute = dice.choice((dice.randint(440, 690), dice.randint(810, 1010)))
    at = datetime.combine(local.date(), time(minute // 60, minute % 60, dice.randint(0, 59)), HOME)
    return max(at, moment + timedelta(minutes=3))


def _step(moment: Moment) -> ReceiptStep:
    asked = moment.assignment
    return new_step(asked, asked.version, moment.staff, moment.step, moment.at)
