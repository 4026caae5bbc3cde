"""What of the meetings the search index keeps, and how it learns of changes."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.task_queue import after_commit
from intranet.directives.models import StoredFile
from intranet.intake.quarantine.places import Scope
from intranet.meetings.models import Material, Meeting
from intranet.search.index.tasks import index_thing

MATERIAL_PREFIX = "material"
"""Under this name the search index keeps the materials of meetings."""
MEETING_PREFIX = "meeting"
"""Under this name the search index keeps what a meeting itself says."""


def touch(session: Session, *things: Meeting | Material) -> None:
    """Let the search index learn anew what these are and who may find them."""
    for thing in things:
        thing.changed_at = now()
        index_anew(session, thing)


def index_anew(session: Session, thing: Meeting | Material) -> None:
    """Let the search index look at this again after the commit, also when it is gone then."""
    prefix = MEETING_PREFIX if isinstance(thing, Meeting) else MATERIAL_PREFIX
    after_commit(session, index_thing, prefix, thing.id)


def index_read_file(session: Session, file: StoredFile) -> None:
    """Let the materials of a file be found once the machine has read it."""
    query = select(Material).filter_by(file_id=file.id)
    touch(session, *session.scalars(query))


def drop_isolated(session: Session, scope: Scope) -> None:
    """Take materials that are being wiped off every meeting, their titles with them."""
    of_file = Material.file_id.in_(scope.files)
    of_them = or_(of_file, Material.directive_id.in_(scope.directives))
    for material in session.scalars(select(Material).where(of_them)):
        index_anew(session, material)
        session.delete(material)
    session.flush()
