"""Safe by default: the login wall, known names, safe headers, cross-site protection."""

from flask import redirect, request, url_for
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.application import Portal
from intranet.core.rate_limits import counters_address, limiter
from intranet.people.accounts.sessions import ask_to_sign_in, init_sessions, keep_session
from intranet.web import host_names, response_headers

OPEN_TO_ALL = {"static", "people.sign_in", "people.language", "web.health", "search.feed"}
"""The only endpoints that answer without a sign-in; a feed does to whoever has its secret."""
BEFORE_OWN_PASSWORD = OPEN_TO_ALL | {"people.change_password", "people.sign_out"}
"""What a person may reach who still has the password that somebody else set."""


def register(app: Portal) -> None:
    """Wall, policy and limits for every page of the app."""
    settings = app.service(Settings)
    host_names.register(app)
    init_sessions(app)
    app.config["RATELIMIT_STORAGE_URI"] = counters_address(settings)
    limiter.init_app(app)
    CSRFProtect(app)
    response_headers.register(app, https=settings.https)
    app.before_request(wall)
    app.after_request(no_store)


def wall() -> Response | tuple[str | dict[str, str], int] | None:
    """Let through whoever is signed in; everybody else meets the sign-in page."""
    if request.endpoint in OPEN_TO_ALL:
        return None
    if not keep_session():
        return ask_to_sign_in()
    if current_user.must_change_password and request.endpoint not in BEFORE_OWN_PASSWORD:
        return redirect(url_for("people.change_password"))
    return None


def no_store(response: Response) -> Response:
    """Pages with content stay out of shared caches and of the back button after signing out."""
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
