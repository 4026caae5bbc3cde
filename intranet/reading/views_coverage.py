"""The coverage pages: every directive (the heat map), one directive, what was shared late.

Also the press that reminds those who have not read.
"""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import refusal_flashed
from intranet.core.paging import Pager, page_number
from intranet.core.rate_limits import limiter
from intranet.directives.models import IssuingBody, Topic
from intranet.directives.words import LEVEL
from intranet.people.permissions import Permission, may, permission_required, standing_in
from intranet.reading import slots
from intranet.reading.blueprint import bp
from intranet.reading.coverage import forecast as over_time
from intranet.reading.coverage import plan_indicators
from intranet.reading.coverage.counts import add_up
from intranet.reading.coverage.filter import filter_from
from intranet.reading.coverage.heat_map import ROWS, UNITS, heat_map
from intranet.reading.coverage.queries import assignment_seen_by, unit_counts
from intranet.reading.coverage.readers import count_late, late_readers, readers
from intranet.reading.quiz.questions import results
from intranet.reading.reminders.manual_reminders import ReminderResult, last_reminder, remind

LATE, PEOPLE = 40, 50
"""How many late people the overview names, and people a page of one directive."""


@bp.get("/theo-doi", endpoint="coverage")
@permission_required(Permission.WATCH)
def overview() -> str:
    """Coverage of every directive in every unit that I may watch, a page of it, at a day's end."""
    chosen = filter_from(request.args)
    page, units_page = page_number("trang"), page_number("cot")
    heat = heat_map(db.session, current_user, chosen, page=page, units_page=units_page)
    wide = may(current_user.role, Permission.WATCH_ALL)
    prompt_days = settings().prompt_days
    late = [] if chosen.day else late_readers(db.session, current_user, limit=LATE)
    late_total = 0 if chosen.day else count_late(db.session, current_user)

    def address(number: int, columns: int) -> str:
        return url_for(".coverage", **chosen.args, trang=number, cot=columns)

    return render_template(
        "reading/coverage.html",
        chosen=chosen,
        choices=_choices(),
        heat=heat,
        late=late,
        late_total=late_total,
        wide=wide,
        standing_in=standing_in(current_user),
        whole=plan_indicators.informed(db.session, current_user, chosen.day),
        posted=plan_indicators.shared_in_time(db.session, current_user, prompt_days, chosen.as_of)
        if wide
        else None,
        rows_pager=Pager(page, ROWS, heat.total, lambda n: address(n, units_page)),
        units_pager=Pager(units_page, UNITS, heat.units_total, lambda n: address(page, n)),
    )


def _choices() -> dict[str, list[tuple[Any, str]]]:
    bodies = select(IssuingBody.id, IssuingBody.name).order_by(IssuingBody.name)
    topics = select(Topic.id, Topic.name).order_by(Topic.name)
    return {
        "cap": [(level.value, str(words)) for level, words in LEVEL.items()],
        "co-quan": [(row[0], row[1]) for row in db.session.execute(bodies)],
        "chu-de": [(row[0], row[1]) for row in db.session.execute(topics)],
    }


@bp.get("/theo-doi/chia-se-cham")
@permission_required(Permission.WATCH_ALL)
def shared_late() -> str:
    """The directives behind the second indicator of the plan: published later than they should."""
    day = filter_from(request.args).as_of
    rows = plan_indicators.shared_late(db.session, current_user, settings().prompt_days, day)
    return render_template(
        "reading/shared_late.html", rows=rows, day=day, days=settings().prompt_days
    )


@bp.get("/theo-doi/<int:directive_id>")
@permission_required(Permission.WATCH)
def directive_coverage(directive_id: int) -> str:
    """Who has read one directive and who has not, a page of them."""
    session, viewer = db.session, current_user
    assignment = assignment_seen_by(session, viewer, directive_id)
    units = unit_counts(session, viewer, [assignment.id])
    if not units:
        raise NotFound
    unit, page = request.args.get("don-vi", type=int), page_number("trang")
    counts = add_up(units)
    listed = add_up(counts for counts in units if unit in (None, counts.department_id))
    place: dict[str, Any] = {"directive_id": directive_id, "don-vi": unit}
    return render_template(
        "reading/directive_coverage.html",
        directive=assignment.directive,
        assignment=assignment,
        counts=counts,
        curve=over_time.curve_data(session, viewer, assignment, counts.rate),
        hours=over_time.median_hours(session, viewer, assignment),
        forecast=over_time.forecast(session, viewer, assignment, counts.missing),
        unit=unit,
        missing=listed.missing,
        last_reminder=last_reminder(session, assignment),
        results=results(session, viewer, assignment.version_id),
        readers=readers(
            session, viewer, assignment, department_id=unit,
            offset=(page - 1) * PEOPLE, limit=PEOPLE,
        ),
        pages=Pager(
            page, PEOPLE, listed.expected,
            lambda n: url_for(".directive_coverage", **place, trang=n),
        ),
        coverage_links=slots.coverage_links(assignment, unit),
    )  # fmt: skip


@bp.post("/theo-doi/<int:directive_id>/nhac")
@permission_required(Permission.WATCH)
@limiter.limit("30 per minute", key_func=lambda: f"reminds {current_user.id}")
def remind_missing(directive_id: int) -> ResponseReturnValue:
    """Remind all who are missing, those of one unit, or one person."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    unit = request.form.get("don-vi", type=int)
    here: dict[str, Any] = {"don-vi": unit}
    back = url_for(".directive_coverage", directive_id=directive_id, **here)
    with refusal_flashed():
        result = remind(
            db.session, current_user, assignment,
            department_id=unit, staff_id=request.form.get("nguoi", type=int),
        )  # fmt: skip
        db.session.commit()
        flash(_said(result), "ok")
    return redirect(back)


def _said(result: ReminderResult) -> str:
    if not result.lately:
        return str(_("Đã nhắc %(n)s người.", n=result.told))
    return str(_(
        "Đã nhắc %(n)s người; %(m)s người vừa được nhắc trong 24 giờ qua nên không nhắc lại.",
        n=result.told, m=result.lately,
    ))  # fmt: skip
