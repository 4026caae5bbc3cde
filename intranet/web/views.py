"""The home page, the health of the parts, the audit trail and the page for developers."""

from dataclasses import asdict
from hmac import compare_digest

from flask import Blueprint, Response, jsonify, render_template, request
from flask_login import current_user

from intranet.core.clock import now, today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.task_queue import tasks
from intranet.directives.register.queries import newest_by_level
from intranet.meetings.calendar.queries import next_meeting
from intranet.people.notifications.views_notices_and_mail import mail_panel
from intranet.people.permissions import Permission, has, may, permission_required
from intranet.reading.assignments import my_reading
from intranet.reading.coverage import plan_indicators
from intranet.reading.panels import retention_panel
from intranet.search.index.indexing import stats
from intranet.web.audit_page import AuditFilter, audit_page
from intranet.web.health import PortalPart, examine
from intranet.web.sample_form import SampleForm

FIRST = 6
"""How much of what is left to read stands on the home page."""

bp = Blueprint("web", __name__, template_folder="templates")


@bp.get("/")
def home() -> str:
    """Where I stand: what to read first, the next meeting, what is new."""
    if not may(current_user.role, Permission.READ):
        return render_template("web/home_admin.html", parts=_parts(), today=today())
    me = (db.session, current_user)
    leads = may(current_user.role, Permission.WATCH_ALL)
    in_time = (settings().prompt_days, today())
    return render_template(
        "web/home.html",
        today=today(),
        left=my_reading.left_to_read(*me, FIRST),
        counts=my_reading.my_counts(*me),
        meeting=next_meeting(*me),
        newest=newest_by_level(*me),
        informed=plan_indicators.informed(*me) if leads else None,
        posted=plan_indicators.shared_in_time(*me, *in_time) if leads else None,
        moment=now(),
    )


@bp.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether all needed parts work (200) or not (503); to whoever may know, JSON of every part."""
    parts = _parts()
    works = all(part.works for part in parts if part.needed)
    facts = {
        part.name: {"works": part.works, "needed": part.needed, **part.facts} for part in parts
    }
    told = facts if _may_know_parts() else {}
    return jsonify(status="ok" if works else "failing", **told), 200 if works else 503


def _may_know_parts() -> bool:
    """An administrator who is signed in, or a monitor that has `HEALTH_TOKEN`."""
    secret, shown = settings().health_token, request.authorization
    if secret and shown and shown.token:
        return compare_digest(secret.encode(), shown.token.encode())
    return current_user.is_authenticated and has(current_user, Permission.ADMINISTER)


@bp.get("/quan-tri/he-thong")
@permission_required(Permission.ADMINISTER)
def system() -> str:
    """The parts of the portal, for the administrator."""
    return render_template(
        "web/system.html",
        parts=_parts(),
        settings=settings(),
        panels=[mail_panel(), retention_panel()],
    )


@bp.get("/quan-tri/nhat-ky")
@permission_required(Permission.ADMINISTER)
def audit() -> str:
    """The audit trail, newest first, with filters."""
    page = audit_page(db.session, AuditFilter.from_args(request.args))
    return render_template("web/audit.html", page=page)


@bp.get("/thanh-phan")
def components() -> str:
    """Every part of the look in every state, for those who write pages."""
    if not settings().developer:
        raise NotFound
    return render_template("components_page.html", form=SampleForm(), today=today())


def _parts() -> list[PortalPart]:
    return examine(db.session, settings(), tasks(), lambda: asdict(stats(db.session)))
