"""Meetings as findable things: theme, introduction, agenda, who leads and where."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session, selectinload

from intranet.core.clock import local_day
from intranet.language.bodies.levels import Level
from intranet.meetings.index_updates import MEETING
from intranet.meetings.models import Meeting
from intranet.meetings.visibility import meetings_of, tokens_of
from intranet.meetings.words import CANCELLED_MEETING, THEMATIC_MEETING
from intranet.people.models import StaffMember
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntryDetails, EntrySource, moment


def entries(session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
    """The index entries of these meetings."""
    for one in session.scalars(_whole(ids).options(selectinload(Meeting.invitations))):
        day = local_day(one.starts_at)
        yield IndexEntry(
            id=f"{MEETING}:{one.id}",
            title=one.title,
            text=_said(one),
            level=Level.AGENCY.value,
            year=str(day.year),
            issued_on=day.isoformat(),
            arrived=moment(one.called_at),
            stamp=moment(one.changed_at),
            audience=tokens_of(one.invitations),
        )


def load_hits(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """What the page shows of these meetings, as far as this person may see them."""
    allowed = meetings_of(staff).with_only_columns(Meeting.id)
    found = session.scalars(_whole(ids).where(Meeting.id.in_(allowed)))
    return {one.id: _document(one) for one in found}


def _whole(ids: Sequence[int]) -> Select[Meeting]:
    return select(Meeting).where(Meeting.id.in_(ids)).options(selectinload(Meeting.agenda))


def _document(meeting: Meeting) -> EntryDetails:
    return EntryDetails(
        title=meeting.title,
        symbol="",
        level=Level.AGENCY,
        kind=str(CANCELLED_MEETING if meeting.cancelled_at else THEMATIC_MEETING),
        issued_on=local_day(meeting.starts_at),
        endpoint="meetings.show",
        values={"meeting_id": meeting.id},
        pages=[(None, _said(meeting))],
    )


def _said(meeting: Meeting) -> str:
    """What the meeting's page says, line by line."""
    points = [", ".join(filter(None, (one.title, one.presenter))) for one in meeting.agenda]
    said = (meeting.summary, *points, meeting.chair, meeting.secretary, meeting.place)
    return ".\n".join(line.strip().rstrip(".") for line in said if line.strip())


SOURCE = EntrySource(MEETING, Meeting, entries, load_hits, true())
