"""What the meetings show on the pages of lower rooms, and let be found by search."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, render_template
from flask_login import current_user
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intranet.core.database import db
from intranet.core.tasks import after_commit
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer.views_directive import whole
from intranet.meetings.calendar import search_source
from intranet.meetings.index_updates import PREFIX, touch_materials
from intranet.meetings.materials import search_source
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import meetings_of
from intranet.search.sources import register_source
from intranet.search.tasks import index_thing

PAGES = (
    *("show", "new", "call", "edit", "change", "reply", "attendance", "note"),
    *("material", "material_add", "add_materials"),
)
MOST_SHOWN = 5


def register(app: Flask) -> None:
    """Meetings beside a directive, materials in the search, their pages under one rail entry."""
    register_panel(app, "directive.side", used_in_panel)
    register_source(app, search_source.SOURCE)
    register_source(app, search_source.SOURCE)
    subscribe(app, "file read", index_read_file)
    subscribe(app, "papers isolated", drop_isolated)
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({f"meetings.{page}": "meetings.index" for page in PAGES})


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


def index_read_file(session: Session, file: StoredFile, **_more: Any) -> None:
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
