"""For the Office: plans that rest on what is no longer in force, and what to ask for."""

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.core.paging import ListPage, Pager, page_number
from intranet.directives.blueprint import bp
from intranet.directives.citations.missing_citations import missing_citations
from intranet.directives.citations.outdated_bases import outdated_bases
from intranet.people.permissions import Permission, permission_required


@bp.get("/van-ban/dan-chieu")
@permission_required(Permission.CHECK)
def missing() -> str:
    """Both lists, each with its own pages: `?trang=` of the missing, `?can_cu=` of the outdated."""
    missed = missing_citations(db.session, current_user, page_number())
    outdated = outdated_bases(db.session, current_user, page_number("can_cu"))
    return render_template(
        "directives/missing.html",
        missing=missed,
        outdated=outdated,
        missing_pager=_pager(missed, "trang", can_cu=outdated.number),
        outdated_pager=_pager(outdated, "can_cu", trang=missed.number),
    )


def _pager(listed: ListPage[Any], name: str, **other: int) -> Pager:
    """The foot of one of two lists on a page; the address keeps where the other one is."""
    elsewhere: dict[str, Any] = {key: value for key, value in other.items() if value > 1}
    return listed.pager(lambda number: url_for(".missing", **elsewhere | {name: number}))
