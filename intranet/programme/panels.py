"""What the reports show on other pages, and what they do when papers are published."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.reading.models import Assignment
from intranet.reading.retention import first_retained_day, proposal


def retention_panel() -> str:
    """What is older than the retention time, and the command that retires it."""
    before = first_retained_day()
    return render_template(
        "programme/retention.html",
        before=before,
        years=settings().retention_years,
        found=proposal(db.session, before),
    )


def missing_link(assignment: Assignment, unit: int | None) -> str:
    """The way from the coverage of one directive to the list that may be taken out."""
    place: dict[str, Any] = {"giao": assignment.id, "don-vi": unit}
    return str(
        Markup('<a href="{}">{}</a>').format(
            url_for("programme.people", **place), _("Danh sách chưa xong, xuất Excel")
        )
    )
