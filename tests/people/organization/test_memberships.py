"""A move that the administrator hears of late counts from the day it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.accounts.passwords import IssuedPassword
from intranet.people.models import Department, StaffMember
from intranet.people.organization.absences_and_delegations import note_absence, withdraw_absence
from intranet.people.organization.groups import keep_group
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.staff_actions import StaffFacts, add_staff, edit_staff
from intranet.people.roles import Role
from intranet.people.signals import staff_moved
from intranet.reading.coverage import queries
from tests.making import Make
from tests.reading.making import given_days_ago
from tests.site import Page, Site


def ago(days: int) -> date:
    return today() - timedelta(days=days)


@pytest.fixture
def person(make: Make) -> StaffMember:
    return make.staff(department=make.department("Phòng Cũ"), joined_on=ago(100))


@pytest.fixture
def new(make: Make) -> Department:
    return make.department("Phòng Mới")


def sent(site: Site, person: StaffMember, unit: Department, since: date | None) -> Page:
    fields = {
        "full_name": person.full_name, "department_id": unit.id, "role": "reader", "title": "",
        "joined_on": person.joined_on.isoformat(), "since": since.isoformat() if since else "",
    }  # fmt: skip
    number = person.id
    return Page(site.post("people.staff_edit", data=fields, number=number))


def places(person: StaffMember) -> list[tuple[str, date, date | None]]:
    db.session.expire_all()
    return [(one.department.name, one.since, one.until) for one in person.memberships]


def test_a_move_told_late_counts_from_its_day(
    site: Site, make: Make, person: StaffMember, new: Department
) -> None:
    given_days_ago(make, 20, lasting=40, audience=[person.department, new])
    site.sign_in(make.admin())
    sent(site, person, new, ago(10))
    assert places(person) == [("Phòng Cũ", ago(100), ago(10)), ("Phòng Mới", ago(10), None)]
    page = site.get("people.staff_edit", number=person.id).text
    assert f"Phòng Mới Công chức, người lao động; từ {ago(10):%d/%m/%Y}" in page
    assert f"{ago(100):%d/%m/%Y} đến trước {ago(10):%d/%m/%Y}" in page
    [cell] = queries.unit_counts(db.session, make.leader())
    assert (cell.department_id, cell.expected) == (new.id, 1)


def test_without_a_day_a_move_is_of_today(
    site: Site, make: Make, person: StaffMember, new: Department
) -> None:
    site.sign_in(make.admin())
    sent(site, person, new, None)
    assert places(person) == [("Phòng Cũ", ago(100), today()), ("Phòng Mới", today(), None)]


def test_the_day_of_a_move_is_put_right_later(
    site: Site, make: Make, person: StaffMember, new: Department
) -> None:
    site.sign_in(make.admin())
    sent(site, person, new, None)
    sent(site, person, new, ago(20))
    assert places(person) == [("Phòng Cũ", ago(100), ago(20)), ("Phòng Mới", ago(20), None)]


def test_the_first_place_begins_with_the_day_of_joining(
    site: Site, make: Make, person: StaffMember
) -> None:
    site.sign_in(make.admin())
    sent(site, person, person.department, ago(50))
    assert places(person) == [("Phòng Cũ", ago(50), None)]
    assert person.joined_on == ago(50)


@pytest.mark.parametrize("days", [-1, 100, 101])
def test_a_day_ahead_or_before_an_earlier_place_is_refused_and_nothing_changes(
    site: Site, make: Make, person: StaffMember, new: Department, days: int
) -> None:
    site.sign_in(make.admin())
    sent(site, person, new, ago(10))
    before = places(person)
    page = sent(site, person, new, ago(days))
    assert page.status == 400
    assert "Ngày chuyển phải sau lần thay đổi trước" in page.text
    assert places(person) == before


def test_who_came_back_begins_no_earlier_than_they_had_left(
    site: Site, make: Make, person: StaffMember
) -> None:
    make.left(person, ago(30))
    make.left(person, None)
    site.sign_in(make.admin())
    assert sent(site, person, person.department, ago(31)).status == 400
    sent(site, person, person.department, ago(30))
    assert places(person) == [("Phòng Cũ", ago(100), ago(30)), ("Phòng Cũ", ago(30), None)]


MOVED: list[frozenset[int]] = []


def hear(_session: Session, staff_ids: frozenset[int]) -> None:
    MOVED.append(staff_ids)


@pytest.fixture
def moved(app: Flask) -> list[frozenset[int]]:
    """Whose move was told to the rooms above."""
    staff_moved.connect(hear)
    MOVED.clear()
    return MOVED


def test_who_joins_moves_leaves_or_is_away_is_told_to_the_rooms_above(
    make: Make, moved: list[frozenset[int]]
) -> None:
    admin, unit = make.admin(), make.department()
    moved.clear()
    facts = StaffFacts("Vi Văn Hải", unit, Role.READER, joined_on=ago(3))
    person = add_staff(db.session, admin, "hai.vv", facts, IssuedPassword("a", "b"))
    edit_staff(db.session, admin, person, replace(facts, title="Thanh tra viên"))
    edit_staff(db.session, admin, person, replace(facts, title="Thanh tra viên", email="h@b.vn"))
    make.moved(person, today(), department=make.department())
    absence = note_absence(db.session, admin, person, today(), None, AbsenceKind.STUDY)
    withdraw_absence(db.session, admin, absence)
    keep_group(db.session, admin, None, "Ban chỉ đạo", {person.id})
    assert moved == [frozenset({person.id})] * 6
