"""One's own account: who I am here, my password, my sessions."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.forms import refusal_in
from intranet.core.settings import settings
from intranet.people.accounts import actions
from intranet.people.accounts.errors import WeakPassword
from intranet.people.accounts.forms import PasswordForm
from intranet.people.accounts.passwords import verify
from intranet.people.accounts.sessions import begin, end
from intranet.people.accounts.sign_in_throttle import limit_password_changes
from intranet.people.blueprint import bp
from intranet.people.hooks import home_page


@bp.get("/tai-khoan")
def account() -> str:
    """Who I am here, and what the portal notes about me."""
    return render_template("people/account.html", settings=settings())


@bp.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
@limit_password_changes
def change_password() -> Response | str | tuple[str, int]:
    """A new password; the first page that somebody with a one-time password meets."""
    form = PasswordForm()
    if form.validate_on_submit() and _changed(form):
        flash(_("Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc."), "ok")
        return redirect(home_page())
    page = render_template("people/change_password.html", form=form, settings=settings())
    return (page, 400) if form.errors else page


def _changed(form: PasswordForm) -> bool:
    staff = current_user._get_current_object()
    if not verify(staff.password_hash, form.current.data or ""):
        form.current.errors = [_("Mật khẩu đang dùng chưa đúng.")]
        return False
    with refusal_in(form, new=WeakPassword):
        actions.change_password(db.session, staff, form.new.data or "", settings())
        db.session.commit()
        begin(staff)
        return True
    return False


@bp.post("/tai-khoan/ket-thuc-phien")
def end_sessions() -> Response:
    """End every session of mine, this one too."""
    staff = current_user._get_current_object()
    actions.end_sessions(db.session, staff, staff)
    db.session.commit()
    end()
    flash(_("Đã kết thúc mọi phiên. Hãy đăng nhập lại."), "ok")
    return redirect(url_for("people.sign_in"))
