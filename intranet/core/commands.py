"""Commands of the house itself: the worker, the check of the audit trail, the migrations."""

import os
import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from werkzeug.local import LocalProxy

from config import CHECKOUT
from intranet.core import hash_chain
from intranet.core.anchors.verification import BROKEN, anchors_option, says_otherwise
from intranet.core.application import Portal
from intranet.core.audit import AuditEntry
from intranet.core.current_settings import refuse_root, settings
from intranet.core.database import db
from intranet.core.heartbeat import keep_beating
from intranet.core.task_queue import tasks

PACKED = Path(__file__).parents[1] / "migrations"
MIGRATIONS = PACKED if PACKED.exists() else CHECKOUT / "migrations"
"""Inside the package when it was installed from a wheel, beside it in a checkout."""
BEHIND_PAGES = 5
"""How much nicer the worker is than the web processes: people who wait for a page come first."""


@click.command()
@click.option("--again", is_flag=True, help="Also try what was set aside for stopping the worker.")
@with_appcontext
def worker(again: bool) -> None:
    """Do the work that follows commits, until stopped."""
    refuse_root(settings())
    os.nice(BEHIND_PAGES)
    queue = tasks()
    # First of all: a long recovery is work like other work, and no silence.
    stop = keep_beating(current_app._get_current_object(), "worker")  # type: ignore[attr-defined]
    if again:
        click.echo(f"Làm lại {queue.marks.forget_all()} việc đã gác lại hoặc dở dang.")
    queue.recover()
    db.session.close()
    queue.work(settings().worker_threads)
    stop.set()


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command()
@anchors_option
@with_appcontext
def verify(anchors: Path | None) -> None:
    """Verify the chain of the audit trail and its anchors; exit 1 where one is broken."""
    chain = hash_chain.verify(db.session, AuditEntry)
    if chain.broken_at is not None:
        click.echo(
            f"Chuỗi nhật ký đứt ở dòng {chain.broken_at}, sau {chain.rows} dòng nguyên vẹn: "
            f"{BROKEN[chain.why]}."
        )
    differs = says_otherwise(db.session, AuditEntry, anchors)
    if differs or chain.broken_at is not None:
        sys.exit(1)
    click.echo(f"Nhật ký nguyên vẹn: {chain.rows} dòng, mã đầu chuỗi {chain.head}.")


class MigrationCommands(click.Command):
    """`flask db` by Flask-Migrate, loaded when it is called: alembic takes long to load."""

    def __init__(self, app: Portal) -> None:
        super().__init__("db", help="Perform database migrations.")
        self.app = app

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """The context of Flask-Migrate's own group, so that all follows as it would."""
        _load(self.app)
        from flask_migrate.cli import db as commands  # heavy: see MigrationCommands

        context: click.Context = commands.make_context(*arguments, **more)
        return context


def init_migrations(app: Portal) -> None:
    """Let `flask db` and Flask-Migrate's functions know where the migrations lie."""
    app.cli.add_command(MigrationCommands(app))
    app.extensions.setdefault("migrate", LocalProxy(lambda: _load(app)))


def _load(app: Portal) -> object:
    from flask_migrate import Migrate  # heavy: see MigrationCommands

    # It puts its own configuration into the place of the one that loads it.
    Migrate(app, db, directory=str(MIGRATIONS))
    return app.extensions.get("migrate")
