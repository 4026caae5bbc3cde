"""Commands of the house itself: the worker, and the check of the audit trail."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from intranet.core import hash_chain
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.heartbeat import keep_beating
from intranet.core.settings import settings
from intranet.core.tasks import tasks


@click.command()
@with_appcontext
def worker() -> None:
    """Do the work that follows commits, until stopped."""
    queue = tasks()
    queue.recover()
    stop = keep_beating(current_app._get_current_object(), "worker")  # type: ignore[attr-defined]
    db.session.close()
    queue.work(settings().worker_threads)
    stop.set()


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command()
@with_appcontext
def verify() -> None:
    """Verify the chain of the audit trail; exit 1 at the first broken line."""
    chain = hash_chain.verify(db.session, AuditEntry)
    if chain.broken_at is not None:
        click.echo(f"Chuỗi nhật ký đứt ở dòng {chain.broken_at}, sau {chain.rows} dòng nguyên vẹn.")
        sys.exit(1)
    click.echo(f"Nhật ký nguyên vẹn: {chain.rows} dòng, mã đầu chuỗi {chain.head}.")
