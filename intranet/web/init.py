"""How the shell takes its place in the portal."""

from flask_migrate import Migrate

from intranet.core.application import Portal
from intranet.core.database import db
from intranet.extraction.commands import extract_command
from intranet.web import errors, formats, languages, navigation, security, signs, words
from intranet.web.views import bp

MIGRATIONS = "migrations"


def init_app(app: Portal) -> None:
    """Languages, login wall, error pages, the frame of every page, and the shell's own pages."""
    for part in (languages, formats, security, errors, navigation, signs, words):
        part.register(app)
    app.register_blueprint(bp)
    app.cli.add_command(extract_command)  # a floor below everything that knows Flask
    Migrate(app, db, directory=MIGRATIONS)
