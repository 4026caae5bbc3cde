"""How intake takes its place in the portal."""

from intranet.core.application import Portal
from intranet.core.tasks import LATER, TaskQueue
from intranet.directives.hooks import upload_url
from intranet.directives.slots import below, trust
from intranet.intake.blueprint import bp
from intranet.intake.channels import views_channels, views_upload
from intranet.intake.channels.folder_channel import poll_folder
from intranet.intake.channels.mail_channel import poll_mail
from intranet.intake.channels.views_upload import upload_address
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
from intranet.intake.quarantine.erasure import finish_isolations, sweep_arrivals, sweep_derived
from intranet.intake.quarantine.views_isolation import isolate_panel
from intranet.intake.review import (
    views_check,
    views_learned_corrections,
    views_pages,
    views_queue,
)

VIEWS = (
    views_channels,
    views_upload,
    views_isolation,
    views_check,
    views_learned_corrections,
    views_pages,
    views_queue,
)
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The clerk's pages, `flask import`, the worker's part, the panels of a directive."""
    app.register_blueprint(bp)
    app.cli.add_command(import_command)
    below.register(isolate_panel)
    trust.register(trust_panel)
    upload_url.fill(upload_address)
    _register_tasks(app.service(TaskQueue))


def _register_tasks(queue: TaskQueue) -> None:
    queue.register(read_file)
    queue.register(recognise_page, priority=LATER)
    queue.register(try_page)
    queue.register(make_preview, priority=LATER)
    queue.register(sweep_files, every_minute=True)
    queue.register(recover_files, at_start=True)
    queue.register(poll_folder, every_minute=True)
    queue.register(poll_mail, every_minute=True)
    queue.register(finish_isolations, every_minute=True, at_start=True)
    queue.register(sweep_arrivals, every_minute=True, at_start=True)
    queue.register(sweep_derived, every_minute=True, at_start=True)
