"""The way in for one person: who asks, what finds passages for them, how sure it must be."""

from sqlalchemy.orm import Session

from intranet.assistant.answers.answering import Asker
from intranet.assistant.quotes.certainty import Strictness
from intranet.assistant.quotes.passage_index import search_for
from intranet.core.office_settings import office
from intranet.people.models import StaffMember

STEPS = tuple(Strictness)
"""From the strictest: the office's setting counts them from 1."""


def asker_for(
    session: Session,
    staff: StaffMember,
    within: int | None = None,
    off: frozenset[str] = frozenset(),
) -> Asker:
    """The person as the assistant asks for them, within one directive or all they may see."""
    search = search_for(session, staff, within)
    return Asker(session, staff, search, STEPS[office().answer_certainty - 1], within, off)
