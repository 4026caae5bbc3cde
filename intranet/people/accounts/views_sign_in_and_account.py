"""Signing in and out, the language, one's own account: who I am here, password, sessions."""

import re
from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.widgets import PasswordInput

from intranet.core.current_settings import settings
from intranet.core.database import db, reading
from intranet.core.forms import commit_and_go, refusal_in
from intranet.people.accounts import actions
from intranet.people.accounts.demo_accounts import PASSWORD, demo_accounts
from intranet.people.accounts.forms import PasswordForm, SignInForm
from intranet.people.accounts.passwords import credentials, hash_password, needs_new_hash, verify
from intranet.people.accounts.sessions import begin, end, open_sessions, own_path
from intranet.people.accounts.sign_in_throttle import (
    attempt_under,
    limit_password_changes,
    limit_sign_in,
    remember_device,
)
from intranet.people.accounts.unsent_form import UnsentForm, unpack_form
from intranet.people.blueprint import bp
from intranet.people.errors import SignInRefused, WeakPassword
from intranet.people.hooks import home_page
from intranet.people.models import StaffMember
from intranet.people.permissions import signed_in
from intranet.people.roles import ROLE_WORDS

LOCALES = ("vi", "en")


@bp.app_context_processor
def sign_in_frame() -> dict[str, Any]:
    """What the sign-in page shows wherever it appears, also in place of another page."""
    return {"role_words": ROLE_WORDS, "demo_accounts": _demo}


def _demo() -> list[StaffMember]:
    return demo_accounts(db.session) if settings().demo else []


@bp.route("/dang-nhap", methods=["GET", "POST"])
@limit_sign_in
def sign_in() -> Response | str | tuple[str, int]:
    """Sign in by name and password, then go on to where the person was going."""
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(own_path(request.args.get("next")))
        form = SignInForm(next=request.args.get("next", ""))
        _fill_for_the_demo(form)
        return render_template("people/sign_in.html", form=form)
    form = SignInForm()
    if not form.validate():
        return render_template("people/sign_in.html", form=form), 400
    verdict = _judged(form.username.data or "", form.password.data or "")
    if isinstance(verdict, SignInRefused):
        return render_template("people/sign_in.html", form=form, refusal=verdict), 403
    begin(verdict)
    remember_device(verdict.username)
    return _onward(verdict, form)


def _fill_for_the_demo(form: SignInForm) -> None:
    username = request.args.get("account")
    if username in {staff.username for staff in _demo()}:
        form.username.data, form.password.data = username, PASSWORD
        form.password.widget = PasswordInput(hide_value=False)


def _judged(username: str, password: str) -> StaffMember | SignInRefused:
    with reading() as session:  # nobody may have to wait while argon2 works
        known = credentials(session, username)
    right = verify(known.password_hash, password)
    new_hash = hash_password(password) if right and needs_new_hash(known.password_hash) else ""
    verdict = actions.judge_attempt(db.session, attempt_under(username), known, right, settings())
    if isinstance(verdict, StaffMember) and new_hash:
        actions.renew_hash(db.session, verdict, new_hash)
    db.session.commit()
    return verdict


def _onward(staff: StaffMember, form: SignInForm) -> Response | str:
    unsent = unpack_form(form.kept.data) if form.kept.data else None
    if unsent and unsent.staff_id in (None, staff.id):
        return _resume(unsent)
    if form.kept.data:
        flash(
            _("Nội dung chưa gửi đã để quá lâu hoặc là của người khác nên không giữ lại."), "warn"
        )
    return redirect(own_path(form.next.data))


def _resume(unsent: UnsentForm) -> str:
    # Codes of lists and boxes (CV, IN_FORCE, y) say nothing to people; their own words do.
    values = dict.fromkeys(value.strip() for _name, value in unsent.fields)
    shown = [value for value in values if not re.fullmatch(r"\w*", value, re.ASCII)]
    return render_template("people/resume.html", kept=unsent, shown=shown)


@bp.post("/dang-xuat")
def sign_out() -> Response:
    """End this session and go back to the sign-in page."""
    locale = current_user.locale
    actions.sign_out(db.session, current_user, g.staff_session)
    db.session.commit()
    end()
    session["locale"] = locale
    return redirect(url_for("people.sign_in"))


@bp.post("/ngon-ngu")
def language() -> Response:
    """Switch between Vietnamese and English, signed in or not, and stay on the page."""
    locale = request.form.get("locale", "")
    if locale in LOCALES:
        session["locale"] = locale
        if current_user.is_authenticated:
            actions.choose_language(db.session, current_user, locale)
            db.session.commit()
    return redirect(own_path(request.form.get("next")))


@bp.get("/tai-khoan")
def account() -> str:
    """Who I am here, where I am signed in, and what the portal notes about me."""
    mine = open_sessions(db.session, current_user)
    return render_template("people/account.html", here=g.staff_session.id, open_sessions=mine)


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
    staff = signed_in()
    right = verify(staff.password_hash, form.current.data or "")
    if refusal := actions.judge_current_password(db.session, staff, right, settings()):
        db.session.commit()
        form.current.errors = [str(refusal)]
        return False
    with refusal_in(form, new=WeakPassword):
        actions.change_password(db.session, staff, form.new.data or "", settings())
        db.session.commit()
        begin(staff)
    return not form.errors


@bp.post("/tai-khoan/ket-thuc-phien")
def end_sessions() -> Response:
    """End every session of mine, this one too."""
    actions.end_sessions(db.session, signed_in(), signed_in())
    db.session.commit()
    end()
    flash(_("Đã kết thúc mọi phiên. Hãy đăng nhập lại."), "ok")
    return redirect(url_for("people.sign_in"))


@bp.post("/tai-khoan/phien/<int:number>/ket-thuc")
def end_session(number: int) -> Response:
    """End one session of mine, on a machine where I forgot to sign out."""
    actions.end_sessions(db.session, signed_in(), signed_in(), number)
    return commit_and_go(_("Đã kết thúc phiên ấy."), "people.account")
