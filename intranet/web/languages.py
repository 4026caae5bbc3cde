"""The language of a page: Vietnamese, or English for whoever has switched."""

from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request, session
from flask_babel import Babel, get_locale, get_translations
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
    _speak_quickly(app)


def _speak_quickly(app: Flask) -> None:
    # A page says a thousand words; Flask-Babel would look for the catalogue anew for each of them.
    known: dict[str, Any] = {}

    def catalogue() -> Any:
        spoken = get_locale()
        language = spoken.language if spoken else "vi"
        if language not in known:
            known[language] = get_translations()
        return known[language]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda words: catalogue().ugettext(words),
        ngettext=lambda singular, plural, n: catalogue().ungettext(singular, plural, n),
        newstyle=True,
    )


def locale() -> str:
    """The language of this request: the person's, else the session's, else Vietnamese."""
    if not has_request_context():
        return "vi"
    if current_user and current_user.is_authenticated:
        return str(current_user.locale)
    wished = session.get("locale") or request.accept_languages.best_match(("vi",), "vi")
    return wished if wished in LOCALES else "vi"
