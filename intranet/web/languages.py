"""Vietnamese first, English by a switch."""

from pathlib import Path

from flask import Flask, has_request_context, request, session
from flask_babel import Babel
from flask_login import current_user

INTRANET = Path(__file__).parent.parent
LOCALES = ("vi", "en")


def register(app: Flask) -> None:
    """Give the app its languages; every room brings its own translations."""
    folders = sorted(str(path) for path in INTRANET.glob("*/translations"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(folders)
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    Babel(app, locale_selector=locale)


def locale() -> str:
    """The language of this request: the person's, else the session's, else Vietnamese."""
    if not has_request_context():
        return "vi"
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    chosen = session.get("locale") or request.accept_languages.best_match(("vi",), "vi")
    return chosen if chosen in LOCALES else "vi"
