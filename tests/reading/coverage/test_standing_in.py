"""Who stands in for the head of a unit sees what the head sees, from the first day to the last."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.audience.visibility import tokens_for, tokens_of
from intranet.people.models import Delegation, StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.organization import absences_and_delegations
from intranet.reading.coverage import queries
from intranet.reading.coverage.counts import add_up
from intranet.reading.coverage.heat_map import heat_map
from intranet.reading.reminders import daily_run
from intranet.reading.reminders.manual_reminders import KIND
from tests.making import Make
from tests.reading.making import confirm, given, given_days_ago
from tests.site import Site


def stands_in(
    person: StaffMember, head: StaffMember, since: date | None = None, days: int = 5
) -> Delegation:
    first = since or today()
    found = absences_and_delegations.delegate(
        db.session, head, head, person, first, first + timedelta(days=days)
    )
    db.session.commit()
    return found


@pytest.fixture
def head(make: Make) -> StaffMember:
    return make.unit_head(department=make.department("Phòng Nghiệp vụ 2"))


def test_who_stands_in_opens_the_map_of_that_unit_alone_and_reminds(
    site: Site, make: Make, head: StaffMember
) -> None:
    person, mine, other = make.staff(), make.staff(department=head.department), make.staff()
    directive = given(make, audience=[mine, other], symbol="14/KH-UBND")
    site.sign_in(person)
    assert "Theo dõi đọc" not in site.get("web.home").text
    site.get("reading.coverage", status=403)
    stands_in(person, head)
    assert "Theo dõi đọc" in site.get("web.home").text
    page = site.get("reading.coverage")
    assert "14/KH-UBND" in page.text
    last = today() + timedelta(days=4)
    assert (
        f"Bạn đang thay {head.full_name}, trưởng Phòng Nghiệp vụ 2, đến hết ngày {last:%d/%m/%Y}."
        in page.text
    )
    one = site.get("reading.directive_coverage", directive_id=directive.id)
    assert mine.full_name in one.text
    assert other.full_name not in one.text
    assert other.department.name not in one.text
    answer = site.post("reading.remind_missing", {"tat-ca": 1}, directive_id=directive.id)
    assert answer.status_code == 302
    told = db.session.scalars(select(Notice.staff_id).filter_by(kind=KIND)).all()
    assert told == [mine.id]


@pytest.mark.parametrize(("first", "days"), [(1, 5), (-5, 5)])
def test_before_the_first_day_and_from_the_last_on_the_map_is_closed(
    site: Site, make: Make, head: StaffMember, first: int, days: int
) -> None:
    person = make.staff()
    given(make, audience=[make.staff(department=head.department)])
    stands_in(person, head, today() + timedelta(days=first), days)
    site.sign_in(person).get("reading.coverage", status=403)
    assert queries.unit_counts(db.session, person) == []


def test_a_withdrawn_delegation_closes_the_map_at_once(
    site: Site, make: Make, head: StaffMember
) -> None:
    person = make.staff()
    site.sign_in(person)
    delegation = stands_in(person, head)
    site.get("reading.coverage")
    absences_and_delegations.withdraw_delegation(db.session, head, delegation)
    db.session.commit()
    site.get("reading.coverage", status=403)


def test_a_head_who_is_none_any_more_hands_on_nothing(
    site: Site, make: Make, head: StaffMember
) -> None:
    person = make.staff()
    stands_in(person, head)
    make.left(head, today())
    site.sign_in(person).get("reading.coverage", status=403)


def test_a_head_who_stands_in_for_another_sees_the_sum_of_both_units(
    make: Make, head: StaffMember
) -> None:
    other = make.unit_head(department=make.department("Phòng Nghiệp vụ 3"))
    people = [make.staff(department=one.department) for one in (head, head, other)]
    directive = given(make, audience=[*people, make.staff()])
    confirm(people[0], directive)
    stands_in(other, head)
    found = heat_map(db.session, other)
    [row] = found.rows
    assert {unit.id for unit in found.units} == {head.department_id, other.department_id}
    assert (row.counts.expected, row.counts.done) == (3, 1)
    assert row.counts == add_up(queries.unit_counts(db.session, other))
    assert queries.total_counts(db.session, other) == row.counts


def test_search_finds_for_who_stands_in_what_the_head_may_see(
    make: Make, head: StaffMember
) -> None:
    person, mine = make.staff(), make.staff(department=head.department)
    papers = [make.directive(audience=[one]) for one in (mine, head.department, make.staff())]
    stands_in(person, head)
    words = tokens_for(db.session, person)
    assert words is not None
    assert [bool(words & set(tokens_of(paper))) for paper in papers] == [True, True, False]


def test_the_reading_of_leaders_and_of_administrators_is_not_handed_on(
    site: Site, make: Make, head: StaffMember
) -> None:
    leader, person, admin = make.leader(), make.staff(), make.admin()
    given(make, audience=[make.staff(department=head.department)])
    stands_in(person, leader)
    stands_in(admin, head)
    for one in (person, admin):
        site.sign_in(one).get("reading.coverage", status=403)
        assert queries.unit_counts(db.session, one) == []


@pytest.mark.usefixtures("working_day")
def test_the_notice_about_the_unit_opens_its_map(make: Make, head: StaffMember) -> None:
    person = make.staff()
    stands_in(person, head)
    given_days_ago(make, 10, lasting=9, audience=[make.staff(department=head.department)])
    daily_run.run(db.session)
    notice = db.session.scalars(select(Notice).filter_by(staff_id=person.id)).one()
    assert notice.endpoint == "reading.coverage"
