"""The meetings of this person: what comes, what was, and a month at a glance."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request
from flask_login import current_user

from intranet.core.clock import local_day, today
from intranet.core.database import db
from intranet.meetings.blueprint import bp
from intranet.meetings.calendar import queries
from intranet.meetings.models import Meeting
from intranet.people.permissions import Permission, permission_required

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


@bp.get("/sinh-hoat")
@permission_required(Permission.READ)
def index() -> str:
    """Meetings to come, those of a year behind us (`?nam=`), and a month (`?thang=2026-11`)."""
    years = queries.past_years(db.session, current_user)
    year = request.args.get("nam", type=int)
    if year not in years:
        year = next(iter(years), today().year)
    rows = queries.upcoming(db.session, current_user)
    coming = (local_day(row.meeting.starts_at) for row in rows if not row.meeting.cancelled_at)
    return render_template(
        "meetings/index.html",
        rows=rows,
        past_months=queries.past_months(db.session, current_user, year) if years else [],
        years=years,
        year=year,
        month=_month(request.args.get("thang", ""), next(coming, today())),
        today=today(),
    )


@dataclass(frozen=True)
class CalendarMonth:
    """A month as a calendar shows it: weeks of days from Monday, and what lies on them."""

    first: date
    before: date
    after: date
    weeks: Sequence[Sequence[date]]
    meetings: Mapping[int, Meeting]


def _month(typed: str, otherwise: date) -> CalendarMonth:
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        first = otherwise
    if not EARLIEST_YEAR <= first.year <= LATEST_YEAR:
        first = otherwise
    first = first.replace(day=1)
    return CalendarMonth(
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=(first + timedelta(days=31)).replace(day=1),
        weeks=Calendar().monthdatescalendar(first.year, first.month),
        meetings=queries.days_of_month(db.session, current_user, first),
    )
