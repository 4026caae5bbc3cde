"""What of the meetings the search index keeps, and how it learns of changes."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.meetings.models import Material, Meeting
from intranet.search.tasks import index_thing

PREFIX = "material"
"""Under this name the search index keeps the materials of meetings."""
MEETING = "meeting"
"""Under this name the search index keeps what a meeting itself says."""


def touch_meeting(session: Session, meeting: Meeting) -> None:
    """Let the search index learn anew what the meeting says and who may find it."""
    meeting.changed_at = now()
    after_commit(session, index_thing, MEETING, meeting.id)


def touch_materials(session: Session, materials: Iterable[Material]) -> None:
    """Let the search index learn anew what the materials are and who may find them."""
    for material in materials:
        material.changed_at = now()
        after_commit(session, index_thing, PREFIX, material.id)
