"""The plan's number counts people: who has read all that they should have read by now."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given as examples_of
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.organization import absences_and_delegations
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.working_days import calendar
from intranet.people.roles import Permission, roles_with
from intranet.reading.assignments.actions import excuse
from intranet.reading.coverage.fact_queries import (
    assignment_facts,
    excuses_of,
    people_facts,
    taken_steps,
)
from intranet.reading.coverage.queries import open_assignment_of
from intranet.reading.models import Assignment
from intranet.reading.plan.informed_people import (
    PersonStanding,
    people_counts,
    people_standing,
)
from tests.making import Make
from tests.properties import examples
from tests.reading.coverage import slow_definition
from tests.reading.coverage.slow_definition import History, place
from tests.reading.making import confirm, given, given_days_ago
from tests.reading.office import ACTS, DAYS, Act, first_day, fresh_office
from tests.site import Site

EVERY = 4
"""Days between two on which the slow count is made: it looks at each person a day at a time."""


@examples(20)
@examples_of(st.lists(ACTS, min_size=3, max_size=14))
def test_any_history_gives_the_number_of_people_that_is_defined(
    empty_database: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[Act]
) -> None:
    with fresh_office(empty_database, tmp_path_factory.mktemp("office")) as office:
        leader = office.make.leader()
        office.play(acts)
        people, histories = people_facts(db.session), list(_histories())
        for n in range(0, DAYS + 1, EVERY):
            day = first_day() + timedelta(days=n)
            slow = Counter(
                slow_definition.stands(histories, person, day)
                for person in people
                if (here := place(person, day)) and here.role in roles_with(Permission.READ)
            )
            counted = people_counts(db.session, leader, day)
            assert {one: counted.of(one) for one in PersonStanding} == {
                one: slow[one.value] for one in PersonStanding
            }, day
            for standing in PersonStanding:
                listed = people_standing(db.session, leader, standing, day=day)
                assert len(listed) == counted.of(standing)
        assert people_counts(db.session, leader) == people_counts(db.session, leader, today())


def _histories():
    people_excused = excuses_of(db.session, db.session.scalars(select(Assignment.id)).all())
    for assignment in db.session.scalars(select(Assignment)).all():
        (facts,) = assignment_facts(db.session, [assignment])
        excuses = {
            staff: spans
            for (given_, staff), spans in people_excused.items()
            if given_ == assignment.id
        }
        taken = taken_steps(db.session, [assignment])
        yield History(
            facts, (), excuses, {staff: steps for (_, staff), steps in taken.items()},
            calendar(db.session),
        )  # fmt: skip


def test_publishing_and_joining_leave_the_number_as_it_was(make: Make) -> None:
    leader, reader = make.leader(), make.staff()
    confirm(reader, given_days_ago(make, 9, lasting=2, audience=[reader]))
    before = people_counts(db.session, leader)
    assert before.rate.percent_text == "100"
    given(make)
    make.staff(department=reader.department, joined_on=today())
    db.session.commit()
    after = people_counts(db.session, leader)
    assert after.rate.percent_text == "100"
    assert after.informed > before.informed


def test_the_number_leads_to_the_people_whom_it_counts(site: Site, make: Make) -> None:
    unit, clerk = make.department("Phòng Nghiệp vụ 1"), make.clerk()
    names = ("Bế Văn Chậm", "Nông Thị Xong", "Vi Văn Vắng", "Hà Thị Miễn")
    slow, done, away, spared = (make.staff(department=unit, full_name=name) for name in names)
    everybody = [slow, done, away, spared]
    old = given_days_ago(make, 20, lasting=5, audience=everybody, by=clerk)
    confirm(done, old)
    assignment = open_assignment_of(db.session, old)
    excuse(db.session, clerk, assignment, spared, "mới nhận việc, đã nghe phổ biến")
    since, kind = today() - timedelta(days=1), AbsenceKind.SICKNESS
    absences_and_delegations.note_absence(db.session, clerk, away, since, None, kind)
    db.session.commit()
    place = {"don-vi": unit.id}
    page = site.sign_in(make.unit_head(department=unit)).get("reading.informed_people", **place)
    assert page.headline == "1 người chưa đọc xong văn bản đã đến hạn"
    assert names[0] in page.text
    assert not [name for name in names[1:] if name in page.text]
    page = site.get("reading.informed_people", **place, nhom="informed")
    assert page.headline == "3 người đã đọc xong mọi văn bản đã đến hạn"
    assert names[1] in page.text
    assert names[3] in page.text
    page = site.get("reading.informed_people", **place, nhom="away")
    assert names[2] in page.text


def test_who_may_not_watch_a_unit_is_told_nothing_of_its_people(site: Site, make: Make) -> None:
    slow = make.staff(full_name="Bế Văn Chậm")
    given_days_ago(make, 20, lasting=5, audience=[slow])
    page = site.sign_in(make.unit_head()).get("reading.informed_people")
    assert "Bế Văn Chậm" not in page.text
    site.sign_in(make.staff()).get("reading.informed_people", status=403)
