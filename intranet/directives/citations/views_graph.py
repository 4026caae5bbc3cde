"""The directives around a directive, drawn and in words; what the clerk makes of what was found."""

from typing import Any

from flask import jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import commit_and_go
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.citations import actions
from intranet.directives.citations import graph as graphs
from intranet.directives.citations.graph import COLUMNS, MOST
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.citations.relation_lists import relation_lists
from intranet.directives.models import RelationKind
from intranet.directives.words import GRAPH_LEVEL, RELATION_DOES, STATUS
from intranet.people.permissions import Permission, permission_required


@bp.get("/van-ban/<int:directive_id>/quan-he")
@permission_required(Permission.READ)
def graph(directive_id: int) -> str:
    """The drawing on a page of its own, with all relations and their sentences in words."""
    directive = directive_for(db.session, current_user, directive_id)
    edges = edges_around(db.session, current_user, [directive])
    return render_template(
        "directives/graph.html",
        directive=directive,
        relations=relation_lists(db.session, current_user, directive, edges),
        drawn=graphs.graph_around(db.session, current_user, directive, edges),
        COLUMNS=COLUMNS,
    )


@bp.get("/van-ban/<int:directive_id>/quan-he.json")
@permission_required(Permission.READ)
def graph_data(directive_id: int) -> Response:
    """The same drawing for the script; `?nhieu_nhat=12&buoc=1` asks for a smaller one."""
    directive = directive_for(db.session, current_user, directive_id)
    most = min(MOST, max(2, request.args.get("nhieu_nhat", MOST, int)))
    steps = 1 if request.args.get("buoc") == "1" else 2
    edges = edges_around(db.session, current_user, [directive])
    drawn = graphs.graph_around(db.session, current_user, directive, edges, most, steps)
    by_name = {node.name: node for node in drawn.nodes}
    return jsonify(
        columns=[str(GRAPH_LEVEL[level]) for level in COLUMNS],
        nodes=[_node(node) for node in drawn.nodes],
        arrows=[_arrow(arrow, by_name) for arrow in drawn.arrows],
        left_out=_("Còn %(n)s văn bản không vẽ hết.", n=drawn.left_out) if drawn.left_out else "",
    )


def _node(node: graphs.GraphNode) -> dict[str, Any]:
    directive = node.directive
    return {
        "name": node.name,
        "symbol": node.symbol or _("Không số"),
        "title": directive.headline if directive else _("Chưa có trong kho"),
        "state": str(STATUS[directive.status]) if directive else "",
        "column": COLUMNS.index(node.level),
        "centre": node.step == 0,
        "missing": directive is None,
        "ended": node.ended,
        "href": url_for(".show", directive_id=directive.id) if directive else None,
    }


def _arrow(arrow: graphs.GraphArrow, nodes: dict[str, graphs.GraphNode]) -> dict[str, Any]:
    source, target = nodes[arrow.source].symbol, nodes[arrow.target].symbol
    return {
        "source": arrow.source,
        "target": arrow.target,
        "kind": arrow.kind.value,
        "entered": arrow.entered,
        "words": f"{source} {RELATION_DOES[arrow.kind]} {target}",
    }


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
