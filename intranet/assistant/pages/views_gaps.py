"""What has no answer yet, for the Office: wordings without names."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from intranet.assistant.blueprint import bp
from intranet.assistant.history.gaps import close_gap
from intranet.assistant.history.gaps import gaps as open_gaps
from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.people.permissions import Permission, permission_required, signed_in


@bp.get("/hoi-dap/chua-co")
@permission_required(Permission.CHECK)
def gaps() -> str:
    """The questions without an answer, grouped by like wording."""
    return render_template("assistant/gaps.html", gaps=open_gaps(db.session))


@bp.post("/hoi-dap/chua-co/<int:number>")
@permission_required(Permission.CHECK)
def close(number: int) -> Response:
    """The Office has filed what was missing; who asked for it is told."""
    told = close_gap(db.session, signed_in(), number)
    words = _("Đã đánh dấu là đã bổ sung; báo cho %(n)s người hỏi.", n=told)
    return commit_and_go(words, ".gaps")
