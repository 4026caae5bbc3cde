"""How intake takes its place in the portal."""

from sqlalchemy.orm import Session

from intranet.core.application import Portal
from intranet.core.tasks import LATER, TaskQueue, after_commit
from intranet.directives.slots import below, trust
from intranet.intake import signals
from intranet.intake.blueprint import bp
from intranet.intake.channels import views_channels, views_upload
from intranet.intake.channels.folder_channel import look_at_folder
from intranet.intake.channels.mail_channel import look_at_mail
from intranet.intake.commands import import_command
from intranet.intake.processing.tasks import (
    make_preview,
    read_file,
    recognise_page,
    recover_files,
    sweep_files,
    try_page,
)
from intranet.intake.processing.trust_panel import trust_panel
from intranet.intake.quarantine import views_isolation
from intranet.intake.quarantine.tasks import finish_isolations, sweep_arrivals, sweep_derived
from intranet.intake.quarantine.views_isolation import isolate_panel
from intranet.intake.review import (
    views_check,
    views_learned_corrections,
    views_pages,
    views_pictures,
)

VIEWS = (
    views_channels,
    views_upload,
    views_isolation,
    views_check,
    views_learned_corrections,
    views_pages,
    views_pictures,
)
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The clerk's pages, `flask import`, the worker's part, the panels of a directive."""
    app.register_blueprint(bp)
    app.cli.add_command(import_command)
    below.register(isolate_panel)
    trust.register(trust_panel)
    signals.file_waits.connect(read_soon)
    signals.pages_wait.connect(recognise_soon)
    signals.page_attempt_waits.connect(try_soon)
    signals.preview_missing.connect(print_soon)
    signals.isolation_ordered.connect(finish_soon)
    _register_tasks(app.service(TaskQueue))


def _register_tasks(queue: TaskQueue) -> None:
    queue.register(read_file)
    queue.register(recognise_page, priority=LATER)
    queue.register(try_page)
    queue.register(make_preview, priority=LATER)
    queue.register(sweep_files, every_minute=True)
    queue.register(recover_files, at_start=True)
    queue.register(look_at_folder, every_minute=True)
    queue.register(look_at_mail, every_minute=True)
    queue.register(finish_isolations, every_minute=True, at_start=True)
    queue.register(sweep_arrivals, every_minute=True, at_start=True)
    queue.register(sweep_derived, every_minute=True, at_start=True)


def read_soon(session: Session, file_id: int) -> None:
    """Let the worker read an original once it is committed."""
    after_commit(session, read_file, file_id)


def recognise_soon(session: Session, pages: int) -> None:
    """One task a page; each takes the page that is next then."""
    for _ in range(pages):
        after_commit(session, recognise_page)


def try_soon(session: Session, attempt_id: int) -> None:
    """Let the worker read a page in another way."""
    after_commit(session, try_page, attempt_id)


def print_soon(session: Session, file_id: int) -> None:
    """Let the worker make a printable form."""
    after_commit(session, make_preview, file_id)


def finish_soon(session: Session) -> None:
    """Let the worker take off the disk what left the tables."""
    after_commit(session, finish_isolations)
