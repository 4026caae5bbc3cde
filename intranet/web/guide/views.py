"""The guide, and the first visit of somebody."""

from flask import redirect, render_template, request, url_for
from sqlalchemy import update
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.permissions import signed_in
from intranet.web.guide.guide_text import chapters
from intranet.web.guide.hard_words import all_hard_words
from intranet.web.views import bp

LONGEST = 100


@bp.get("/huong-dan")
def guide() -> str:
    """All of the guide with its contents, or the parts that have the typed words."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    words = [] if typed else [*all_hard_words()]
    return render_template("web/guide.html", typed=typed, chapters=chapters(typed), words=words)


@bp.post("/huong-dan/da-biet")
def welcomed() -> Response:
    """The three things of the first visit were seen; they do not come again."""
    mine = StaffMember.id == signed_in().id
    first = update(StaffMember).where(mine, StaffMember.welcomed_at.is_(None))
    db.session.execute(first.values(welcomed_at=now()))
    db.session.commit()
    return redirect(url_for("web.home"))
