"""The rules of reading in force: who is a reader, what counts as read, who is missing or late.

Whoever wants to change what counts as read changes this file; when a single page counts as shown
stands in `receipts/page_views.py`. In Python the rules judge the steps of one person, as conditions
on ReadingPeriod they choose and count people in the database. Reasons stand in docs/decisions/0012;
tests/reading/coverage/slow_definition.py says the same a person and a day at a time, and a test
holds both equal on every day of any history.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from intranet.core.clock import today
from intranet.core.dates import holds_on
from intranet.people.roles import Permission, roles_with
from intranet.reading.coverage.facts import DaysReached, StepTaken
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Step

READERS = frozenset(roles_with(Permission.READ))
"""The roles that are asked to read; the administrator is nobody who must read."""


def own_start(since: date, account_since: date | None) -> date:
    """From when the time of somebody runs who is expected since a day: not before the account."""
    return max(since, account_since or since)


def finishing_steps(must_confirm: bool) -> frozenset[Step]:
    """The steps of which any one makes a reading done."""
    return frozenset({Step.CONFIRMED} if must_confirm else {Step.READ_THROUGH, Step.CONFIRMED})


def days_reached(steps: Iterable[StepTaken], must_confirm: bool) -> DaysReached:
    """The day of each step, the earliest where a step was taken twice, and of being done."""
    in_order = sorted(steps, key=lambda taken: (taken.day, taken.moment))
    first: dict[Step, StepTaken] = {}
    for taken in in_order:
        first.setdefault(taken.step, taken)
    finishing = finishing_steps(must_confirm)
    days: list[Any] = [first[step].day if step in first else None for step in Step]
    done = next((taken for taken in in_order if taken.step in finishing), None)
    return DaysReached(*days, *((done.day, done.moment, done.way) if done else ()))


def furthest_step(period: ReadingPeriod) -> Step:
    """How far the person of a period came."""
    if period.confirmed_on:
        return Step.CONFIRMED
    if period.read_on:
        return Step.READ_THROUGH
    return Step.OPENED if period.opened_on else Step.DELIVERED


def expected_on(day: date) -> ColumnElement[bool]:
    """Holds for whoever was expected to read on a day."""
    return holds_on(ReadingPeriod, day)


def done_by(day: date) -> ColumnElement[bool]:
    """Holds for whoever was done at the end of a day."""
    return ReadingPeriod.done_on <= day


def done_in_time_by(day: date) -> ColumnElement[bool]:
    """Holds for whoever was done at the end of a day, and by their own deadline."""
    deadline = ReadingPeriod.deadline
    return and_(done_by(day), or_(deadline.is_(None), ReadingPeriod.done_on <= deadline))


def excused_on(day: date) -> ColumnElement[bool]:
    """Holds for whoever was away or excused, and not done, at the end of a day."""
    return and_(ReadingPeriod.excused, _undone_on(day))


def missing_on(day: date) -> ColumnElement[bool]:
    """Holds for whoever was neither done nor excused at the end of a day."""
    return and_(~ReadingPeriod.excused, _undone_on(day))


def late_on(day: date) -> ColumnElement[bool]:
    """Holds for whoever was missing after their own deadline."""
    return and_(missing_on(day), ReadingPeriod.deadline < day)


def _undone_on(day: date) -> ColumnElement[bool]:
    # Today nothing is done later: the index of what is not done can be used.
    undone = ReadingPeriod.done_on.is_(None)
    return undone if day == today() else or_(undone, ReadingPeriod.done_on > day)
