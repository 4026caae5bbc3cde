"""Who has read and who has not: every directive, one directive, and what was shared late."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.paging import Pager, page_number
from intranet.core.settings import settings
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import IssuingBody, Topic
from intranet.directives.words import LEVEL
from intranet.people.permissions import permission_required, standing_in
from intranet.people.roles import Permission, may
from intranet.reading.blueprint import bp
from intranet.reading.coverage import plan_indicators, queries
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.coverage.curves import curve, median_hours
from intranet.reading.coverage.filter import chosen_from
from intranet.reading.coverage.forecast import pace
from intranet.reading.coverage.heat_map import ROWS, UNITS, heat_map
from intranet.reading.coverage.readers import count_late, late_readers, readers
from intranet.reading.quiz.results import results
from intranet.reading.reminders.manual_reminders import last_reminder

LATE, PEOPLE = 40, 50
"""How many late people the overview names, and people a page of one directive."""


@bp.get("/theo-doi", endpoint="coverage")
@permission_required(Permission.WATCH)
def overview() -> str:
    """Coverage of every directive in every unit that I may watch, a page of it, at a day's end."""
    chosen = chosen_from(request.args)
    page, units_page = page_number("trang"), page_number("cot")
    heat = heat_map(db.session, current_user, chosen, page=page, units_page=units_page)
    wide, day = may(current_user.role, Permission.WATCH_ALL), chosen.day or today()
    prompt_days = settings().prompt_days

    def address(number: int, columns: int) -> str:
        return url_for(".coverage", **chosen.args, trang=number, cot=columns)

    return render_template(
        "reading/coverage.html",
        chosen=chosen,
        choices=_choices(),
        heat=heat,
        late=[] if chosen.day else late_readers(db.session, current_user, limit=LATE),
        late_total=0 if chosen.day else count_late(db.session, current_user),
        day=day,
        wide=wide,
        standing_in=standing_in(current_user),
        whole=plan_indicators.informed(db.session, current_user, chosen.day),
        posted=plan_indicators.shared_in_time(db.session, current_user, prompt_days, day)
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
    """The directives behind the second number of the plan: published later than they should be."""
    day = chosen_from(request.args).day or today()
    found = plan_indicators.shared_late(db.session, current_user, settings().prompt_days, day)
    return render_template(
        "reading/shared_late.html", rows=found, day=day, days=settings().prompt_days
    )


@bp.get("/theo-doi/<int:directive_id>")
@permission_required(Permission.WATCH)
def one(directive_id: int) -> str:
    """Who has read one directive and who has not, a page of them."""
    directive = directive_for(db.session, current_user, directive_id)
    assignment = queries.assignment_of(db.session, directive)
    found = queries.unit_counts(db.session, current_user, assignment.id) if assignment else []
    if assignment is None or not found:
        raise NotFound
    unit, page = request.args.get("don-vi", type=int), page_number("trang")
    shown = [cell for cell in found if unit in (None, cell.department_id)]
    numbers = queries.add_up(found)
    place: dict[str, Any] = {"directive_id": directive.id, "don-vi": unit}
    return render_template(
        "reading/one.html",
        directive=directive,
        assignment=assignment,
        readers=readers(
            db.session, current_user, assignment, department_id=unit,
            offset=(page - 1) * PEOPLE, limit=PEOPLE,
        ),
        numbers=numbers,
        share=CompletionRate(numbers.done, numbers.required),
        points=curve(db.session, current_user, assignment),
        hours=median_hours(db.session, current_user, assignment),
        pace=pace(db.session, current_user, assignment, numbers.missing),
        unit=unit,
        missing=sum(cell.missing for cell in shown),
        last=last_reminder(db.session, assignment),
        results=results(db.session, current_user, assignment.version_id),
        people_pager=Pager(
            page, PEOPLE, sum(cell.expected for cell in shown),
            lambda n: url_for(".one", **place, trang=n),
        ),
    )  # fmt: skip
