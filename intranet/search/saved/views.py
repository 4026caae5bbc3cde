"""My saved searches: keep one, rename it, choose how to be told, open it, forget it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db, writing
from intranet.core.forms import commit_and_go
from intranet.people.permissions import Permission, may, permission_required
from intranet.search.blueprint import bp
from intranet.search.saved import actions
from intranet.search.saved.feeds import absolute
from intranet.search.saved.models import Alert
from intranet.search.saved.words import ALERT, ALERT_ICON


@bp.get("/tim-kiem/da-luu")
@permission_required(Permission.READ)
def saved() -> str:
    """Everything that I keep, with what is new since I looked."""
    return _page()


@bp.post("/tim-kiem/da-luu")
@permission_required(Permission.READ)
def save() -> Response:
    """Keep the search whose results page sent this form, and go back there."""
    fields = request.form
    url, name = fields.get("dia_chi", ""), fields.get("ten", "")
    search = actions.save(db.session, current_user, url, name)
    db.session.commit()
    told = _("Đã lưu. Có văn bản mới khớp, chuông sẽ báo.")
    link = Markup('<a href="{}">{}</a>').format(url_for(".saved"), _("Câu tìm đã lưu"))
    flash(Markup("{} {}").format(told, link), "ok")
    return redirect(url_for(".index", **actions.page_arguments(search)))


@bp.get("/tim-kiem/da-luu/<int:number>")
@permission_required(Permission.READ)
def saved_open(number: int) -> Response:
    """Go to the results; what was new has been looked at."""
    with writing() as session:
        search = actions.mine(session, current_user, number)
        search.seen_at = now()
        arguments = actions.page_arguments(search)
    return redirect(url_for(".index", **arguments))


@bp.post("/tim-kiem/da-luu/<int:number>")
@permission_required(Permission.READ)
def saved_change(number: int) -> Response:
    """Another name, another way of being told."""
    search = actions.mine(db.session, current_user, number)
    alert = request.form.get("bao", "")
    known = {way.value: way for way in Alert}
    actions.change(search, request.form.get("ten", ""), known.get(alert, search.alert))
    return commit_and_go(_("Đã lưu thay đổi."), ".saved")


@bp.post("/tim-kiem/da-luu/<int:number>/xoa")
@permission_required(Permission.READ)
def saved_remove(number: int) -> Response:
    """Forget the search; its feed ends with it."""
    actions.remove(db.session, current_user, actions.mine(db.session, current_user, number))
    return commit_and_go(_("Đã xóa câu tìm."), ".saved")


@bp.post("/tim-kiem/da-luu/<int:number>/nguon")
@permission_required(Permission.READ)
def feed_renew(number: int) -> str:
    """A new address for the feed, shown on this one page and never again."""
    search = actions.mine(db.session, current_user, number)
    token = actions.renew_feed(db.session, current_user, search)
    db.session.commit()
    return _page(opened=number, address=absolute(".feed", token=token))


@bp.post("/tim-kiem/da-luu/<int:number>/nguon/dung")
@permission_required(Permission.READ)
def feed_end(number: int) -> Response:
    """The feed's address leads nowhere from now on."""
    actions.end_feed(db.session, current_user, actions.mine(db.session, current_user, number))
    return commit_and_go(_("Đã dừng nguồn tin. Địa chỉ cũ không còn dùng được."), ".saved")


def _page(opened: int | None = None, address: str = "") -> str:
    return render_template("search/saved.html", opened=opened, address=address, **_shown())


def _shown() -> dict[str, Any]:
    return {
        "most": actions.MOST,
        "found": actions.saved_by(db.session, current_user),
        "alerts": ALERT,
        "icons": ALERT_ICON,
        "can_mail": bool(settings().sends_mail and current_user.email),
    }


def saved_panel(_staff: Any) -> str:
    """What I keep, on the page of the own account."""
    if not may(current_user.role, Permission.READ):
        return ""
    return render_template("search/saved_panel.html", **_shown())
