"""What a reminder by hand says, to whom: shown before it is sent, and sent as it was shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intranet.core.clock import today
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.notifications.mail_text import shortened
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said, sentence_of, stored_gaps
from intranet.reading.coverage.readers import AssignedReader
from intranet.reading.reminders import words

LONGEST_NAME = 80
"""Letters of the subject that stand for a directive without a symbol."""


@dataclass(frozen=True)
class ReminderLetter:
    """One sentence for all people who get the same; `urgent` goes out by mail at once."""

    words: object
    gaps: Mapping[str, object]
    urgent: bool
    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)
    people: Sequence[StaffMember] = ()

    @property
    def text(self) -> str:
        """The sentence as the bell and the letter say it."""
        return said(Notice(words=sentence_of(self.words), gaps=stored_gaps(self.gaps)))

    @property
    def name(self) -> str:
        """What tells this letter from others of the same moment."""
        return ":".join(str(value) for value in self.values.values()) or self.endpoint


def write_reminders(by: StaffMember, readings: Sequence[AssignedReader]) -> list[ReminderLetter]:
    """What each of these people is told of what is waited for, one letter a person."""
    by_person: dict[int, list[AssignedReader]] = defaultdict(list)
    for reading in readings:
        by_person[reading.staff.id].append(reading)
    same: dict[tuple[tuple[int, object], ...], list[list[AssignedReader]]] = defaultdict(list)
    for owed in by_person.values():
        key = tuple((reading.assignment.id, reading.period.deadline) for reading in owed)
        same[key].append(owed)
    return [_letter(by, group[0], [owed[0].staff for owed in group]) for group in same.values()]


def _letter(
    by: StaffMember, owed: Sequence[AssignedReader], people: Sequence[StaffMember]
) -> ReminderLetter:
    if len(owed) == 1:
        return _single_letter(by, owed[0], people)
    late = sum(_is_late(reading) for reading in owed)
    sentence, gaps = words.BY_HAND_SEVERAL, {"who": by.full_name, "n": len(owed)}
    if late == len(owed):
        sentence = words.BY_HAND_SEVERAL_ALL_LATE
    elif late:
        sentence, gaps = words.BY_HAND_SEVERAL_LATE, {**gaps, "late": late}
    return ReminderLetter(sentence, gaps, late > 0, "reading.mine", people=people)


def _single_letter(
    by: StaffMember, reading: AssignedReader, people: Sequence[StaffMember]
) -> ReminderLetter:
    deadline, late = reading.period.deadline, _is_late(reading)
    sentence = words.BY_HAND_LATE if late else words.BY_HAND if deadline else words.BY_HAND_OPEN
    gaps = {"who": by.full_name, "symbol": _named(reading.assignment.directive)}
    values = {"directive_id": reading.assignment.directive_id}
    return ReminderLetter(
        sentence, gaps | ({"deadline": deadline} if deadline else {}), late, "directives.show",
        values, people,
    )  # fmt: skip


def _named(directive: Directive) -> str:
    return directive.symbol or shortened(directive.headline, LONGEST_NAME)


def _is_late(reading: AssignedReader) -> bool:
    return reading.period.deadline is not None and reading.period.deadline < today()
