"""How the shell takes its place in the portal."""

from pathlib import Path

from werkzeug.local import LocalProxy

from config import CHECKOUT
from intranet.core.application import Portal
from intranet.core.database import db
from intranet.extraction.commands import extract_command
from intranet.people.hooks import home_page, system_page
from intranet.web import audit_words, badges, errors, formats, languages, security, sidebar
from intranet.web.views import bp, home_address, system_address

PACKED = Path(__file__).parents[1] / "migrations"
MIGRATIONS = PACKED if PACKED.exists() else CHECKOUT / "migrations"
"""Inside the package when it was installed from a wheel, beside it in a checkout."""


def init_app(app: Portal) -> None:
    """Languages, login wall, error pages, the frame of every page, and the shell's own pages."""
    home_page.fill(home_address)
    system_page.fill(system_address)
    for part in (languages, formats, security, errors, sidebar, badges, audit_words):
        part.register(app)
    app.register_blueprint(bp)
    app.cli.add_command(extract_command)  # a floor below everything that knows Flask
    app.extensions.setdefault("migrate", LocalProxy(lambda: _migrations(app)))


def _migrations(app: Portal) -> object:
    from flask_migrate import Migrate  # brings alembic, which `flask db` alone needs

    Migrate(app, db, directory=str(MIGRATIONS))  # puts its own configuration in this one's place
    return app.extensions.get("migrate")
