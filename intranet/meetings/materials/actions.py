"""Adding materials to a meeting and taking them off. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.directives.models import Directive, StoredFile
from intranet.directives.secrecy_check import must_be_public
from intranet.meetings.errors import SecretContent
from intranet.meetings.index_updates import index_anew, touch
from intranet.meetings.models import Material, Meeting
from intranet.meetings.planning.actions import must_take_place
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class MaterialPlace:
    """Under which name and point of the agenda a material is to stand."""

    material_id: int
    title: str
    point: int | None = None


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


def arrange_materials(
    session: Session, by: StaffMember, meeting: Meeting, wanted: Sequence[MaterialPlace]
) -> None:
    """The materials in this order, under these names and points; what is not named comes after.

    An empty name leaves the old one, a directive keeps its symbol. Raises Cancelled, NotFound (a
    point of another meeting), SecretTyped.
    """
    must_take_place(meeting)
    points = {item.id for item in meeting.agenda} | {None}
    known = {material.id: material for material in meeting.materials}
    places = [place for place in wanted if place.material_id in known]
    if any(place.point not in points for place in places):
        raise NotFound
    for position, place in enumerate(places):
        material = known.pop(place.material_id)
        title = place.title if material.file_id and place.title else material.title
        must_be_public(title)
        fresh = title, position, place.point
        if fresh != (material.title, material.position, material.agenda_item_id):
            material.title, material.position, material.agenda_item_id = fresh
            touch(session, material)
            audit.record(session, by, "material.arranged", on=material, meeting=meeting.id)
    for position, material in enumerate(known.values(), len(places)):
        material.position = position
    session.flush()
    session.expire(meeting, ["materials"])
