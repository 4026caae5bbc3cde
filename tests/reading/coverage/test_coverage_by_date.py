"""Any history of an office gives the coverage that the slow definition counts, on every day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.coverage import queries
from intranet.reading.coverage.consistency import CoverageDrift, find_drift
from intranet.reading.coverage.counts import COUNTED
from intranet.reading.coverage.fact_queries import (
    assignment_facts,
    excuses_of,
    people_facts,
    taken_steps,
)
from intranet.reading.coverage.reconcile import reconcile_everything
from intranet.reading.models import Assignment
from tests.properties import examples
from tests.reading.coverage import slow_definition
from tests.reading.coverage.slow_definition import History
from tests.reading.office import ACTS, DAYS, Act, first_day, fresh_office


@examples(30)
@given(st.lists(ACTS, min_size=3, max_size=14))
def test_any_history_gives_the_coverage_that_is_defined(
    empty_database: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[Act]
) -> None:
    with fresh_office(empty_database, tmp_path_factory.mktemp("office")) as office:
        leader = office.make.leader()
        office.play(acts)
        for assignment in db.session.scalars(select(Assignment)).all():
            for n in range(0, DAYS + 3):
                day = first_day() + timedelta(days=n)
                assert fast(leader, assignment, day) == slow(assignment, day), day
            assert fast(leader, assignment, None) == slow(assignment, today())
        assert find_drift(db.session) == CoverageDrift(0, 0)
        assert reconcile_everything(db.session) == 0


def slow(assignment: Assignment, day: date) -> dict[tuple[int, str], int]:
    """The count by definition."""
    (given_,) = assignment_facts(db.session, [assignment])
    excuses = excuses_of(db.session, [assignment.id])
    taken = taken_steps(db.session, [assignment])
    history = History(
        given_,
        people_facts(db.session),
        {staff: spans for (_, staff), spans in excuses.items()},
        {staff: steps for (_, staff), steps in taken.items()},
        calendar(db.session),
    )
    return {key: number for key, number in slow_definition.count(history, day).items() if number}


def fast(viewer: StaffMember, assignment: Assignment, day: date | None) -> dict[tuple, int]:
    """The count that pages show."""
    return {
        (cell.department_id, name): number
        for cell in queries.unit_counts(db.session, viewer, [assignment.id], day=day)
        for name, number in vars(cell).items()
        if name in COUNTED and number
    }
