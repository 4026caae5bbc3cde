"""What the clerk's desk shows on the frame of every page."""

from flask import Flask

from intranet.core.database import db
from intranet.intake.channels import tasks as channel_tasks
from intranet.intake.processing.item_progress import OpenCount, open_count
from intranet.intake.processing.trust_panel import trust_panel
from intranet.intake.quarantine import isolation
from intranet.intake.quarantine import tasks as quarantine_tasks
from intranet.intake.quarantine.views_isolation import isolate_panel
from intranet.people.models import StaffMember


def register(app: Flask) -> None:
    """The number beside "Kiểm tra", and where its pages lie on the rail."""
    app.extensions.setdefault("navigation counts", {})["intake.queue"] = _waiting
    register_panel(app, "directive.end", isolate_panel)
    register_panel(app, "directive.trust", trust_panel)
    quarantine_tasks.register(app.extensions["tasks"])
    channel_tasks.register(app.extensions["tasks"])
    app.extensions["navigation counts"]["intake.isolations"] = _isolated
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({"intake.check": "intake.queue", "intake.decide": "intake.queue"})
    belongs["intake.doors"] = "intake.upload"
    belongs.update({"intake.page": "intake.queue", "intake.learned": "intake.queue"})


def _waiting(_staff: StaffMember) -> OpenCount:
    return open_count(db.session)


def _isolated(_staff: StaffMember) -> OpenCount:
    waiting = isolation.asked_count(db.session)
    return OpenCount(waiting, late=bool(waiting))
