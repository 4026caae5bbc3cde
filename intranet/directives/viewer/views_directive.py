"""One directive: its reader on the left, what is known of it on the right."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.audience.meant_people import addressed
from intranet.directives.blueprint import bp
from intranet.directives.changes import withdrawal
from intranet.directives.citations.graph_layout import small_drawing
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.citations.relation_lists import relation_lists
from intranet.directives.hooks import pages_seen
from intranet.directives.models import FilePage, Version
from intranet.directives.viewer import queries
from intranet.directives.viewer.shown_file import ShownFile, shown_file
from intranet.people.permissions import Permission, may, permission_required


@bp.get("/van-ban/<int:directive_id>")
@permission_required(Permission.READ)
def show(directive_id: int) -> str:
    """The directive in its newest version, or in the one that `?ban=` names."""
    directive = queries.whole_directive(db.session, current_user, directive_id)
    number = request.args.get("ban", directive.latest.number, int)
    version = queries.version_numbered(directive, number)
    pages = g.shown_pages = queries.pages_of(db.session, version.file)  # panels look at them too
    texts = queries.page_texts(pages, version.file.page_count)
    edges = edges_around(db.session, current_user, [directive])
    watches = may(current_user.role, Permission.WATCH_ALL)
    return render_template(
        "directives/show.html",
        directive=directive,
        version=version,
        texts=texts,
        origins=queries.text_origins(pages),
        page=min(max(1, request.args.get("trang", 1, int)), len(texts)),
        relations=relation_lists(db.session, current_user, directive, edges),
        drawn=small_drawing(directive, edges),
        seen=pages_seen(directive, version),
        recall=withdrawal.last_change(db.session, directive) if directive.recalled_at else None,
        addressed=addressed(db.session, directive) if watches else None,
        shown_file=shown_file_of(version, pages, len(texts)),
    )


def shown_file_of(version: Version, pages: Sequence[FilePage], total: int) -> ShownFile:
    """How the pages of a version are shown, and where the reader gets them."""
    ids: dict[str, Any] = {"directive_id": version.directive_id, "version_id": version.id}
    return shown_file(
        version.file, pages, total,
        original=url_for(".original", xem=1, **ids), printed=url_for(".preview", **ids),
        picture=lambda number, width: url_for(".picture", number=number, rong=width, **ids),
    )  # fmt: skip
