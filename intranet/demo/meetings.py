"""The invented thematic meetings of meetings.toml: four behind us, two to come."""

import io
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from docx import Document
from sqlalchemy import select

from intranet.core.clock import HOME, now, today
from intranet.demo.seeding import Office
from intranet.directives.models import Directive
from intranet.intake.channels import originals
from intranet.intake.processing.tasks import read_at_once
from intranet.meetings.models import (
    AgendaItem,
    Attendance,
    Invitation,
    Material,
    Meeting,
    Presence,
    Reply,
)
from intranet.people.models import StaffMember
from intranet.people.roles import Role

INVENTED = Path(__file__).with_suffix(".toml")
HALL = "Phòng họp tầng 2"
OPENING = ("Khai mạc, thông qua chương trình", "Chủ trì", 10)
CLOSING = ("Kết luận, giao nhiệm vụ", "Chủ trì", 20)


@dataclass(frozen=True)
class MeetingTheme:
    """One meeting as its file tells it: days from today, agenda (title, presenter, minutes)."""

    days: int
    title: str
    agenda: Sequence[tuple[str, str, int]]
    directives: Sequence[str]
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def seed_meetings(office: Office, made: Sequence[Directive]) -> int:
    """The number of meetings made, with materials, answers and the lists of those behind us."""
    dice = random.Random(2027)
    people = office.session.scalars(
        select(StaffMember).where(StaffMember.role != Role.ADMIN).order_by(StaffMember.id)
    ).all()
    by_symbol = {directive.symbol: directive for directive in made}
    themes = tomllib.loads(INVENTED.read_text(encoding="utf-8"))["meetings"]
    for theme in (MeetingTheme(**facts) for facts in themes):
        meeting = _meeting(office, theme)
        _materials(office, meeting, theme, by_symbol)
        office.session.add_all(_attendance(office, meeting, people, dice))
        office.session.commit()
    return len(themes)


def _meeting(office: Office, theme: MeetingTheme) -> Meeting:
    day = today() + timedelta(days=theme.days)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    start = datetime.combine(day, time(14, 0), HOME)
    agenda = (OPENING, *theme.agenda, CLOSING)
    length = timedelta(minutes=sum(minutes for _title, _who, minutes in agenda))
    meeting = Meeting(
        title=theme.title, starts_at=start, ends_at=start + length, place=HALL,
        chair="Lãnh đạo Thanh tra tỉnh", secretary=office.clerk.full_name,
        called_by=office.clerk, called_at=min(now(), start - timedelta(days=10)),
        invitations=[Invitation()],
    )  # fmt: skip
    meeting.agenda = [
        AgendaItem(position=place, title=title, presenter=who, minutes=minutes)
        for place, (title, who, minutes) in enumerate(agenda)
    ]
    office.session.add(meeting)
    office.session.flush()
    return meeting


def _materials(
    office: Office, meeting: Meeting, theme: MeetingTheme, by_symbol: dict[str, Directive]
) -> None:
    point = meeting.agenda[1]
    for symbol in theme.directives:
        if directive := by_symbol.get(symbol):
            _add(meeting, point, title=directive.symbol, directive=directive)
    for title, points in theme.notes.items():
        file = originals.store_original(
            office.session, office.clerk, io.BytesIO(_note(title, points)), f"{title}.docx",
            office.store, office.settings,
        )  # fmt: skip
        read_at_once(office.session, file.id, office.store, office.settings)
        _add(meeting, meeting.agenda[-2], title=title, file=file)
    office.session.flush()


def _add(meeting: Meeting, point: AgendaItem, **what: object) -> None:
    place = len(meeting.materials)
    meeting.materials.append(
        Material(agenda_item=point, position=place, added_at=now(), changed_at=now(), **what)
    )


def _note(title: str, points: Sequence[str]) -> bytes:
    document = Document()
    document.core_properties.created = datetime(2026, 1, 1)
    document.add_heading(title, level=1)
    for number, words in enumerate(points, 1):
        document.add_paragraph(f"{number}. {words}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _attendance(
    office: Office, meeting: Meeting, people: Sequence[StaffMember], dice: random.Random
) -> list[Attendance]:
    behind = meeting.starts_at < now()
    rows = []
    for staff in people:
        comes = dice.random()
        if not behind and comes < 0.3:
            continue
        excused = comes > 0.93
        row = Attendance(
            meeting_id=meeting.id, staff_id=staff.id, replied_at=meeting.called_at,
            reply=Reply.EXCUSED if excused else Reply.COMING,
            reason="Đi công tác theo kế hoạch" if excused else "",
        )  # fmt: skip
        if behind:
            row.presence = _presence(excused, dice)
            row.noted_by_id, row.noted_at = office.clerk.id, meeting.ends_at
        rows.append(row)
    return rows


def _presence(excused: bool, dice: random.Random) -> Presence:
    if excused:
        return Presence.EXCUSED
    return Presence.ABSENT if dice.random() < 0.02 else Presence.PRESENT
