"""What the reports show on other pages, and what they do when papers are published."""

from flask import Flask, render_template

from intranet.core.database import db
from intranet.core.events import subscribe
from intranet.core.panels import register_panel
from intranet.core.settings import settings
from intranet.programme.arrivals import on_publication
from intranet.programme.wordings import drop_printed
from intranet.reading.retention import oldest_kept, proposal


def register(app: Flask) -> None:
    """Numbers of arrival, the proposal to the administrator, pages under one rail entry."""
    subscribe(app, "version published", on_publication)
    subscribe(app, "papers hidden", drop_printed)
    register_panel(app, "system.main", retention_panel)
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
