"""Undoing a publication: the document is back on the desk as it was before."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import BadInput, existing
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Version
from intranet.intake.blueprint import bp
from intranet.intake.review import actions
from intranet.people.permissions import Permission, permission_required, signed_in


@bp.post("/kiem-tra/hoan-tac/<int:version_id>")
@permission_required(Permission.CHECK)
def undo(version_id: int) -> Response:
    """Take back what was published within the last minutes, and go to its check page."""
    query = select(Version).join(Version.directive).where(Version.id == version_id)
    version = existing(db.session.scalar(query.where(visible_to(current_user))))
    directive_id, name = version.directive_id, version.directive.symbol or version.file.name
    try:
        item = actions.undo(db.session, signed_in(), version)
    except BadInput as refusal:
        db.session.rollback()
        flash(str(refusal), "warn")
        return redirect(url_for("directives.show", directive_id=directive_id))
    item_id = item.id if item else None
    db.session.commit()
    flash(_("Đã hoàn tác phát hành %(name)s: văn bản trở lại bàn kiểm tra.", name=name), "ok")
    return redirect(
        url_for("intake.check", item_id=item_id) if item_id else url_for("intake.queue")
    )
