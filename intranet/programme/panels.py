"""What the reports show on other pages, and what they do when papers are published."""

from typing import Any

from flask import Flask, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.programme.incoming_register.arrival_numbers import on_publication
from intranet.programme.reports.wordings import drop_printed
from intranet.reading.models import Assignment
from intranet.reading.retention import oldest_kept, proposal


def register(app: Flask) -> None:
    """Numbers of arrival, the proposal to the administrator, pages under one rail entry."""
    subscribe(app, "version published", on_publication)
    subscribe(app, "papers hidden", drop_printed)
    register_panel(app, "system.main", retention_panel)
    register_panel(app, "coverage.links", missing_link)
    belongs = app.extensions.setdefault("belongs", {})
    for page in ("make", "show", "register", "periods", "keep_periods", "people"):
        belongs[f"programme.{page}"] = "programme.index"


def retention_panel() -> str:
    """What is older than the retention time, and the command that retires it."""
    before = oldest_kept()
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
