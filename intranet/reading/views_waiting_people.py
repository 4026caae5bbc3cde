"""People with all that is waited for of them: those of a unit or the agency, and one person."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import existing
from intranet.core.paging import Pager, page_number
from intranet.people.models import Department, StaffMember
from intranet.people.permissions import Permission, permission_required
from intranet.reading.blueprint import bp
from intranet.reading.coverage.heat_map import watched_units
from intranet.reading.coverage.queries import watches
from intranet.reading.coverage.readers import (
    ReaderState,
    WaitingFilter,
    counts_of,
    readings_of,
    waiting,
)
from intranet.reading.coverage.waiting_people import waiting_counts, waiting_people
from intranet.reading.reminders.reminder_text import write_reminders
from intranet.reading.reminders.watched_readers import rest_of, watched, watched_people
from intranet.reading.way_back import here, way_back

PEOPLE, DONE = 50, 10
"""How many people a page of the list names, and how much that is done a page of one person."""


@bp.get("/theo-doi/chua-xong", endpoint="waiting_people")
@permission_required(Permission.WATCH)
def people_page() -> str:
    """Who still owes something today, of one unit or all that I watch; only who is late first."""
    session, viewer = db.session, current_user
    units = watched_units(session, viewer)
    asked, page = request.args.get("don-vi", type=int), page_number()
    unit = next((unit for unit in units if unit.id == asked or len(units) == 1), None)
    whom, everybody = WaitingFilter(department_id=unit.id if unit else None), "het" in request.args
    counts = waiting_counts(session, viewer, whom)
    people = watched_people(
        session,
        waiting_people(
            session, viewer, whom, only_late=not everybody, offset=(page - 1) * PEOPLE, limit=PEOPLE
        ).people,
    )
    readings = [reading for person in people for reading in person.readings]

    def address(**other: Any) -> str:
        place: dict[str, Any] = {"don-vi": unit.id if unit and len(units) > 1 else None}
        shown = {"het": 1 if everybody else None, "ve": request.args.get("ve")}
        return url_for(".waiting_people", **{**place, **shown, **other})

    return render_template(
        "reading/waiting_people.html",
        units=units,
        unit=unit,
        counts=counts,
        people=people,
        everybody=everybody,
        address=address,
        rest=rest_of(readings),
        letters=write_reminders(viewer, [one for one in readings if one.may_be_reminded]),
        here=here(),
        back=way_back(""),
        pages=Pager(
            page, PEOPLE, counts.people if everybody else counts.late_people,
            lambda n: address(trang=n),
        ),
    )  # fmt: skip


@bp.get("/theo-doi/nguoi/<int:staff_id>")
@permission_required(Permission.WATCH)
def person(staff_id: int) -> str:
    """What one person owes, and one reminder for all of it; what is excused and done below."""
    session, viewer = db.session, current_user
    staff = _watched_person(staff_id)
    rows = watched(session, waiting(session, viewer, WaitingFilter(staff_ids=[staff.id])))
    counts, page = counts_of(session, viewer, staff), page_number("xong")
    begin = (page - 1) * DONE
    return render_template(
        "reading/person.html",
        staff=staff,
        rows=rows,
        late=sum(row.days_late > 0 for row in rows),
        counts=counts,
        excused=readings_of(session, viewer, staff, ReaderState.EXCUSED) if counts.excused else [],
        done=readings_of(session, viewer, staff, ReaderState.DONE, offset=begin, limit=DONE),
        rest=rest_of(rows),
        letters=write_reminders(viewer, [row for row in rows if row.may_be_reminded]),
        today=today(),
        here=here(),
        back=way_back(""),
        pager=Pager(
            page, DONE, counts.done,
            lambda n: url_for(".person", staff_id=staff_id, xong=n, _anchor="xong"),
        ),
    )  # fmt: skip


def _watched_person(staff_id: int) -> StaffMember:
    """The person, if I may see how they read. Raises NotFound."""
    query = select(StaffMember).join(Department, Department.id == StaffMember.department_id)
    serving = query.where(StaffMember.id == staff_id, StaffMember.left_on.is_(None))
    mine = serving.where(watches(current_user, StaffMember.department_id))
    staff: StaffMember = existing(db.session.scalar(mine))
    return staff
