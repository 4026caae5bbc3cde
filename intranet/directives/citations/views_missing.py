"""For the Office: plans that rest on what is no longer in force, and cited papers to ask for."""

from typing import Any

from flask import current_app, render_template, request, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.blueprint import bp
from intranet.directives.citations.missing_citations import absent_papers
from intranet.directives.citations.outdated_bases import PAGE_SIZE, fallen_grounds
from intranet.directives.words import LEVEL, RELATION_DOES, STATUS
from intranet.people.duties import permission_required
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
        absent_pages=_pager(absent, "trang", can_cu=grounds.number),
        ground_pages=_pager(grounds, "can_cu", trang=absent.number),
        knows=current_app.view_functions,
        LEVEL=LEVEL,
        RELATION_DOES=RELATION_DOES,
        STATUS=STATUS,
    )


def _pager(listed: Any, name: str, **others: int) -> dict[str, Any]:
    """What the pager macro wants, for one list of two on a page."""
    kept: dict[str, Any] = {key: value for key, value in others.items() if value > 1}
    return {
        "number": listed.number,
        "pages": max(1, -(-listed.total // PAGE_SIZE)),
        "total": listed.total,
        "first": min(listed.total, (listed.number - 1) * PAGE_SIZE + 1),
        "last": min(listed.total, listed.number * PAGE_SIZE),
        "url": lambda number: url_for(".missing", **{name: number}, **kept),
    }
