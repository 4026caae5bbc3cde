"""What a query marks in a material of a meeting, and search inside it."""

from flask import Response, request
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.models import StoredFile
from intranet.intake.quarantine.refusals import StillReading
from intranet.meetings.blueprint import bp
from intranet.meetings.materials.queries import is_unread
from intranet.meetings.visibility import material_for
from intranet.search.results.views_highlights import answer


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/danh-dau")
def material_marks(meeting_id: int, material_id: int) -> Response:
    """JSON of what `?q=` marks on the pages; `?trang=` is the page it opens at."""
    return answer(_file(meeting_id, material_id), request.args)


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/trong")
def material_within(meeting_id: int, material_id: int) -> Response:
    """JSON of the pages with `?q=`: how often, where, and the lines around it."""
    return answer(_file(meeting_id, material_id), request.args, with_lines=True)


def _file(meeting_id: int, material_id: int) -> StoredFile:
    file = material_for(db.session, current_user, meeting_id, material_id).file
    if file is None or not file.size:
        raise NotFound
    if is_unread(db.session, file):
        raise StillReading
    return file
