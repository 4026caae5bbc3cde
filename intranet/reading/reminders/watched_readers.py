"""Readers with the time of their last reminder: who may be reminded now, and who when again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.reading.coverage.readers import AssignedReader
from intranet.reading.coverage.waiting_people import WaitingPerson
from intranet.reading.reminders.models import Reminder
from intranet.reading.reminders.schedule import REST


@dataclass(frozen=True)
class WatchedReader(AssignedReader):
    """One person of an assignment, and when they were last reminded of it."""

    reminded_at: datetime | None = None

    @property
    def is_waited_for(self) -> bool:
        """Whether something is left to do."""
        return not (self.done or self.excused)

    @property
    def rests_until(self) -> datetime | None:
        """From when on another reminder is allowed; None when it is now."""
        again = self.reminded_at + REST if self.reminded_at else None
        return again if again and again > now() else None

    @property
    def may_be_reminded(self) -> bool:
        """Whether a reminder can be sent now."""
        return self.is_waited_for and self.rests_until is None


@dataclass(frozen=True)
class WatchedPerson(WaitingPerson):
    """One person with all that is waited for, and what of it they can be reminded of now."""

    readings: Sequence[WatchedReader]

    @property
    def remindable(self) -> list[WatchedReader]:
        """What a reminder sent now would speak of."""
        return [reading for reading in self.readings if reading.may_be_reminded]

    @property
    def reminded_at(self) -> datetime | None:
        """When the person was last reminded of any of it."""
        return max((one.reminded_at for one in self.readings if one.reminded_at), default=None)

    @property
    def rests_until(self) -> datetime | None:
        """From when on another reminder is allowed; None when it is now."""
        return None if self.remindable else rest_of(self.readings)


def watched(session: Session, readings: Sequence[AssignedReader]) -> list[WatchedReader]:
    """The same readers, each with the last reminder."""
    assignments = {reading.assignment.id for reading in readings}
    last = _last_reminders(session, assignments, {reading.staff.id for reading in readings})
    return [
        WatchedReader(
            **vars(reading), reminded_at=last.get((reading.assignment.id, reading.staff.id))
        )
        for reading in readings
    ]


def untold(reading: AssignedReader) -> WatchedReader:
    """The same reader, where reminders do not matter."""
    return WatchedReader(**vars(reading))


def watched_people(session: Session, people: Sequence[WaitingPerson]) -> list[WatchedPerson]:
    """The same people, each reading with its last reminder."""
    readings = iter(watched(session, [one for person in people for one in person.readings]))
    return [
        WatchedPerson(person.staff, person.department, [next(readings) for _ in person.readings])
        for person in people
    ]


def rest_of(readings: Sequence[WatchedReader]) -> datetime | None:
    """When the first of them may be reminded again; None when somebody may be now, or nobody."""
    waited_for = [reading for reading in readings if reading.is_waited_for]
    moments = [reading.rests_until for reading in waited_for if reading.rests_until]
    return min(moments) if moments and len(moments) == len(waited_for) else None


def _last_reminders(
    session: Session, assignment_ids: Collection[int], staff_ids: Collection[int]
) -> dict[tuple[int, int], datetime]:
    rows = session.execute(
        select(Reminder.assignment_id, Reminder.staff_id, func.max(Reminder.at))
        .where(Reminder.assignment_id.in_(assignment_ids), Reminder.staff_id.in_(staff_ids))
        .group_by(Reminder.assignment_id, Reminder.staff_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}
