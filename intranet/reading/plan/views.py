"""The people behind the plan's number: who has read what was due, who has not, who is away."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.paging import Pager, page_number
from intranet.people.models import Department
from intranet.people.permissions import Permission, may, permission_required
from intranet.reading.blueprint import bp
from intranet.reading.plan.informed_people import (
    PersonStanding,
    people_counts,
    people_standing,
)
from intranet.reading.way_back import here

EACH = 100


@bp.get("/theo-doi/cong-chuc")
@permission_required(Permission.WATCH)
def informed_people() -> str:
    """The people of one standing at the end of a day, in all units that I watch or in one."""
    standing = request.args.get("nhom", PersonStanding.LATE, PersonStanding)
    day = min(request.args.get("ngay", today(), date.fromisoformat), today())
    unit, page = request.args.get("don-vi", type=int), page_number()
    place: dict[str, Any] = {"don-vi": unit, "ngay": day if day < today() else None}
    counts = people_counts(db.session, current_user, day, unit)
    return render_template(
        "reading/informed_people.html",
        counts=counts,
        standing=standing,
        day=day,
        unit=db.session.get(Department, unit) if unit and _sees(counts.rate.total) else None,
        place=place,
        here=here(),
        rows=people_standing(
            db.session, current_user, standing, day=day, department_id=unit,
            offset=(page - 1) * EACH, limit=EACH,
        ),
        pager=Pager(
            page, EACH, counts.of(standing),
            lambda n: url_for(".informed_people", **place, nhom=standing.value, trang=n),
        ),
    )  # fmt: skip


def _sees(people: int) -> bool:
    # A unit's name is told only to whom its people are.
    return bool(people) or may(current_user.role, Permission.WATCH_ALL)
