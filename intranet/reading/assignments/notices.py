"""The bell rings when something is given to read; what is urgent goes out by mail at once."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from intranet.directives.models import Urgency
from intranet.people.notifications.notices import notify
from intranet.reading.models import Assignment

KIND = "given"
WITH_DEADLINE = _l("Văn bản mới cần đọc: %(symbol)s, hạn %(deadline)s.")
WITHOUT = _l("Văn bản mới cần đọc: %(symbol)s.")


def tell_given(session: Session, assignment: Assignment, people: Sequence[int]) -> list[int]:
    """The notices to those to whom an assignment was just delivered; each is told once."""
    if not people:
        return []
    directive, deadline = assignment.directive, assignment.deadline
    gaps: dict[str, object] = {"symbol": directive.symbol}
    if deadline:
        gaps["deadline"] = deadline
    return notify(
        session, people, key=f"given:{assignment.id}", words=WITH_DEADLINE if deadline else WITHOUT,
        gaps=gaps, kind=KIND, urgent=directive.urgency is not Urgency.NORMAL,
        endpoint="directives.show", values={"directive_id": directive.id},
    )  # fmt: skip
