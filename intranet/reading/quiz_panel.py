"""What the check of understanding shows beside a directive and under its coverage."""

from flask import render_template
from flask_login import current_user
from sqlalchemy import exists, select

from intranet.core.database import db
from intranet.directives.models import Directive, Version
from intranet.people.duties import Duty, may
from intranet.reading.models import Assignment
from intranet.reading.quiz import questions_of


def questions_panel(directive: Directive, version: Version) -> str:
    """The Office's way to the questions of a version that must be read."""
    if not may(current_user.role, Duty.CHECK):
        return ""
    if not db.session.scalar(select(exists().where(Assignment.version_id == version.id))):
        return ""
    return render_template(
        "reading/questions_panel.html",
        directive=directive,
        version=version,
        number=len(questions_of(db.session, version.id)),
    )
