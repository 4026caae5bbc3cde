"""Makes meetings as the organiser does, and the files that are read for them."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document

from intranet.core.clock import HOME, now
from intranet.core.database import db
from intranet.directives.audience.rule import Audience
from intranet.meetings.models import Meeting
from intranet.meetings.planning import actions
from intranet.meetings.planning.actions import AgendaPoint, MeetingPlan
from intranet.people.models import Department, StaffMember
from tests.making import Make

EVERYBODY = Audience(everybody=True)


def plan(days: float = 3, **about: Any) -> MeetingPlan:
    """Two hours in a hall, in so many days."""
    start = now() + timedelta(days=days)
    given = {
        "title": "Chuyên đề chuyển đổi số", "starts_at": start, "place": "Phòng họp tầng 2",
        "ends_at": start + timedelta(hours=2),
    }  # fmt: skip
    return MeetingPlan(**{**given, **about})


def called(
    make: Make, *invited: StaffMember | Department, agenda: Sequence[AgendaPoint] = (), **about: Any
) -> Meeting:
    """A meeting in three days for everybody, or for the given people and units."""
    audience = Audience(
        everybody=not invited,
        departments=frozenset(one.id for one in invited if isinstance(one, Department)),
        staff=frozenset(one.id for one in invited if isinstance(one, StaffMember)),
    )
    meeting = actions.call_meeting(db.session, make.clerk(), plan(**about), audience, agenda)
    db.session.commit()
    return meeting


def take_place(meeting: Meeting) -> Meeting:
    """Let the meeting have begun an hour ago and end in an hour."""
    meeting.starts_at, meeting.ends_at = now() - timedelta(hours=1), now() + timedelta(hours=1)
    db.session.commit()
    return meeting


def past(meeting: Meeting, days: int = 10) -> Meeting:
    """Move the meeting so many days behind us."""
    meeting.starts_at = now() - timedelta(days=days)
    meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    db.session.commit()
    return meeting


@cache
def paper(*lines: str) -> bytes:
    """A Word file with these paragraphs; the same lines are the same bytes."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def form(**about: Any) -> dict[str, Any]:
    """What a browser sends for a meeting in three days."""
    day = (now() + timedelta(days=3)).astimezone(HOME)
    given = {
        "title": "Kỹ năng số cho mỗi công chức", "day": day.strftime("%d/%m/%Y"),
        "starts": "14:00", "ends": "16h30", "place": "Phòng họp tầng 2", "invited": "all",
    }  # fmt: skip
    return {**given, **about}


def loaded(number: int) -> StaffMember:
    """A person by number, for signing in after pages have ended the session they came from."""
    return db.session.get_one(StaffMember, number)
