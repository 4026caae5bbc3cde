"""Which rooms the house has: their pages, tasks and places on one another's pages."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from flask_migrate import Migrate

from intranet.core.database import db
from intranet.core.tasks import tasks

ROOMS = (
    "people", "directives", "intake", "search", "reading", "meetings", "programme", "web", "demo",
)  # fmt: skip
MIGRATIONS = "migrations"


def register(app: Flask) -> None:
    """Each room's models, blueprint, tasks and panels, in the order of the floors."""
    for room in ROOMS:
        for part in ("models", "views", "tasks", "panels"):
            if find_spec(f"intranet.{room}.{part}"):
                _join(app, part, import_module(f"intranet.{room}.{part}"))
    Migrate(app, db, directory=MIGRATIONS)
    app.jinja_env.globals["panels"] = panels


def _join(app: Flask, part: str, module: object) -> None:
    if part == "views":
        app.register_blueprint(module.bp)  # type: ignore[attr-defined]
    elif part == "tasks":
        with app.app_context():
            module.register(tasks())  # type: ignore[attr-defined]
    elif part == "panels":
        module.register(app)  # type: ignore[attr-defined]
