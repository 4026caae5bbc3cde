"""The trust card on the page of a directive."""

from flask import g, render_template, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.models import Directive, Version
from intranet.directives.viewer.printable_forms import has_preview
from intranet.intake.processing.trust import trust_of
from intranet.people.roles import Permission, may


def trust_panel(_directive: Directive, version: Version) -> str:
    """How far the shown version can be relied on."""
    return render_template(
        "intake/_trust.html",
        trust=trust_of(db.session, version.file, version, g.get("shown_pages")),
        download=_at("directives.original", version),
        printed=_at("directives.preview", version) if has_preview(version.file) else "",
        single_pages=url_for("intake.first_page", file_id=version.file_id)
        if may(current_user.role, Permission.CHECK)
        else "",
    )


def _at(endpoint: str, version: Version) -> str:
    return url_for(endpoint, directive_id=version.directive_id, version_id=version.id)
