"""Own files of meetings as findable things; a directive among the materials is found by itself."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.clock import local_day
from intranet.directives.models import StoredFile
from intranet.directives.page_texts import clean_pages
from intranet.intake.quarantine.isolation import is_isolated
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.meetings.index_updates import PREFIX
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import materials_of, tokens_of
from intranet.meetings.words import CONCLUSION, MATERIAL, MINUTES
from intranet.people.models import StaffMember
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntryDetails, EntrySource, moment

MOST_PAGES = 120
"""Snippets of a very long text look at its first pages only; the index has all of it."""


def entries(session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
    """The index entries of these materials; directives and wiped files have none."""
    meeting = joinedload(Material.meeting)
    found = session.scalars(
        select(Material)
        .where(Material.id.in_(ids), Material.file_id.is_not(None))
        .where(~is_isolated(Material.file_id.expression))
        .options(joinedload(Material.file), meeting.selectinload(Meeting.invitations))
    ).all()
    texts = clean_pages(session, [one.file_id for one in found if one.file_id])
    for one in found:
        if one.file and one.file.size:
            yield _entry(one, "\n\n".join(text for _number, text in texts[one.file.id]))


def _entry(material: Material, text: str) -> IndexEntry:
    day = local_day(material.meeting.starts_at)
    return IndexEntry(
        id=f"{PREFIX}:{material.id}",
        title=f"{material.name} ({material.meeting.title})",
        text=text,
        level=Level.AGENCY.value,
        year=str(day.year),
        issued_on=day.isoformat(),
        arrived=moment(material.added_at),
        stamp=moment(material.changed_at),
        audience=tokens_of(material.meeting.invitations),
    )


def load_hits(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """What the page shows of these materials, as far as this person may see them."""
    query = materials_of(staff).where(Material.id.in_(ids), Material.file_id.is_not(None))
    found = session.scalars(query.options(selectinload(Material.meeting))).all()
    texts = clean_pages(session, [one.file_id for one in found if one.file_id], MOST_PAGES)
    return {one.id: _document(one, texts) for one in found}


def _document(material: Material, texts: Mapping[int, Sequence[tuple[int, str]]]) -> EntryDetails:
    file, meeting = material.file, material.meeting
    return EntryDetails(
        title=f"{material.name} ({meeting.title})",
        symbol="",
        level=Level.AGENCY,
        kind=str(_kind(material)),
        issued_on=local_day(meeting.starts_at),
        endpoint="meetings.material",
        values={"meeting_id": meeting.id, "material_id": material.id},
        pages=texts[file.id] if file else (),
        total_pages=file.page_count if file else 0,
    )


def _kind(material: Material) -> object:
    """What the material is, by the name that it was given."""
    name = fold(material.name)
    if name.startswith("bien ban"):
        return MINUTES
    is_conclusion = name.startswith(("ket luan", "thong bao ket luan"))
    return CONCLUSION if is_conclusion else MATERIAL


FINDABLE = and_(Material.file.has(StoredFile.size > 0), ~is_isolated(Material.file_id.expression))
SOURCE = EntrySource(PREFIX, Material, entries, load_hits, FINDABLE)
