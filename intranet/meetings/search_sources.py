"""Meetings and their own files as findable things; directives are found by themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, exists, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.clock import local_day
from intranet.directives.models import StoredFile
from intranet.directives.page_texts import clean_pages
from intranet.intake.quarantine.isolation import is_isolated
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.meetings import words
from intranet.meetings.index_updates import MATERIAL_PREFIX, MEETING_PREFIX
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import materials_of, meetings_of, tokens_of
from intranet.people.models import StaffMember
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntryDetails, EntrySource, moment

MOST_PAGES = 120
"""Snippets of a very long text look at its first pages only; the index has all of it."""


def _entry(
    thing: Material | Meeting, meeting: Meeting, title: str, text: str, arrived: datetime
) -> IndexEntry:
    day = local_day(meeting.starts_at)
    prefix = MEETING_PREFIX if thing is meeting else MATERIAL_PREFIX
    return IndexEntry(
        id=f"{prefix}:{thing.id}",
        title=title,
        text=text,
        level=Level.AGENCY.value,
        year=str(day.year),
        issued_on=day.isoformat(),
        arrived=moment(arrived),
        stamp=moment(thing.changed_at),
        audience=tokens_of(meeting.invitations),
    )


def material_entries(session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
    """The index entries of these materials; directives and wiped files have none."""
    materials = session.scalars(
        select(Material)
        .where(Material.id.in_(ids), HAS_TEXT)
        .options(joinedload(Material.file))
        .options(joinedload(Material.meeting).selectinload(Meeting.invitations))
    ).all()
    texts = clean_pages(session, filter(None, (material.file_id for material in materials)))
    for material in materials:
        text = "\n\n".join(text for _number, text in texts[material.file_id or 0])
        yield _entry(material, material.meeting, _title(material), text, material.added_at)


def _title(material: Material) -> str:
    return f"{material.name} ({material.meeting.title})"


def meeting_entries(session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
    """The index entries of these meetings."""
    for meeting in session.scalars(_with_agenda(ids).options(selectinload(Meeting.invitations))):
        yield _entry(meeting, meeting, meeting.title, _text(meeting), meeting.called_at)


def _with_agenda(ids: Sequence[int]) -> Select[Meeting]:
    return select(Meeting).where(Meeting.id.in_(ids)).options(selectinload(Meeting.agenda))


def _text(meeting: Meeting) -> str:
    """The words of a meeting, line by line: introduction, agenda, who leads and where."""
    points = [", ".join(filter(None, (item.title, item.presenter))) for item in meeting.agenda]
    lines = (meeting.summary, *points, meeting.chair, meeting.secretary, meeting.place)
    return ".\n".join(line.strip().rstrip(".") for line in lines if line.strip())


def material_details(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """The details of these materials for the results, as far as this person may see them."""
    query = materials_of(staff).where(Material.id.in_(ids), Material.file_id.is_not(None))
    materials = session.scalars(query.options(selectinload(Material.meeting))).all()
    files = (material.file_id for material in materials)
    texts = clean_pages(session, filter(None, files), MOST_PAGES)
    return {
        material.id: EntryDetails(
            title=_title(material),
            symbol="",
            level=Level.AGENCY,
            kind=str(_kind(material)),
            issued_on=local_day(material.meeting.starts_at),
            endpoint="meetings.material",
            values={"meeting_id": material.meeting_id, "material_id": material.id},
            pages=texts[material.file.id],
            total_pages=material.file.page_count,
        )
        for material in materials
        if material.file
    }


def _kind(material: Material) -> object:
    name = fold(material.name)
    if name.startswith("bien ban"):
        return words.MINUTES
    is_conclusion = name.startswith(("ket luan", "thong bao ket luan"))
    return words.CONCLUSION if is_conclusion else words.MATERIAL


def meeting_details(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """The details of these meetings for the results, as far as this person may see them."""
    allowed = meetings_of(staff).with_only_columns(Meeting.id)
    return {
        meeting.id: EntryDetails(
            title=meeting.title,
            symbol="",
            level=Level.AGENCY,
            kind=str(words.CANCELLED_MEETING if meeting.cancelled_at else words.THEMATIC_MEETING),
            issued_on=local_day(meeting.starts_at),
            endpoint="meetings.show",
            values={"meeting_id": meeting.id},
            pages=[(None, _text(meeting))],
        )
        for meeting in session.scalars(_with_agenda(ids).where(Meeting.id.in_(allowed)))
    }


HAS_TEXT = and_(
    exists().where(StoredFile.id == Material.file_id, StoredFile.size > 0),
    ~is_isolated(Material.file_id.expression),
)
MATERIALS = EntrySource(MATERIAL_PREFIX, Material, material_entries, material_details, HAS_TEXT)
MEETINGS = EntrySource(MEETING_PREFIX, Meeting, meeting_entries, meeting_details, true())
