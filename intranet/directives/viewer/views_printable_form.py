"""Office originals as they print, for those who may see the directive."""

from flask import send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.blueprint import bp
from intranet.directives.viewer import printable_forms
from intranet.directives.viewer.queries import version_of_file
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/ban-in.pdf")
@permission_required(Permission.READ)
def preview(directive_id: int, version_id: int) -> Response:
    """The printable form (PDF) of an Office original, for the reader in the browser."""
    version = version_of_file(db.session, current_user, version_id)
    if version is None or version.directive_id != directive_id:
        raise NotFound
    if not printable_forms.has_preview(version.file):
        raise NotFound
    answer = send_file(
        printable_forms.place_of(version.file.sha256),
        mimetype="application/pdf",
        conditional=True,
        max_age=0,
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
