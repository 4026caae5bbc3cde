"""What the meetings show on the pages of lower rooms, and let be found by search."""

from collections.abc import Sequence

from flask import render_template
from flask_login import current_user
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intranet.core.database import db
from intranet.core.tasks import after_commit
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer.views_directive import whole
from intranet.meetings.index_updates import PREFIX, touch_materials
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import meetings_of
from intranet.search.tasks import index_thing

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
    found = db.session.scalars(query).all()
    return render_template("meetings/used_in.html", meetings=found, whole=whole) if found else ""


def index_read_file(session: Session, file: StoredFile) -> None:
    """Let the materials of a file be found once the machine has read it."""
    query = select(Material).filter_by(file_id=file.id)
    touch_materials(session, session.scalars(query).all())


def drop_isolated(session: Session, files: Sequence[int], directives: Sequence[int]) -> None:
    """Take papers that are being wiped off every meeting, their titles with them."""
    of_them = or_(Material.file_id.in_(files), Material.directive_id.in_(directives))
    for material in session.scalars(select(Material).where(of_them)):
        after_commit(session, index_thing, PREFIX, material.id)
        session.delete(material)
    session.flush()
