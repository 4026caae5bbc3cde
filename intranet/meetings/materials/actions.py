"""Adding materials to a meeting and taking them off. Nothing here commits."""

from pathlib import Path

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.directives.models import Directive, StoredFile
from intranet.meetings.errors import SecretContent
from intranet.meetings.index_updates import index_anew
from intranet.meetings.models import Material, Meeting
from intranet.meetings.planning.actions import must_take_place
from intranet.people.models import StaffMember


def must_take_materials(meeting: Meeting) -> None:
    """Raises SecretContent or Cancelled when nothing can be added to this meeting."""
    must_take_place(meeting)
    if meeting.has_secret_content:
        raise SecretContent


def add_material(
    session: Session, by: StaffMember, meeting: Meeting, source: Directive | StoredFile,
    name: str = "", point: int | None = None,
) -> Material:  # fmt: skip
    """A directive, or an own file of the meeting under its file `name`, among the materials.

    Under an agenda point if one is named; `store_original` of intake takes files in. Raises
    SecretContent, Cancelled, NotFound (a point of another meeting).
    """
    must_take_materials(meeting)
    if point is not None and point not in {item.id for item in meeting.agenda}:
        raise NotFound
    if isinstance(source, Directive):
        ids: tuple[int | None, int | None] = (source.id, None)
        title = source.symbol or source.subject[:300]
    else:
        title = " ".join(Path(name).stem.replace("_", " ").split())[:300] or source.name
        ids = (None, source.id)
    for known in meeting.materials:
        if (known.directive_id, known.file_id) == ids:
            known.agenda_item_id = point
            return known
    material = Material(
        title=title, directive_id=ids[0], file_id=ids[1], agenda_item_id=point,
        position=max((known.position for known in meeting.materials), default=-1) + 1,
        added_at=now(), changed_at=now(),
    )  # fmt: skip
    meeting.materials.append(material)
    session.flush()
    audit.record(session, by, "material.added", on=material, meeting=meeting.id)
    index_anew(session, material)
    return material


def remove_material(session: Session, by: StaffMember, material: Material) -> Meeting:
    """The meeting without this material; the original stays for the audit."""
    meeting = material.meeting
    audit.record(session, by, "material.removed", on=material, meeting=meeting.id)
    index_anew(session, material)
    meeting.materials.remove(material)
    session.flush()
    return meeting
