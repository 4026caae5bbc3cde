"""The search board of the Office, and the count of opened hits."""

from flask import render_template, request
from flask_login import current_user

from intranet.core.application import number_in
from intranet.core.database import db
from intranet.core.rate_limits import limiter
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.query_text import LONGEST_QUERY
from intranet.search.usage import query_log
from intranet.search.usage.search_board import SPANS, search_usage


@bp.get("/tim-kiem/bang-theo-doi", endpoint="board")
@permission_required(Permission.CHECK)
def search_board() -> str:
    """What was asked in the last days and what came of it; never by whom."""
    wanted = request.args.get("ngay", "")
    days = next((span for span in SPANS if str(span) == wanted), SPANS[1])
    return render_template("search/board.html", usage=search_usage(db.session, days), spans=SPANS)


@bp.post("/tim-kiem/da-mo")
@permission_required(Permission.READ)
@limiter.limit("120 per minute", key_func=lambda: f"opened {current_user.id}")
def opened() -> tuple[str, int]:
    """Count that a hit of a results page was opened, and which one it was."""
    rank = number_in(request.form.get("thu"), 99_999)
    if rank is not None:
        # The request holds the write lock as it may write; counting has its own connection.
        db.session.rollback()
        query_log.opened(request.form.get("q", "")[:LONGEST_QUERY], rank)
    return "", 204
