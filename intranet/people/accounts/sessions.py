"""Who is signed in, and for how long."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.accounts.forms import SignInForm
from intranet.people.accounts.unsent_form import pack_form
from intranet.people.hooks import home_page
from intranet.people.models import StaffMember
from intranet.people.roles import Role

ADMIN_IDLE_MINUTES = 5
NOT_RESUMED = {
    "people.sign_in", "people.sign_out", "people.language", "people.change_password",
    "people.end_sessions", "people.reset_password",
}  # fmt: skip
"""Forms whose content is a secret, or which have nothing left to do once the session is over."""

login_manager = LoginManager()


def init_sessions(app: Flask) -> None:
    """Let this application know who is signed in, and where whoever is not is sent."""
    login_manager.user_loader(load)
    login_manager.unauthorized_handler(ask_to_sign_in)
    login_manager.init_app(app)


def load(session_name: str) -> StaffMember | None:
    """The person whom a session names, unless their sessions were ended or they left."""
    number = session_name.partition(":")[0]
    if not number.isdecimal():
        return None
    whole = joinedload(StaffMember.stands_in)  # asked on every page: what may this person see?
    staff = db.session.get(StaffMember, int(number), options=[whole])
    return staff if staff and staff.is_active and staff.get_id() == session_name else None


def begin(staff: StaffMember) -> None:
    """Start a fresh session for a person who has proven who they are.

    When it is the person whose session ran out here, the forms in their other tabs stay good.
    """
    token = session.get("csrf_token") if session.get("was") == staff.id else None
    session.clear()
    if token:
        session["csrf_token"] = token
    else:
        g.pop("csrf_token", None)  # it belonged to the session that has just gone
    login_user(staff)
    session.permanent = True
    session["since"] = session["seen"] = now().isoformat()
    refresh()


def end() -> None:
    """End this browser's session; the chosen language stays for the sign-in page."""
    locale = session.get("locale")
    logout_user()
    session.clear()
    g.pop("csrf_token", None)
    if locale:
        session["locale"] = locale


def keep_session(settings: Settings) -> bool:
    """Whether a living session asks; idle and too old ones are ended here."""
    if not current_user.is_authenticated:
        return False
    moment = now()
    admin = current_user.role is Role.ADMIN
    idle = timedelta(minutes=ADMIN_IDLE_MINUTES if admin else settings.idle_minutes)
    too_old = timedelta(hours=settings.session_hours)
    seen, since = _moment("seen"), _moment("since")
    if seen is None or since is None or moment - seen > idle or moment - since > too_old:
        session["was"] = current_user.id  # whose the forms are that are still open
        logout_user()
        return False
    if moment - seen > timedelta(seconds=30):
        session["seen"] = moment.isoformat()
    return True


def _moment(name: str) -> datetime | None:
    written = session.get(name)
    return datetime.fromisoformat(written) if written else None


def ask_to_sign_in() -> Response | tuple[str | dict[str, str], int]:
    """The way to the sign-in page; what was being typed travels along and is not lost."""
    if request.accept_mimetypes.best == "application/json":
        return {"error": _("Phiên làm việc đã hết. Hãy đăng nhập lại.")}, 401
    if request.method == "GET":
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
    if request.endpoint in NOT_RESUMED or not _from_our_own_page():
        return redirect(url_for("people.sign_in"))
    form = SignInForm(formdata=None, kept=pack_form())
    return render_template("people/sign_in.html", form=form, expired=True), 401


def _from_our_own_page() -> bool:
    # Another site must not be able to hand us a form that would be offered for sending again.
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def own_path(path: str | None) -> str:
    """The address to go on to: only a path of this portal, otherwise the home page."""
    if not path or not path.startswith("/") or path.startswith("//"):
        return home_page()
    if any(ord(sign) < 32 or sign == "\\" for sign in path) or urlsplit(path).netloc:
        return home_page()
    return path
