"""What is to be read for a meeting: directives of the store and own files. Nothing here commits."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.core.tasks import after_commit
from intranet.directives.audience.visibility import visible_to
from intranet.directives.errors import SymbolUnreadable
from intranet.directives.models import Directive, StoredFile, Version
from intranet.intake.models import FileReading
from intranet.intake.review.actions import UNREAD
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.meetings.errors import DirectiveNotInStore, SecretContent
from intranet.meetings.index_updates import PREFIX
from intranet.meetings.models import Material, Meeting
from intranet.meetings.planning.actions import must_take_place
from intranet.meetings.visibility import materials_of
from intranet.people.models import StaffMember
from intranet.search.tasks import index_thing


def must_take_materials(meeting: Meeting) -> None:
    """Raises SecretContent or Cancelled when nothing can be added to this meeting."""
    must_take_place(meeting)
    if meeting.has_secret_content:
        raise SecretContent


def add_directive_material(
    session: Session,
    by: StaffMember,
    meeting: Meeting,
    directive: Directive,
    point: int | None = None,
) -> Material:
    """The directive among the materials, under an agenda point if one is named.

    Raises SecretContent, Cancelled, NotFound (a point of another meeting).
    """
    title = directive.symbol or directive.subject[:300]
    return _add(session, by, meeting, point, title=title, directive_id=directive.id)


def add_file_material(
    session: Session, by: StaffMember, meeting: Meeting, file: StoredFile, name: str,
    point: int | None = None,
) -> Material:  # fmt: skip
    """An own file of the meeting, taken in by `intake.actions.take_file`, under its file name.

    Raises like `add_directive_material`.
    """
    title = " ".join(Path(name).stem.replace("_", " ").split())[:300] or file.name
    return _add(session, by, meeting, point, title=title, file_id=file.id)


def _add(
    session: Session, by: StaffMember, meeting: Meeting, point: int | None, *, title: str,
    directive_id: int | None = None, file_id: int | None = None,
) -> Material:  # fmt: skip
    must_take_materials(meeting)
    if point is not None and point not in {one.id for one in meeting.agenda}:
        raise NotFound
    for known in meeting.materials:
        if (known.directive_id, known.file_id) == (directive_id, file_id):
            known.agenda_item_id = point
            return known
    material = Material(
        title=title, directive_id=directive_id, file_id=file_id, agenda_item_id=point,
        position=max((one.position for one in meeting.materials), default=-1) + 1,
        added_at=now(), changed_at=now(),
    )  # fmt: skip
    meeting.materials.append(material)
    session.flush()
    audit.record(session, by, "material.added", on=material, meeting=meeting.id)
    after_commit(session, index_thing, PREFIX, material.id)
    return material


def remove_material(session: Session, by: StaffMember, material: Material) -> Meeting:
    """The meeting without this material; the original stays in the store for the audit."""
    meeting = material.meeting
    audit.record(session, by, "material.removed", on=material, meeting=meeting.id)
    after_commit(session, index_thing, PREFIX, material.id)
    meeting.materials.remove(material)
    session.flush()
    return meeting


def directive_named(session: Session, staff: StaffMember, symbol: str) -> Directive:
    """The newest directive of this symbol that the person may see, however it is spelled.

    Raises SymbolUnreadable, DirectiveNotInStore.
    """
    parsed = parse_symbol(symbol)
    keys = {lookup_key(symbol), lookup_key(parsed.key if parsed else "")} - {""}
    found = session.scalars(
        select(Directive)
        .where(visible_to(staff), Directive.symbol_key.in_(keys))
        .order_by(Directive.issued_on.desc().nulls_last(), Directive.id.desc())
    ).first()
    if found is None:
        raise DirectiveNotInStore if parsed else SymbolUnreadable
    return found


def materials(session: Session, staff: StaffMember, meeting: Meeting) -> Sequence[Material]:
    """The materials of a meeting that this person may see, with files, directives and bodies."""
    directive = joinedload(Material.directive)
    return session.scalars(
        materials_of(staff)
        .where(Material.meeting_id == meeting.id)
        .options(directive.joinedload(Directive.issuing_body))
    ).all()


def pages(session: Session, shown: Sequence[Material]) -> Mapping[int, int]:
    """How many pages each material has, by its id, as far as they are counted."""
    found = {one.id: one.file.page_count for one in shown if one.file and one.file.page_count}
    ids = [one.directive_id for one in shown if one.directive_id]
    rows = session.execute(
        select(Version.directive_id, StoredFile.page_count)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(Version.directive_id.in_(ids))
        .order_by(Version.number)
    )
    latest = {row[0]: row[1] for row in rows}
    of_directives = {one.id: latest.get(one.directive_id) for one in shown if one.directive_id}
    return found | {key: count for key, count in of_directives.items() if count}


def is_unread(session: Session, file: StoredFile) -> bool:
    """Whether the machine may still find a mark of secrecy in it: until then nobody gets it."""
    reading = session.get(FileReading, file.id)
    return reading is not None and reading.state in UNREAD


def readings(session: Session, shown: Sequence[Material]) -> Mapping[int, FileReading]:
    """How far the machine is with the own files of a meeting, by file."""
    ids = [one.file_id for one in shown if one.file_id]
    query = select(FileReading).where(FileReading.file_id.in_(ids))
    return {one.file_id: one for one in session.scalars(query)}
