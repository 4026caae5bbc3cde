"""What the clerk's desk shows on the frame of every page."""

from flask import Flask

from intranet.core.database import db
from intranet.intake.queries import OpenCount, open_count
from intranet.people.models import StaffMember


def register(app: Flask) -> None:
    """The number beside "Kiểm tra", and where its pages lie on the rail."""
    app.extensions.setdefault("navigation counts", {})["intake.queue"] = _waiting
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({"intake.check": "intake.queue", "intake.decide": "intake.queue"})


def _waiting(_staff: StaffMember) -> OpenCount:
    return open_count(db.session)
