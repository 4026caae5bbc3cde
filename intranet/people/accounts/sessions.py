"""Who is signed in where, and for how long: a row for each browser, a secret name for it there.

The signed cookie holds nothing but that name. Signing out, a new password and the administrator
delete the row, and a cookie that somebody kept opens nothing any more.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, joinedload
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import changed_rows, db, writing
from intranet.people.accounts.browsers import browser_name
from intranet.people.accounts.forms import SignInForm
from intranet.people.accounts.models import StaffSession
from intranet.people.accounts.unsent_form import pack_form
from intranet.people.hooks import home_page
from intranet.people.models import StaffMember
from intranet.people.roles import Role

ADMIN_IDLE_MINUTES = 5
NOTED_EACH = timedelta(minutes=1)
"""How exactly it is noted when a session was last used: reading a page is seldom a write."""
NOT_RESUMED = {
    "people.sign_in", "people.sign_out", "people.language", "people.change_password",
    "people.end_sessions", "people.end_session", "people.reset_password",
}  # fmt: skip
"""Forms whose content is a secret, or which have nothing left to do once the session is over."""

login_manager = LoginManager()


def init_sessions(app: Flask) -> None:
    """Let this application know who is signed in, and where whoever is not is sent."""
    login_manager.user_loader(load)
    login_manager.unauthorized_handler(ask_to_sign_in)
    login_manager.init_app(app)


def load(token: str) -> StaffMember | None:
    """The person whose living session has this secret name."""
    whole = joinedload(StaffSession.staff).joinedload(StaffMember.stands_in)  # asked on every page
    query = select(StaffSession).where(StaffSession.token_hash == _hash(token)).options(whole)
    row = db.session.scalars(query).unique().one_or_none()
    if row is None or not row.staff.is_active:
        return None
    if row.seen_at <= _idle_since(row.staff) or row.began_at <= _too_old():
        return None
    g.staff_session = row
    return row.staff


def open_session(session_: Session, staff: StaffMember) -> None:
    """Write down a new session of a person who has proven who they are; `begin` takes it up.

    The one that this browser had is over, and so are those that are too old.
    """
    gone = or_(
        StaffSession.token_hash == _hash(session.get("_user_id", "")),
        StaffSession.began_at <= _too_old(),
    )
    session_.execute(delete(StaffSession).where(gone))
    staff.session_token = secrets.token_urlsafe(32)
    g.staff_session = StaffSession(
        staff_id=staff.id, token_hash=_hash(staff.session_token), began_at=now(), seen_at=now(),
        address=request.remote_addr or "", browser=browser_name(request.user_agent.string),
    )  # fmt: skip
    session_.add(g.staff_session)


def begin(staff: StaffMember) -> None:
    """Let this browser have the session that was opened and committed.

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
    session["was"] = staff.id  # whose the forms are that are still open when it is over
    refresh()


def end() -> None:
    """Let this browser forget its session; the chosen language stays for the sign-in page."""
    locale = session.get("locale")
    logout_user()
    session.clear()
    g.pop("csrf_token", None)
    if locale:
        session["locale"] = locale


def open_sessions(session: Session, staff: StaffMember) -> Sequence[StaffSession]:
    """The living sessions of a person, the one used last first."""
    query = select(StaffSession).where(
        StaffSession.staff_id == staff.id,
        StaffSession.seen_at > _idle_since(staff),
        StaffSession.began_at > _too_old(),
    )
    return session.scalars(query.order_by(StaffSession.seen_at.desc())).all()


def close_sessions(session: Session, staff: StaffMember, number: int | None = None) -> int:
    """How many sessions of a person were ended: all, or the one with a number."""
    gone = delete(StaffSession).where(StaffSession.staff_id == staff.id)
    return changed_rows(session, gone if number is None else gone.where(StaffSession.id == number))


def keep_session() -> bool:
    """Whether a living session asks; that it was used is noted, once a minute."""
    if not current_user.is_authenticated:
        return False
    number, seen_at = g.staff_session.id, g.staff_session.seen_at
    if now() - seen_at > NOTED_EACH:
        db.session.rollback()  # nothing is done yet, and nobody may hold what is written now
        with writing() as noting:
            used = update(StaffSession).where(StaffSession.id == number)
            noting.execute(used.values(seen_at=now()))
    return True


def _idle_since(staff: StaffMember) -> datetime:
    admin = staff.role is Role.ADMIN
    return now() - timedelta(minutes=ADMIN_IDLE_MINUTES if admin else settings().idle_minutes)


def _too_old() -> datetime:
    return now() - timedelta(hours=settings().session_hours)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


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
