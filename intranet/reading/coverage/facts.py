"""What coverage is counted from, as plain values: who served where, who was given what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from intranet.core.clock import HOME, local_day
from intranet.people.roles import Role
from intranet.reading.models import ReceiptMethod, Step


@dataclass(frozen=True)
class Span:
    """From `since` up to, not including, `until`; None has no end."""

    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Posting(Span):
    """Where a person served."""

    department_id: int
    role: Role
    title: str


@dataclass(frozen=True)
class GroupSpan(Span):
    """That a person belonged to a saved group."""

    group_id: int


@dataclass(frozen=True)
class PersonFacts:
    """All that is known of a person by day."""

    staff_id: int
    places: Sequence[Posting]
    groups: Sequence[GroupSpan] = ()
    absences: Sequence[Span] = ()


@dataclass(frozen=True)
class AudienceFact:
    """A row of an audience; with nothing named everybody."""

    department_id: int | None = None
    staff_id: int | None = None
    role: Role | None = None
    title: str | None = None
    group_id: int | None = None
    excluded: bool = False
    added_on: date | None = None


@dataclass(frozen=True)
class AssignmentFacts:
    """An assignment with the audience of its directive, by day."""

    assignment_id: int
    assigned_on: date
    closed_on: date | None
    must_confirm: bool
    deadline: date | None
    working_days: int | None
    fixed: bool
    entries: Sequence[AudienceFact]


@dataclass(frozen=True)
class StepTaken:
    """A step that somebody took."""

    step: Step
    at: datetime
    way: ReceiptMethod = ReceiptMethod.SCREEN
    told_on: date | None = None

    @property
    def day(self) -> date:
        """The day that counts: of the meeting or the paper, else of the step itself."""
        return self.told_on or local_day(self.at)

    @property
    def moment(self) -> datetime:
        """When it counts; noon where only the day is known."""
        return datetime.combine(self.told_on, time(12), HOME) if self.told_on else self.at


@dataclass(frozen=True)
class DaysReached:
    """The day of each step of one person, and of being done."""

    delivered_on: date | None = None
    opened_on: date | None = None
    read_on: date | None = None
    confirmed_on: date | None = None
    done_on: date | None = None
    done_at: datetime | None = None
    done_way: ReceiptMethod | None = None


def reached(taken: Iterable[StepTaken], must_confirm: bool) -> DaysReached:
    """How far somebody came by these steps, each by the earliest that says so."""
    first: dict[Step, StepTaken] = {}
    for one in sorted(taken, key=lambda one: (one.day, one.moment)):
        first.setdefault(one.step, one)
    wanted = [Step.CONFIRMED] if must_confirm else [Step.READ_THROUGH, Step.CONFIRMED]
    ends = [first[step] for step in wanted if step in first]
    done = min(ends, key=lambda one: (one.day, one.moment), default=None)
    days: list[Any] = [first[step].day if step in first else None for step in Step]
    if done is None:
        return DaysReached(*days)
    return replace(DaysReached(*days), done_on=done.day, done_at=done.moment, done_way=done.way)
