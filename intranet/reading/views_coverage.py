"""The coverage pages: every directive against the units (the heat map), what was shared late."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import literal, select

from intranet.core.database import db
from intranet.core.office_settings import office
from intranet.core.paging import Pager, page_number
from intranet.directives.models import IssuingBody, Topic
from intranet.directives.words import LEVEL
from intranet.people.permissions import Permission, may, permission_required, standing_in
from intranet.reading import hooks
from intranet.reading.blueprint import bp
from intranet.reading.coverage.filter import CoverageFilter, filter_from, unread_days
from intranet.reading.coverage.heat_map import ROWS, UNITS, heat_map
from intranet.reading.coverage.readers import WaitingFilter
from intranet.reading.coverage.waiting_people import WaitingList, waiting_people
from intranet.reading.plan import plan_indicators
from intranet.reading.reminders.reminder_text import write_reminders
from intranet.reading.reminders.watched_readers import rest_of, watched_people
from intranet.reading.way_back import here

LATE = 10
"""How many late people the overview names; the list of all is a page of its own."""


@bp.get("/theo-doi", endpoint="coverage")
@permission_required(Permission.WATCH)
def overview() -> str:
    """Coverage of every directive in every unit that I may watch, a page of it, at a day's end."""
    chosen = filter_from(request.args)
    page, units_page = page_number("trang"), page_number("cot")
    heat = heat_map(db.session, current_user, chosen, page=page, units_page=units_page)
    wide = may(current_user.role, Permission.WATCH_ALL)
    prompt_days = office().prompt_days
    waiting = _late(chosen)
    late = watched_people(db.session, waiting.people)
    owed = [reading for person in late for reading in person.readings]

    def address(number: int, columns: int) -> str:
        return url_for(".coverage", **chosen.args, trang=number, cot=columns)

    return render_template(
        "reading/coverage.html",
        chosen=chosen,
        unread_days=unread_days(request.args),
        choices=_choices(),
        heat=heat,
        late=late,
        waiting=waiting,
        rest=rest_of(owed),
        letters=write_reminders(current_user, [one for one in owed if one.may_be_reminded]),
        here=here(),
        wide=wide,
        standing_in=standing_in(current_user),
        people=plan_indicators.people_informed(db.session, current_user, chosen.day),
        whole=plan_indicators.readings_done(db.session, current_user, chosen.day),
        missing_url=hooks.missing_readings(chosen.as_of),
        posted=plan_indicators.shared_in_time(db.session, current_user, prompt_days, chosen.as_of)
        if wide
        else None,
        rows_pager=Pager(page, ROWS, heat.total, lambda n: address(n, units_page)),
        units_pager=Pager(units_page, UNITS, heat.units_total, lambda n: address(page, n)),
    )


def _late(chosen: CoverageFilter) -> WaitingList:
    # Of a past day nobody can be reminded.
    if chosen.day:
        return WaitingList()
    among = WaitingFilter(among=chosen)
    return waiting_people(db.session, current_user, among, only_late=True, limit=LATE)


def _choices() -> dict[str, list[tuple[Any, str]]]:
    bodies = select(literal("co-quan"), IssuingBody.id, IssuingBody.name.label("name"))
    topics = select(literal("chu-de"), Topic.id, Topic.name)
    levels = [(level.value, str(words)) for level, words in LEVEL.items()]
    choices: dict[str, list[tuple[Any, str]]] = {"cap": levels, "co-quan": [], "chu-de": []}
    for name, number, words in db.session.execute(bodies.union_all(topics).order_by("name")):
        choices[name].append((number, words))
    return choices


@bp.get("/theo-doi/chia-se-cham")
@permission_required(Permission.WATCH_ALL)
def shared_late() -> str:
    """The directives behind the second indicator of the plan: published later than they should."""
    day = filter_from(request.args).as_of
    rows = plan_indicators.shared_late(db.session, current_user, office().prompt_days, day)
    return render_template(
        "reading/shared_late.html", rows=rows, day=day, days=office().prompt_days
    )
