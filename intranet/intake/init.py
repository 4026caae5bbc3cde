"""How intake takes its place in the portal."""

from sqlalchemy.orm import Session

from intranet.core.application import Portal
from intranet.directives.hooks import upload_url
from intranet.directives.slots import below, trust
from intranet.intake.blueprint import bp
from intranet.intake.channels import views_channels, views_upload
from intranet.intake.channels.words import file_icon
from intranet.intake.commands import import_command
from intranet.intake.processing.trust_panel import trust_panel
from intranet.intake.quarantine import views_isolation
from intranet.intake.quarantine.places import ContentPlace, Scope, register
from intranet.intake.review import (
    views_check,
    views_learned_corrections,
    views_pages,
    views_queue,
)
from intranet.people.notifications.notices import forget_directives

VIEWS = (
    views_channels, views_upload, views_isolation, views_check, views_learned_corrections,
    views_pages, views_queue,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The clerk's pages, `flask import`, the worker's part, the panels of a directive."""
    app.register_blueprint(bp)
    app.cli.add_command(import_command)
    app.jinja_env.globals["file_icon"] = file_icon
    below.register(views_isolation.isolate_panel)
    trust.register(trust_panel)
    upload_url.fill(views_upload.upload_address)
    register(ContentPlace("notices", ("notice", "letter"), hide=take_notices_back))
    register(ContentPlace("files", folders=("uploads", "instance/pictures", "instance/previews")))


def take_notices_back(session: Session, scope: Scope) -> None:
    """What was told of hidden directives is told no more, in letters neither."""
    forget_directives(session, scope.directives)
