"""Adding materials to a meeting and taking them off. Nothing here commits."""

from pathlib import Path

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.core.tasks import after_commit
from intranet.directives.models import Directive, StoredFile
from intranet.meetings.errors import SecretContent
from intranet.meetings.index_updates import MATERIAL_PREFIX
from intranet.meetings.models import Material, Meeting
from intranet.meetings.planning.actions import must_take_place
from intranet.people.models import StaffMember
from intranet.search.index.tasks import index_thing


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
    """An own file of the meeting, as `store_original` of intake took it in, under its file name.

    Raises like `add_directive_material`.
    """
    title = " ".join(Path(name).stem.replace("_", " ").split())[:300] or file.name
    return _add(session, by, meeting, point, title=title, file_id=file.id)


def _add(
    session: Session, by: StaffMember, meeting: Meeting, point: int | None, *, title: str,
    directive_id: int | None = None, file_id: int | None = None,
) -> Material:  # fmt: skip
    must_take_materials(meeting)
    if point is not None and point not in {item.id for item in meeting.agenda}:
        raise NotFound
    for known in meeting.materials:
        if (known.directive_id, known.file_id) == (directive_id, file_id):
            known.agenda_item_id = point
            return known
    material = Material(
        title=title, directive_id=directive_id, file_id=file_id, agenda_item_id=point,
        position=max((known.position for known in meeting.materials), default=-1) + 1,
        added_at=now(), changed_at=now(),
    )  # fmt: skip
    meeting.materials.append(material)
    session.flush()
    audit.record(session, by, "material.added", on=material, meeting=meeting.id)
    after_commit(session, index_thing, MATERIAL_PREFIX, material.id)
    return material


def remove_material(session: Session, by: StaffMember, material: Material) -> Meeting:
    """The meeting without this material; the original stays for the audit."""
    meeting = material.meeting
    audit.record(session, by, "material.removed", on=material, meeting=meeting.id)
    after_commit(session, index_thing, MATERIAL_PREFIX, material.id)
    meeting.materials.remove(material)
    session.flush()
    return meeting
