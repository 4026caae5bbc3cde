"""Who has read and who has not, for those who may know it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.roles import Role
from intranet.reading.coverage import queries
from intranet.reading.coverage.counts import CompletionRate
from tests.making import Make
from tests.reading.making import confirm, given, read
from tests.site import Site


def test_opened_is_not_counted_as_done(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    one, two, _three = (make.staff(department=unit) for _ in range(3))
    directive = given(make, audience=[unit], pages=("một", "hai"))
    confirm(one, directive)
    read(two, directive, pages=1)
    (cell,) = queries.unit_counts(db.session, leader)
    assert (cell.expected, cell.opened, cell.read, cell.done) == (3, 2, 1, 1)


def test_a_unit_head_sees_the_own_unit_only(site: Site, make: Make) -> None:
    unit = make.department("Phòng Nghiệp vụ 91")
    head = make.unit_head(department=unit)
    mine = make.staff(department=unit, full_name="Nông Thị Trong")
    make.staff(full_name="Vi Văn Ngoài")
    directive = given(make)
    site.sign_in(head)
    page = site.get("reading.directive_coverage", directive_id=directive.id)
    assert mine.full_name in page.text
    assert "Vi Văn Ngoài" not in page.text
    assert "Phòng Nghiệp vụ 91" in page.text


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_readers_and_the_administrator_do_not_see_who_has_read(
    site: Site, make: Make, role: Role
) -> None:
    directive = given(make)
    site.sign_in(make.staff(role))
    site.get("reading.coverage", status=403)
    site.get("reading.directive_coverage", directive_id=directive.id, status=403)


def test_the_leader_sees_who_is_late_and_by_how_much(site: Site, make: Make) -> None:
    unit = make.department()
    late = make.staff(department=unit, full_name="Hứa Minh Trễ")
    given(make, audience=[unit], deadline=today() - timedelta(days=3), symbol="92-KL/TU")
    site.sign_in(make.leader())
    page = site.get("reading.coverage")
    assert "1 văn bản quá hạn, 1 lượt đọc quá hạn" in page.headline
    assert late.full_name in page.text
    assert "Quá hạn 3 ngày" in page.text


def test_leavers_are_counted_no_longer(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    make.staff(department=unit)
    gone = make.staff(department=unit)
    given(make, audience=[unit])
    make.left(gone, today())
    assert queries.unit_counts(db.session, leader)[0].expected == 1


def test_the_administrator_is_nobody_who_must_read(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    make.admin(department=unit)
    make.staff(department=unit)
    given(make, audience=[unit])
    assert queries.unit_counts(db.session, leader)[0].expected == 1


def test_a_person_named_twice_is_counted_once(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    person = make.staff(department=unit)
    given(make, audience=[unit, person])
    assert queries.unit_counts(db.session, leader)[0].expected == 1


def test_a_hundred_per_cent_is_written_only_when_nobody_is_missing() -> None:
    assert CompletionRate(9999, 10000).percent_text == "99,9"
    assert CompletionRate(80, 83).percent_text == "96,3"
    assert CompletionRate(83, 83).percent_text == "100"
    assert CompletionRate(0, 0).percent_text == "—"


def test_a_share_has_an_english_point_on_english_pages(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert CompletionRate(80, 83).percent_text == "96.3"


def test_the_home_page_shows_leaders_the_two_numbers_of_the_plan(site: Site, make: Make) -> None:
    unit = make.department()
    one, _two = make.staff(department=unit), make.staff(department=unit)
    confirm(one, given(make, audience=[unit], deadline=today() - timedelta(days=1)))
    text = site.sign_in(make.leader()).get("web.home").text
    # The clerk and the leader have nothing due, the second of the unit is late: three of four.
    assert "75 % công chức, người lao động đã được phổ biến" in text.replace("75%", "75 %")
    assert "văn bản được chia sẻ kịp thời" in text
