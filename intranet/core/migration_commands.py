"""`flask db` by Flask-Migrate, loaded when it is first asked for: alembic takes long to load."""

from pathlib import Path
from typing import Any

import click
from werkzeug.local import LocalProxy

from config import CHECKOUT
from intranet.core.application import Portal
from intranet.core.database import db

PACKED = Path(__file__).parents[1] / "migrations"
MIGRATIONS = PACKED if PACKED.exists() else CHECKOUT / "migrations"
"""Inside the package when it was installed from a wheel, beside it in a checkout."""


class MigrationCommands(click.Command):
    """The commands of Flask-Migrate: known by name, loaded when one of them is called."""

    def __init__(self, app: Portal) -> None:
        super().__init__("db", help="Perform database migrations.")
        self.app = app

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **more: Any,
    ) -> click.Context:
        """The context of Flask-Migrate's own group, so that all follows as it would."""
        _load(self.app)
        from flask_migrate.cli import db as commands  # heavy: see the module's docstring

        context: click.Context = commands.make_context(info_name, args, parent, **more)
        return context


def init_migrations(app: Portal) -> None:
    """Let `flask db` and Flask-Migrate's functions know where the migrations lie."""
    app.cli.add_command(MigrationCommands(app))
    app.extensions.setdefault("migrate", LocalProxy(lambda: _load(app)))


def _load(app: Portal) -> object:
    from flask_migrate import Migrate  # heavy: see the module's docstring

    # It puts its own configuration into the place of the one that loads it.
    Migrate(app, db, directory=str(MIGRATIONS))
    return app.extensions.get("migrate")
