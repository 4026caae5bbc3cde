"""Forgetting what I searched for."""

from flask import request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.recent import recent_searches


@bp.post("/tim-kiem/gan-day/xoa")
@permission_required(Permission.READ)
def recent_forget() -> Response:
    """Forget the words of the form, or all when it names none, and go back to the search page."""
    words = request.form.get("q", "")
    recent_searches.forget(db.session, current_user, words)
    done = _("Đã bỏ “%(q)s”.", q=words) if words else _("Đã xóa các câu tìm gần đây.")
    return commit_and_go(done, ".index")
