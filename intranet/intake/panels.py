"""What the clerk's desk shows on the frame of every page."""

from flask import Flask

from intranet.core.database import db
from intranet.core.panels import register_panel
from intranet.intake import door_tasks, isolating, isolating_tasks
from intranet.intake.queries import OpenCount, open_count
from intranet.intake.trust_panel import trust_panel
from intranet.intake.view_isolating import isolate_panel
from intranet.people.models import StaffMember


def register(app: Flask) -> None:
    """The number beside "Kiểm tra", and where its pages lie on the rail."""
    app.extensions.setdefault("navigation counts", {})["intake.queue"] = _waiting
    register_panel(app, "directive.end", isolate_panel)
    register_panel(app, "directive.trust", trust_panel)
    isolating_tasks.register(app.extensions["tasks"])
    door_tasks.register(app.extensions["tasks"])
    app.extensions["navigation counts"]["intake.isolations"] = _isolated
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({"intake.check": "intake.queue", "intake.decide": "intake.queue"})
    belongs["intake.doors"] = "intake.upload"
    belongs.update({"intake.page": "intake.queue", "intake.learned": "intake.queue"})


def _waiting(_staff: StaffMember) -> OpenCount:
    return open_count(db.session)


def _isolated(_staff: StaffMember) -> OpenCount:
    waiting = isolating.asked_count(db.session)
    return OpenCount(waiting, late=bool(waiting))
