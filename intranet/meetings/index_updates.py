"""What of the meetings the search index keeps, and how it learns of changes."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.directives.models import StoredFile
from intranet.meetings.models import Material, Meeting
from intranet.search.index.tasks import index_thing

MATERIAL_PREFIX = "material"
"""Under this name the search index keeps the materials of meetings."""
MEETING_PREFIX = "meeting"
"""Under this name the search index keeps what a meeting itself says."""


def touch_meeting(session: Session, meeting: Meeting) -> None:
    """Let the search index learn anew what the meeting says and who may find it."""
    meeting.changed_at = now()
    after_commit(session, index_thing, MEETING_PREFIX, meeting.id)


def touch_materials(session: Session, materials: Iterable[Material]) -> None:
    """Let the search index learn anew what the materials are and who may find them."""
    for material in materials:
        material.changed_at = now()
        after_commit(session, index_thing, MATERIAL_PREFIX, material.id)


def index_read_file(session: Session, file: StoredFile) -> None:
    """Let the materials of a file be found once the machine has read it."""
    query = select(Material).filter_by(file_id=file.id)
    touch_materials(session, session.scalars(query).all())


def drop_isolated(session: Session, files: Sequence[int], directives: Sequence[int]) -> None:
    """Take materials that are being wiped off every meeting, their titles with them."""
    of_them = or_(Material.file_id.in_(files), Material.directive_id.in_(directives))
    for material in session.scalars(select(Material).where(of_them)):
        after_commit(session, index_thing, MATERIAL_PREFIX, material.id)
        session.delete(material)
    session.flush()
