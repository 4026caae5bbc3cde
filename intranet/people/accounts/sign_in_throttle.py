"""How often somebody may try to sign in.

Whoever mistypes LOCK_AFTER times in a row under one name from one place has to wait, each time
longer, at most LOCK_MINUTES; nobody else has to: a place is a browser in which that person has
signed in before, or else an address. Names that do not exist are treated alike. Besides, the
refused attempts of one place are limited by SIGN_IN_RATE, counted over all processes
(`core.rate_limits`).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import new as keyed_hash

from flask import after_this_request, current_app, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import changed_rows, insert_missing
from intranet.core.office_settings import office
from intranet.core.rate_limits import limiter
from intranet.people.accounts.models import SignInWait
from intranet.people.errors import SignInDelayed

FIRST_WAIT = timedelta(seconds=10)
FORGOTTEN_AFTER = timedelta(days=1)
DEVICE, DEVICE_SECONDS = "portal_device", 365 * 24 * 3600
OWN_PASSWORD = "own password"
"""The place of whoever mistypes the present password when choosing a new one."""


@dataclass(frozen=True)
class Attempt:
    """Under which name, as a keyed hash, and from which place somebody tries."""

    name_key: str
    source: str


def name_key(username: str) -> str:
    """What stands for a name where wrong attempts are counted."""
    key = str(current_app.secret_key).encode()
    return keyed_hash(key, username.strip().lower().encode(), sha256).hexdigest()


def attempt_under(username: str) -> Attempt:
    """The attempt of this request under a name."""
    key = name_key(username)
    return Attempt(key, _device(key) or request.remote_addr or "")


def _device(key: str) -> str:
    # Nobody but this person can get such a cookie, so nobody else's errors count against it.
    try:
        name, number = _signer().loads(request.cookies.get(DEVICE, ""), max_age=DEVICE_SECONDS)
    except BadData:
        return ""
    return f"device {number}" if name == key else ""


def remember_device(username: str) -> None:
    """Let this browser be known as one in which the person has signed in."""
    cookie = _signer().dumps([name_key(username), secrets.token_hex(8)])

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            DEVICE, cookie, max_age=DEVICE_SECONDS, path=url_for("people.sign_in"),
            secure=settings().https, httponly=True, samesite="Lax",
        )  # fmt: skip
        return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known device")


limit_sign_in = limiter.limit(
    lambda: settings().sign_in_rate,
    key_func=lambda: attempt_under(request.form.get("username", "")).source,
    methods=["POST"],
    deduct_when=lambda answer: answer.status_code == 403,
)
limit_password_changes = limiter.limit("20 per minute", methods=["POST"])


def counted_so_far(session: Session, attempt: Attempt) -> SignInWait:
    """The wrong attempts of this name and place, held until the transaction ends.

    So attempts side by side cannot slip past the count.
    """
    old = SignInWait.last_at < now() - FORGOTTEN_AFTER
    session.execute(delete(SignInWait).where(old))
    row = {"name_key": attempt.name_key, "source": attempt.source}
    session.execute(insert_missing(session, SignInWait).values(**row, last_at=now()))
    return session.scalars(select(SignInWait).filter_by(**row).with_for_update()).one()


def count_failure(wait: SignInWait, settings: Settings) -> None:
    """Count a wrong password; from LOCK_AFTER on each makes wait twice as long as the last."""
    wait.failures += 1
    wait.last_at = now()
    beyond = wait.failures - settings.lock_after
    if beyond >= 0:
        longest = timedelta(minutes=settings.lock_minutes)
        wait.wait_until = now() + min(FIRST_WAIT * 2 ** min(beyond, 16), longest)


def waits_of(session: Session, username: str) -> Sequence[SignInWait]:
    """Where wrong passwords were typed under a name since yesterday."""
    mine = select(SignInWait).where(SignInWait.name_key == name_key(username))
    return session.scalars(mine.where(SignInWait.failures > 0).order_by(SignInWait.last_at)).all()


def forget_failures(session: Session, username: str) -> bool:
    """End every wait under a name; whether there was any count at all."""
    mine = delete(SignInWait).where(SignInWait.name_key == name_key(username))
    return changed_rows(session, mine) > 0


def delay_refusal(wait: SignInWait) -> SignInDelayed:
    """The sentence for whoever has to wait: until when, and whom to call."""
    return SignInDelayed(
        _(
            "Đã nhập sai %(n)s lần liền từ máy này. Hãy đợi đến %(time)s rồi thử lại, "
            "hoặc gọi quản trị hệ thống, máy lẻ %(phone)s.",
            n=wait.failures,
            time=format_time(wait.wait_until, "HH:mm:ss"),
            phone=office().help_phone,
        )
    )
