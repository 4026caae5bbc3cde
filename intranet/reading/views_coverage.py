"""The coverage pages: every directive (the heat map), one directive, and what was shared late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.paging import Pager, page_number
from intranet.core.settings import settings
from intranet.directives.models import Directive, IssuingBody, Topic
from intranet.directives.words import LEVEL
from intranet.people.permissions import permission_required, standing_in
from intranet.people.roles import Permission, may
from intranet.reading.blueprint import bp
from intranet.reading.coverage import plan_indicators
from intranet.reading.coverage.counts import CoverageCounts, add_up
from intranet.reading.coverage.curves import done_by_day, median_hours
from intranet.reading.coverage.filter import filter_from
from intranet.reading.coverage.forecast import Forecast, forecast
from intranet.reading.coverage.heat_map import ROWS, UNITS, heat_map
from intranet.reading.coverage.queries import assignment_seen_by, unit_counts
from intranet.reading.coverage.readers import AssignedReader, count_late, late_readers, readers
from intranet.reading.models import Assignment
from intranet.reading.quiz.results import QuestionResult, results
from intranet.reading.reminders.manual_reminders import LastReminder, last_reminder

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
        late_left=late_total - len(late),
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


@dataclass(frozen=True)
class DirectiveCoveragePage:
    """What the page of one directive shows; `unit` is the only one listed, `missing` its people.

    `counts`, the curve and the forecast are of all units that may be watched.
    """

    directive: Directive
    assignment: Assignment
    counts: CoverageCounts
    points: Sequence[tuple[date, int]]
    hours: int | None
    forecast: Forecast
    unit: int | None
    missing: int
    last_reminder: LastReminder | None
    results: Sequence[QuestionResult]
    readers: Sequence[AssignedReader]
    pager: Pager


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
    shown = DirectiveCoveragePage(
        directive=assignment.directive,
        assignment=assignment,
        counts=counts,
        points=done_by_day(session, viewer, assignment),
        hours=median_hours(session, viewer, assignment),
        forecast=forecast(session, viewer, assignment, counts.missing),
        unit=unit,
        missing=listed.missing,
        last_reminder=last_reminder(session, assignment),
        results=results(session, viewer, assignment.version_id),
        readers=readers(
            session, viewer, assignment, department_id=unit,
            offset=(page - 1) * PEOPLE, limit=PEOPLE,
        ),
        pager=Pager(
            page, PEOPLE, listed.expected,
            lambda n: url_for(".directive_coverage", **place, trang=n),
        ),
    )  # fmt: skip
    return render_template("reading/directive_coverage.html", page=shown)
