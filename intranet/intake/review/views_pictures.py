"""Originals that are not published yet, for the eyes of the clerk only."""

from flask import send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import NotFound
from intranet.core.storage import storage
from intranet.directives.viewer.page_pictures import drawn
from intranet.intake.blueprint import bp
from intranet.intake.channels.file_rows import MOVING
from intranet.intake.models import IntakeItem
from intranet.intake.processing.item_progress import row_for
from intranet.intake.quarantine.preflight import kept_name
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

WIDTH = 1000


@bp.get("/kiem-tra/<int:item_id>/trang/<int:number>.png")
@permission_required(Permission.CHECK)
def picture(item_id: int, number: int) -> Response:
    """Page `number` of an original on the desk as PNG."""
    file = _released(item_id).file
    answer = send_file(drawn(file, number, WIDTH), mimetype="image/png", max_age=0)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/kiem-tra/<int:item_id>/tep")
@permission_required(Permission.CHECK)
def original(item_id: int) -> Response:
    """The original bit for bit, always to keep and never to run; who took it is audited."""
    item = _released(item_id)
    answer = send_file(
        storage().path(item.file.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=kept_name(item.name),
        max_age=0,
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    with writing() as session:
        audit.record(session, current_user, "original.taken", on=item)
    return answer


def _released(item_id: int) -> IntakeItem:
    """The item unless it is wiped or in quarantine: not yet looked through for marks."""
    row = row_for(db.session, item_id)
    if row.stage in MOVING or not row.item.file.size:
        raise NotFound
    return row.item
