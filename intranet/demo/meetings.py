"""The invented thematic meetings of meetings.toml: four behind us, two to come."""

import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, now, today
from intranet.directives.models import Directive
from intranet.intake.channels.originals import store_original
from intranet.meetings import models
from intranet.meetings.models import Meeting, Presence, Reply
from intranet.people.models import StaffMember
from intranet.people.roles import Role

INVENTED = Path(__file__).with_suffix(".toml")
OPENING = ("Khai mạc, thông qua chương trình", "Chủ trì", 10)
CLOSING = ("Kết luận, giao nhiệm vụ", "Chủ trì", 20)


def seed_meetings(session: Session, clerk: StaffMember, made: Iterable[Directive]) -> int:
    """The number of meetings made, with materials, answers and the lists of those behind us."""
    dice = random.Random(2027)
    people = session.scalars(
        select(StaffMember).where(StaffMember.role != Role.ADMIN).order_by(StaffMember.id)
    ).all()
    by_symbol = {directive.symbol: directive for directive in made}
    themes = tomllib.loads(INVENTED.read_text(encoding="utf-8"))["meetings"]
    for theme in themes:
        meeting = _meeting(clerk, theme)
        session.add(meeting)
        session.flush()
        for symbol in theme["directives"]:
            if directive := by_symbol.get(symbol):
                _add(meeting, 1, title=symbol, directive=directive)
        for title, points in theme.get("notes", {}).items():
            file = store_original(session, clerk, _note(title, points), f"{title}.docx")
            _add(meeting, -2, title=title, file=file)
        session.flush()
        session.add_all(_attendance(meeting, people, dice))
        session.commit()
    return len(themes)


def _meeting(clerk: StaffMember, theme: Mapping[str, Any]) -> Meeting:
    day = today() + timedelta(days=theme["days"])
    day += timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)
    start = datetime.combine(day, time(14, 0), HOME)
    agenda = (OPENING, *theme["agenda"], CLOSING)
    length = timedelta(minutes=sum(minutes for _title, _who, minutes in agenda))
    return Meeting(
        title=theme["title"], starts_at=start, ends_at=start + length, place="Phòng họp tầng 2",
        chair="Lãnh đạo Thanh tra tỉnh", secretary=clerk.full_name,
        called_by=clerk, called_at=min(now(), start - timedelta(days=10)),
        invitations=[models.Invitation()],
        agenda=[
            models.AgendaItem(position=place, title=title, presenter=who, minutes=minutes)
            for place, (title, who, minutes) in enumerate(agenda)
        ],
    )  # fmt: skip


def _add(meeting: Meeting, point: int, **what: object) -> None:
    place, at = len(meeting.materials), now()
    meeting.materials.append(
        models.Material(
            agenda_item=meeting.agenda[point], position=place, added_at=at, changed_at=at, **what
        )
    )


def _note(title: str, points: Sequence[str]) -> BytesIO:
    document = Document()
    document.core_properties.created = datetime(2026, 1, 1)
    document.add_heading(title, level=1)
    for number, words in enumerate(points, 1):
        document.add_paragraph(f"{number}. {words}")
    target = BytesIO()
    document.save(target)
    target.seek(0)
    return target


def _attendance(
    meeting: Meeting, people: Sequence[StaffMember], dice: random.Random
) -> Iterable[models.Attendance]:
    behind = meeting.starts_at < now()
    for staff in people:
        comes = dice.random()
        if not behind and comes < 0.3:
            continue
        excused = comes > 0.93
        row = models.Attendance(
            meeting_id=meeting.id, staff_id=staff.id, replied_at=meeting.called_at,
            reply=Reply.EXCUSED if excused else Reply.COMING,
            reason="Đi công tác theo kế hoạch" if excused else "",
        )  # fmt: skip
        if behind:
            missed = not excused and dice.random() < 0.02
            came = Presence.ABSENT if missed else Presence.PRESENT
            row.presence = Presence.EXCUSED if excused else came
            row.noted_by_id, row.noted_at = meeting.called_by_id, meeting.ends_at
        yield row
