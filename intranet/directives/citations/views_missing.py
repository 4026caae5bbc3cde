"""For the Office: plans that rest on what is no longer in force, and cited papers to ask for."""

from typing import Any

from flask import current_app, render_template, request, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.core.paging import ListPage, Pager
from intranet.directives.blueprint import bp
from intranet.directives.citations.missing_citations import absent_papers
from intranet.directives.citations.outdated_bases import fallen_grounds
from intranet.directives.words import LEVEL, RELATION_DOES, STATUS
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission


@bp.get("/van-ban/dan-chieu")
@permission_required(Permission.CHECK)
def missing() -> str:
    """Both lists, each with its own pages: `?trang=` of the missing, `?can_cu=` of the fallen."""
    absent = absent_papers(db.session, current_user, request.args.get("trang", 1, int))
    grounds = fallen_grounds(db.session, current_user, request.args.get("can_cu", 1, int))
    return render_template(
        "directives/missing.html",
        absent=absent,
        grounds=grounds,
        absent_pages=_foot(absent, "trang", can_cu=grounds.number),
        ground_pages=_foot(grounds, "can_cu", trang=absent.number),
        knows=current_app.view_functions,
        LEVEL=LEVEL,
        RELATION_DOES=RELATION_DOES,
        STATUS=STATUS,
    )


def _foot(listed: ListPage[Any], name: str, **others: int) -> Pager:
    """The foot of one of two lists on a page; the address keeps where the other one is."""
    kept: dict[str, Any] = {key: value for key, value in others.items() if value > 1}
    return listed.pager(lambda number: url_for(".missing", **{name: number}, **kept))
