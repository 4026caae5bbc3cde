"""The mail for the administrator: how it is doing, a letter to try it, another chance."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.settings import settings
from intranet.people.blueprint import bp
from intranet.people.hooks import system_page
from intranet.people.notifications import mail_spool
from intranet.people.notifications.models import Letter
from intranet.people.permissions import Permission, permission_required


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
    letter = db.session.get(Letter, number)
    if letter is None:
        raise NotFound
    mail_spool.try_again(db.session, current_user, letter)
    db.session.commit()
    flash(_("Thư tới %(to)s đang chờ gửi lại.", to=letter.recipient), "ok")
    return _back()


def _back() -> Response:
    return redirect(f"{system_page()}#gui-thu")
