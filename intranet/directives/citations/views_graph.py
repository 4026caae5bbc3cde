"""The directives around a directive, drawn and in words; what the clerk makes of what was found."""

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.application import number_in
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import commit_and_go
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.citations import actions
from intranet.directives.citations.graph import MOST_OPENED, graph_around
from intranet.directives.citations.graph_layout import WIDE, laid_out, small_drawing
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.citations.relation_lists import relation_lists
from intranet.directives.models import RelationKind
from intranet.people.permissions import Permission, permission_required


@bp.get("/van-ban/<int:directive_id>/quan-he")
@permission_required(Permission.READ)
def graph(directive_id: int) -> str:
    """The drawing on a page of its own, `?mo=` opened, and beside it all relations in words."""
    directive = directive_for(db.session, current_user, directive_id)
    edges = edges_around(db.session, current_user, [directive])
    opened = frozenset(filter(None, map(number_in, request.args.getlist("mo")[:MOST_OPENED])))
    return render_template(
        "directives/graph.html",
        directive=directive,
        relations=relation_lists(db.session, current_user, directive, edges),
        graph=graph_around(db.session, current_user, directive, edges, opened),
        opened=opened,
        laid_out=laid_out,
        WIDE=WIDE,
        drawn=small_drawing(directive, edges),
    )


@bp.post("/van-ban/<int:directive_id>/dan-chieu/xac-nhan")
@permission_required(Permission.CHECK)
def confirm_citation(directive_id: int) -> Response:
    """Make a relation of what the machine found."""
    directive = directive_for(db.session, current_user, directive_id)
    relation = actions.confirm(db.session, current_user, directive, *_posted_citation())
    symbol = relation.target_symbol
    return _decided(_("Đã xác nhận quan hệ với %(symbol)s.", symbol=symbol), directive_id)


@bp.post("/van-ban/<int:directive_id>/dan-chieu/loai")
@permission_required(Permission.CHECK)
def reject_citation(directive_id: int) -> Response:
    """Refuse what the machine found, for good."""
    directive = directive_for(db.session, current_user, directive_id)
    actions.reject(db.session, current_user, directive, *_posted_citation())
    return _decided(_("Đã loại; máy sẽ không nêu lại quan hệ này."), directive_id)


def _posted_citation() -> tuple[str, RelationKind]:
    try:
        return request.form.get("so", ""), RelationKind(request.form.get("loai", ""))
    except ValueError:
        raise NotFound from None


def _decided(words: str, directive_id: int) -> Response:
    """To the page where the clerk decided, which may be that of the cited directive."""
    page = ".graph" if request.form.get("ve") == "so-do" else ".show"
    shown = request.form.get("tu", directive_id, int)
    return commit_and_go(words, page, directive_id=shown, _anchor="quan-he")
