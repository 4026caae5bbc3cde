"""Notices: what I was told, and how I want to be told."""

from datetime import timedelta
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import today
from intranet.core.database import db, writing
from intranet.core.forms import commit_and_go, refusal_in
from intranet.core.paging import page_number
from intranet.core.settings import settings
from intranet.people.blueprint import bp
from intranet.people.models import StaffMember
from intranet.people.notifications import notices as notices_of
from intranet.people.notifications.forms import NoticeChoiceForm
from intranet.people.notifications.notice_choices import DigestInQuiet, choice_of, choose
from intranet.people.notifications.notice_text import kind_icon, kind_words, leads_to, said


@bp.app_context_processor
def notices_in_frame() -> dict[str, Any]:
    """What the frame and the lists of notices show; nothing is asked unless they are drawn."""
    return {
        "unread_notices": lambda: notices_of.unread_count(db.session, current_user.id),
        "said": said,
        "kind_words": kind_words,
        "kind_icon": kind_icon,
    }


@bp.get("/thong-bao")
def notices() -> str:
    """Everything I was told, newest first."""
    page = notices_of.notice_page(db.session, current_user.id, page_number("page"))
    days = {"today": today(), "yesterday": today() - timedelta(days=1)}
    return render_template("people/notices.html", page=page, **days)


@bp.get("/thong-bao/moi")
def notices_newest() -> str:
    """The newest notices, for the menu of notifications."""
    newest = notices_of.newest(db.session, current_user.id)
    return render_template("people/_newest_notices.html", notices=newest)


@bp.get("/thong-bao/<int:number>")
def notice_open(number: int) -> Response:
    """Mark a notice as read and go on to what it is about; letters lead here too."""
    with writing() as session:
        goes_to = leads_to(notices_of.read(session, current_user, number))
    return redirect(goes_to)


@bp.post("/thong-bao/da-doc")
def notices_read_all() -> Response:
    """Mark as read what the page showed; what came in since stays new."""
    until = request.form.get("until", "")
    if until.isdecimal() and len(until) < 16:
        notices_of.read_all(db.session, current_user, int(until))
        db.session.commit()
    return redirect(url_for("people.notices"))


def choice_panel(_staff: StaffMember) -> str:
    """The form on the page of the own account; with its errors when it was sent wrongly."""
    form = g.get("notice_form") or NoticeChoiceForm(choice_of(db.session, current_user.id))
    more = {"on": settings().sends_mail, "help_phone": settings().help_phone}
    return render_template("people/_notice_choice.html", form=form, **more)


@bp.post("/tai-khoan/thu-bao")
def notice_choose() -> Response | tuple[str, int]:
    """Keep how I want to be told."""
    staff = current_user._get_current_object()
    form = NoticeChoiceForm(choice_of(db.session, staff.id))
    if form.validate():
        hours = (form.digest_hour.data, form.quiet_from.data, form.quiet_to.data)
        with refusal_in(form, digest_hour=DigestInQuiet):
            choose(db.session, staff, form.wish(), *hours)
            done = _("Đã lưu cách nhận thông báo.")
            return commit_and_go(done, "people.account", _anchor="thu-bao")
    g.notice_form = form
    return render_template("people/account.html", settings=settings()), 400
