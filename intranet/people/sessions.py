"""Who is signed in, and for how long."""

import json
from datetime import datetime, timedelta

from flask import current_app, redirect, render_template, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.models import Role, StaffMember

ADMIN_IDLE_MINUTES = 5
KEEP_SECONDS = 3600
NOT_KEPT = {"csrf_token", "password", "current", "new", "again", "kept"}

login_manager = LoginManager()


@login_manager.user_loader
def load(session_name: str) -> StaffMember | None:
    """The person whom a session names, unless their sessions were ended or they left."""
    number, _, generation = session_name.partition(":")
    found = db.session.get(StaffMember, int(number)) if number.isdigit() else None
    if found is None or not found.is_active or str(found.session_generation) != generation:
        return None
    return found


def begin(staff: StaffMember) -> None:
    """Start a fresh session for a person who has proven who they are."""
    session.clear()
    login_user(staff)
    session.permanent = True
    session["since"] = session["seen"] = now().isoformat()


def keep_session(settings: Settings) -> bool:
    """Whether a living session asks; idle and too old ones are ended here."""
    if not current_user.is_authenticated:
        return False
    moment = now()
    seen, since = (_moment(name) for name in ("seen", "since"))
    admin = current_user.role is Role.ADMIN
    idle = timedelta(minutes=ADMIN_IDLE_MINUTES if admin else settings.idle_minutes)
    too_old = timedelta(hours=settings.session_hours)
    if seen is None or since is None or moment - seen > idle or moment - since > too_old:
        logout_user()
        return False
    if moment - seen > timedelta(seconds=30):
        session["seen"] = moment.isoformat()
    return True


def _moment(name: str) -> datetime | None:
    written = session.get(name)
    return datetime.fromisoformat(written) if written else None


@login_manager.unauthorized_handler
def ask_to_sign_in() -> Response | tuple[str, int]:
    """The way to the sign-in page; what was being typed travels along and is not lost."""
    if request.method == "GET":
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
    from intranet.people.forms import SignInForm

    form = SignInForm(formdata=None, kept=pack_form())
    return render_template("people/sign_in.html", form=form, expired=True), 401


def pack_form() -> str:
    """The posted fields and where they were going, signed so that nobody else can write them."""
    fields = [(key, value) for key, value in request.form.items(multi=True) if key not in NOT_KEPT]
    return _signer().dumps(json.dumps({"path": request.full_path.rstrip("?"), "fields": fields}))


def unpack_form(packed: str) -> tuple[str, list[tuple[str, str]]] | None:
    """(path, fields) of a form that was kept, or None when it is too old or not ours."""
    try:
        kept = json.loads(_signer().loads(packed, max_age=KEEP_SECONDS))
    except BadSignature:
        return None
    return kept["path"], [(key, value) for key, value in kept["fields"]]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept form")
