"""The facts that coverage is counted from: who served where, who was given what, what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from intranet.core.clock import HOME, local_day
from intranet.core.dates import covers
from intranet.directives.audience.rule import AudienceRow
from intranet.people.roles import Role
from intranet.reading.models import ReceiptMethod, Step


@dataclass(frozen=True)
class Span:
    """From `since` up to, not including, `until`; None has no end."""

    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return covers(self, day)


@dataclass(frozen=True)
class Posting(Span):
    """Where, as what and with which title a person served."""

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
    postings: Sequence[Posting]
    groups: Sequence[GroupSpan] = ()
    absences: Sequence[Span] = ()
    account_since: date | None = None


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
    entries: Sequence[AudienceRow]


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
