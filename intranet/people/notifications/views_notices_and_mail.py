"""What I was told and how I want to be told; for the administrator, how the mail is doing."""

from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectChoice, SelectField

from intranet.core.application import number_in
from intranet.core.clock import today
from intranet.core.current_settings import settings
from intranet.core.database import db, writing
from intranet.core.errors import existing
from intranet.core.forms import commit_and_go, refusal_in
from intranet.core.paging import page_number
from intranet.people.blueprint import bp
from intranet.people.hooks import system_page
from intranet.people.models import StaffMember
from intranet.people.notifications import mail_spool, notice_text
from intranet.people.notifications import notices as notices_of
from intranet.people.notifications.models import Letter, MailWish, NoticeChoice
from intranet.people.notifications.notice_choices import DigestInQuiet, choice_of, choose
from intranet.people.permissions import Permission, permission_required

HOURS = ("digest_hour", "quiet_from", "quiet_to")


class NoticeChoiceForm(FlaskForm):
    """Which letters, at which hour, never at which hours."""

    mail = RadioField(
        _l("Thư báo"),
        choices=[SelectChoice(wish.value, words) for wish, words in notice_text.MAIL_WORDS.items()],
    )
    digest_hour = SelectField(_l("Giờ gửi thư gộp"), coerce=int)
    quiet_from = SelectField(_l("Không gửi thư từ"), coerce=int)
    quiet_to = SelectField(_l("đến"), coerce=int)

    def __init__(self, choice: NoticeChoice) -> None:
        hours = {name: getattr(choice, name) for name in HOURS}
        super().__init__(data={"mail": choice.mail.value, **hours})
        for name in HOURS:
            self[name].choices = [SelectChoice(hour, f"{hour:02}:00") for hour in range(24)]


@bp.app_context_processor
def notices_in_frame() -> dict[str, Any]:
    """What lists of notices show."""
    return {
        "said": notice_text.said,
        "kind_words": notice_text.kind_words,
        "kind_icon": notice_text.kind_icon,
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
        goes_to = notice_text.leads_to(notices_of.read(session, current_user, number))
    return redirect(goes_to)


@bp.post("/thong-bao/da-doc")
def notices_read_all() -> Response:
    """Mark as read what the page showed; what came in since stays new."""
    if until := number_in(request.form.get("until")):
        notices_of.read_all(db.session, current_user, until)
        db.session.commit()
    return redirect(url_for("people.notices"))


def choice_panel(_staff: StaffMember) -> str:
    """The form on the page of the own account; with its errors when it was sent wrongly."""
    form = g.get("notice_form") or NoticeChoiceForm(choice_of(db.session, current_user.id))
    return render_template("people/_notice_choice.html", form=form, on=settings().sends_mail)


@bp.post("/tai-khoan/thu-bao")
def notice_choose() -> Response | tuple[str, int]:
    """Keep how I want to be told."""
    staff = current_user._get_current_object()
    form = NoticeChoiceForm(choice_of(db.session, staff.id))
    if form.validate():
        with refusal_in(form, digest_hour=DigestInQuiet):
            wish = MailWish(form.mail.data)
            choose(db.session, staff, wish, *(form[name].data for name in HOURS))
            done = _("Đã lưu cách nhận thông báo.")
            return commit_and_go(done, "people.account", _anchor="thu-bao")
    g.notice_form = form
    return render_template("people/account.html", settings=settings()), 400


def mail_panel() -> str:
    """The panel on the system page."""
    return render_template(
        "people/_mail.html", mail=mail_spool.mail_state(db.session), settings=settings()
    )


@bp.post("/quan-tri/thu/thu-nghiem")
@permission_required(Permission.ADMINISTER)
def mail_trial() -> Response:
    """Write a letter to myself; the worker sends it."""
    if not settings().sends_mail:
        flash(_("Chưa đặt SMTP_HOST và MAIL_FROM nên chưa gửi thư được."), "warn")
    elif not current_user.email:
        flash(_("Tài khoản này chưa có thư điện tử. Hãy thêm ở mục Nhân sự rồi thử lại."), "warn")
    else:
        mail_spool.write_trial(db.session, current_user)
        db.session.commit()
        flash(_("Thư thử tới %(to)s đang chờ gửi.", to=current_user.email), "ok")
    return _back()


@bp.post("/quan-tri/thu/<int:number>/gui-lai")
@permission_required(Permission.ADMINISTER)
def mail_again(number: int) -> Response:
    """Give a refused letter another chance."""
    letter = existing(db.session.get(Letter, number))
    mail_spool.try_again(db.session, current_user, letter)
    db.session.commit()
    flash(_("Thư tới %(to)s đang chờ gửi lại.", to=letter.recipient), "ok")
    return _back()


def _back() -> Response:
    return redirect(f"{system_page()}#gui-thu")
