"""The lines of a report: one directive, one unit, one meeting, one month; plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NamedLine:
    """A line about one directive. Days are ISO, "" for none.

    How it is called is not part of the figures: `wording` is the digest of that.
    """

    directive_id: int
    wording: str
    received_on: str
    published_on: str
    symbol: str = ""
    body: str = ""
    subject: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether it was isolated since and may not be named."""
        return not self.subject


@dataclass(frozen=True, kw_only=True)
class DirectiveLine(NamedLine):
    """One directive that was given to read, over all units."""

    assignment_id: int
    issued_on: str
    level: str
    deadline: str
    required: int = 0
    opened: int = 0
    confirmed: int = 0
    in_meeting: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def missing(self) -> int:
        """How many are waited for."""
        return self.required - self.done


@dataclass(frozen=True)
class UnitLine:
    """One unit over the same directives; `staff` serve there on the day.

    `informed` of the `people` who serve and are not away have read all that was due. Reports made
    before people were counted know neither.
    """

    department_id: int
    name: str
    staff: int
    required: int
    done: int
    overdue: int
    people: int | None = None
    informed: int | None = None

    @property
    def missing(self) -> int:
        """How many readings are waited for."""
        return self.required - self.done


@dataclass(frozen=True)
class MeetingLine:
    """One thematic meeting; `at` is the local time, ISO to the minute."""

    meeting_id: int
    at: str
    title: str
    chair: str
    presenters: str
    invited: int
    present: int
    excused: int


@dataclass(frozen=True, kw_only=True)
class LateLine(NamedLine):
    """A directive that was shared too late, after so many working days."""

    days: int


@dataclass(frozen=True)
class MonthLine:
    """How things stood at the end of a month: people, all readings, and readings by unit.

    `units` are department → (done, required).
    """

    day: str
    people: int
    informed: int
    required: int
    done: int
    units: dict[str, tuple[int, int]]
