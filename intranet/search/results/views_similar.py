"""Directives about the same, for the page of one directive: fetched when that page is there."""

from flask import render_template, request
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive, Version
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.results.similar import MOST_SHOWN, similar_to

MOST_LISTED = 20


@bp.get("/tim-kiem/tuong-tu/<int:directive_id>")
@permission_required(Permission.READ)
def similar(directive_id: int) -> str:
    """What is about the same: a whole page, or only the panel for the script that asks for it."""
    directive = directive_for(db.session, current_user, directive_id)
    is_part = "HX-Request" in request.headers
    most = MOST_SHOWN if is_part else MOST_LISTED
    by = current_user._get_current_object()
    found = similar_to(db.session, by, directive, most)
    page = "search/similar_results.html" if is_part else "search/similar.html"
    return render_template(page, directive=directive, found=found)


def similar_panel(directive: Directive, _version: Version) -> str:
    """The place on the page of a directive that fills itself; without scripts a link."""
    return render_template("search/similar_panel.html", directive=directive)
