"""The home page, the health of the parts and the page for developers."""

from dataclasses import asdict
from hmac import compare_digest

from flask import Blueprint, Response, jsonify, render_template, request
from flask_login import current_user

from intranet.core.clock import today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.task_queue import tasks
from intranet.people.permissions import Permission, has, may
from intranet.reading.way_back import here
from intranet.search.index.indexing import stats
from intranet.web import home as home_page
from intranet.web.frame_counts import frame_counts
from intranet.web.health import PortalPart, examine
from intranet.web.sample_form import SampleForm

bp = Blueprint("web", __name__, template_folder="templates")


@bp.get("/")
def home() -> str:
    """What is wrong or waits in what I am responsible for, then where I stand with my reading."""
    if not may(current_user.role, Permission.READ):
        return render_template(
            "web/home_admin.html", parts=parts_of_the_portal(), today=today(),
            isolations=frame_counts(current_user).isolations,
        )  # fmt: skip
    me = (db.session, current_user)
    if may(current_user.role, Permission.CHECK):
        return _home("clerk", home_page.my_part(*me), office=home_page.office_desk(*me))
    if has(current_user, Permission.WATCH):
        late, numbers = home_page.what_is_overdue(*me), home_page.plan_numbers(*me)
        return _home("watch", home_page.my_part(*me), late=late, numbers=numbers)
    return _home("reader", home_page.own_reading(*me))


def _home(kind: str, mine: home_page.MyPart, **more: object) -> str:
    return render_template(f"web/home_{kind}.html", mine=mine, today=today(), here=here(), **more)


@bp.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether all needed parts work (200) or not (503); to whoever may know, JSON of every part."""
    parts = parts_of_the_portal()
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


@bp.get("/thanh-phan")
def components() -> str:
    """Every part of the look in every state, for those who write pages."""
    if not settings().developer:
        raise NotFound
    return render_template("components_page.html", form=SampleForm(), today=today())


def parts_of_the_portal() -> list[PortalPart]:
    """Every part of the running portal, needed ones first."""
    return examine(db.session, settings(), tasks(), lambda: asdict(stats(db.session)))
