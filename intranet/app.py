"""The application put together: settings, session, safety, language, rooms."""

import secrets
from datetime import timedelta
from pathlib import Path

from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from intranet.assistant import init as assistant
from intranet.core import init as core
from intranet.core.application import Portal
from intranet.core.database import init_database
from intranet.core.storage import Storage, keep_private
from intranet.core.task_queue import TaskQueue
from intranet.demo import init as demo
from intranet.directives import init as directives
from intranet.intake import init as intake
from intranet.meetings import init as meetings
from intranet.people import init as people
from intranet.programme import init as programme
from intranet.reading import init as reading
from intranet.scheduled_jobs import register_jobs
from intranet.search import init as search
from intranet.web import init as web

SHELL = Path(__file__).parent / "web"
MEGABYTE = 1 << 20
ROOMS = (
    core, people, directives, intake, search, reading, meetings, programme, assistant,
    web, demo,
)  # fmt: skip
"""Every room in the order of the floors: what is below takes its place first."""


def assemble(settings: Settings | None = None) -> Portal:
    """The portal for these settings; nothing is read from disk but the secret key."""
    settings = settings or Settings.from_environment()
    keep_private((settings.uploads, settings.search_index, settings.instance))
    app = Portal("intranet", static_folder=SHELL / "static", template_folder=SHELL / "templates")
    app.config.update(_flask_settings(settings))
    app.provide(settings)
    app.provide(Storage(settings.uploads))
    app.provide(TaskQueue(app, settings))
    init_database(app, settings.database)
    if settings.https:
        # One proxy stands before us: it knows the person's address, gunicorn only the proxy's.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    for room in ROOMS:
        room.init_app(app)
    register_jobs(app.service(TaskQueue))
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key or _own_secret(settings.instance / "secret_key"),
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 1) * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "SESSION_COOKIE_NAME": "portal",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,  # a form lives as long as its session
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=1),
    }


def _own_secret(place: Path) -> str:
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_hex(32), encoding="ascii")
    return place.read_text(encoding="ascii")
