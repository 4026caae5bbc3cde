"""One directive, in all units or in one: who has not read it, reminding them, and its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import existing
from intranet.core.paging import Pager, page_number
from intranet.people.models import Department
from intranet.people.organization.departments import departments
from intranet.people.permissions import Permission, permission_required
from intranet.reading import slots
from intranet.reading.assignments.actions import excuses_on
from intranet.reading.blueprint import bp
from intranet.reading.coverage import forecast as over_time
from intranet.reading.coverage.counts import CoverageCounts, add_up
from intranet.reading.coverage.curve import curve, days_done
from intranet.reading.coverage.queries import UnitCounts, assignment_seen_by, unit_counts
from intranet.reading.coverage.readers import ReaderState, readers
from intranet.reading.models import Assignment, Excuse
from intranet.reading.quiz.questions import results
from intranet.reading.reminders.manual_reminders import last_reminder
from intranet.reading.reminders.reminder_text import write_reminders
from intranet.reading.reminders.watched_readers import WatchedReader, rest_of, untold, watched
from intranet.reading.way_back import here, way_back

PEOPLE = 100
"""How many people a page names."""


@dataclass(frozen=True)
class ReadersPlace:
    """Which readers of a directive are looked at: of one unit or all, in one state or all."""

    directive_id: int
    units: tuple[tuple[Department, UnitCounts], ...]
    unit: Department | None
    state: ReaderState | None

    @property
    def counts(self) -> CoverageCounts:
        """The counts of the unit, or of all units that may be watched."""
        return add_up(counts for unit, counts in self.units if self.unit in (None, unit))

    @property
    def size(self) -> int:
        """How many readers there are in this state."""
        sizes = {
            ReaderState.MISSING: self.counts.missing, ReaderState.DONE: self.counts.done,
            ReaderState.EXCUSED: self.counts.excused,
        }  # fmt: skip
        return sizes[self.state] if self.state else self.counts.expected

    @property
    def waits(self) -> bool:
        """Whether it is those who are waited for."""
        return self.state is ReaderState.MISSING

    def address(self, **other: Any) -> str:
        """The address of this place, or of another one of the same directive."""
        place: dict[str, Any] = {
            "don-vi": self.unit.id if self.unit and len(self.units) > 1 else None,
            "xem": request.args.get("xem"), "ve": request.args.get("ve"),
        }  # fmt: skip
        return url_for(
            "reading.directive_coverage", directive_id=self.directive_id, **{**place, **other}
        )


@bp.get("/theo-doi/<int:directive_id>")
@permission_required(Permission.WATCH)
def directive_coverage(directive_id: int) -> str:
    """Who has not read one directive and who has, a page of them; of one unit if one is named."""
    session, viewer = db.session, current_user
    assignment = assignment_seen_by(session, viewer, directive_id)
    place = _place(assignment)
    unit_id, page = place.unit.id if place.unit else None, page_number()
    rows = _rows(assignment, place, page)
    counts, done = place.counts, days_done(session, viewer, assignment, unit_id)
    return render_template(
        "reading/directive_coverage.html",
        directive=assignment.directive,
        assignment=assignment,
        place=place,
        counts=counts,
        rows=rows,
        rest=rest_of(rows),
        letters=write_reminders(viewer, [row for row in rows if row.may_be_reminded]),
        excuses=_excuses(assignment, place, rows),
        last_reminder=last_reminder(session, assignment, unit_id) if place.waits else None,
        curve=curve(done, assignment, counts.rate.total),
        hours=over_time.median_hours(session, viewer, assignment, counts.done, unit_id),
        forecast=over_time.forecast(session, done, assignment, counts.missing),
        results=results(session, viewer, assignment.version_id),
        today=today(),
        here=here(),
        back=way_back(""),
        pages=Pager(page, PEOPLE, place.size, lambda n: place.address(trang=n)),
        coverage_links=slots.coverage_links(assignment, unit_id),
    )


def _place(assignment: Assignment) -> ReadersPlace:
    counted = {
        counts.department_id: counts
        for counts in unit_counts(db.session, current_user, [assignment.id])
    }
    units = tuple(
        (unit, counted[unit.id]) for unit in departments(db.session) if unit.id in counted
    )
    existing(units or None)
    asked = request.args.get("don-vi", type=int)
    unit = next((unit for unit, _counts in units if unit.id == asked or len(units) == 1), None)
    place = ReadersPlace(assignment.directive_id, units, unit, None)
    everybody = place.counts.missing == 0 or request.args.get("xem") == "tat-ca"
    default = None if everybody else ReaderState.MISSING
    state = request.args.get("xem", default, ReaderState)
    return ReadersPlace(assignment.directive_id, units, unit, state)


def _rows(assignment: Assignment, place: ReadersPlace, page: int) -> list[WatchedReader]:
    people = readers(
        db.session, current_user, assignment, department_id=place.unit.id if place.unit else None,
        state=place.state, timed=place.state in (None, ReaderState.DONE),
        offset=(page - 1) * PEOPLE, limit=PEOPLE,
    )  # fmt: skip
    return watched(db.session, people) if place.waits else [untold(reader) for reader in people]


def _excuses(
    assignment: Assignment, place: ReadersPlace, rows: Sequence[WatchedReader]
) -> dict[int, Excuse]:
    if place.state is not ReaderState.EXCUSED:
        return {}
    return excuses_on(db.session, assignment, [row.staff.id for row in rows], today())
