"""The panel "used in meetings" beside a directive."""

from flask import render_template
from flask_login import current_user
from sqlalchemy import select

from intranet.core.database import db
from intranet.directives.models import Directive, Version
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import meetings_of

MOST_SHOWN = 5


def used_in_panel(directive: Directive, _version: Version) -> str:
    """The newest meetings of this person for which the directive is to be read."""
    used = select(Material.meeting_id).where(Material.directive_id == directive.id)
    query = (
        meetings_of(current_user)
        .where(Meeting.id.in_(used), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at.desc())
        .limit(MOST_SHOWN)
    )
    meetings = db.session.scalars(query).all()
    return render_template("meetings/used_in.html", meetings=meetings) if meetings else ""
