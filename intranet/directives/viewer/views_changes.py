"""What a version changed, passage by passage."""

from flask import render_template, request
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound, existing
from intranet.core.rate_limits import limiter
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.viewer.queries import version_numbered
from intranet.directives.viewer.version_changes import changes_between
from intranet.language.text.text_diff import ChangeMark
from intranet.people.permissions import Permission, permission_required


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/thay-doi")
@permission_required(Permission.READ)
@limiter.limit("30 per minute", key_func=lambda: f"changes {current_user.id}")
def changes(directive_id: int, version_id: int) -> str:
    """The changes since the version before, or since the one whose number `?voi=` names."""
    directive = directive_for(db.session, current_user, directive_id)
    version = existing(next((v for v in directive.versions if v.id == version_id), None))
    before = version_numbered(directive, request.args.get("voi", version.number - 1, int))
    if before == version:
        raise NotFound
    return render_template(
        "directives/changes.html",
        directive=directive,
        version=version,
        before=before,
        diff=changes_between(db.session, before, version),
        ChangeMark=ChangeMark,
    )
