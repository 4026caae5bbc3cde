"""The lists behind the figures, and who may see whose names."""

from datetime import timedelta

from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.programme.reports.figures import from_text
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.report_counts import MissingFilter, count_missing
from tests.making import Make
from tests.programme.making import acts, ago, asked, confirmed, report, texts
from tests.site import Site


def test_a_leader_sees_the_figures_and_the_lists_behind_them(
    make: Make, site: Site, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 9, audience=people)
    confirmed(directive, people[0], 8)
    made = report(leader)
    page = site.sign_in(leader).get("programme.show", number=made.id)
    assert directive.symbol in page.text
    assert "50% công chức, người lao động đã được phổ biến" in page.headline
    assert "1/4 lượt" in page.text
    line = from_text(made.figures).directives[0]
    listed = site.get(
        "programme.people", giao=line.assignment_id, ngay=made.as_of.isoformat(), so=line.missing
    )
    assert listed.headline == f"3 lượt chưa hoàn thành {directive.symbol}"
    assert people[3].full_name in listed.text
    assert people[0].full_name not in listed.text


def test_a_list_that_grew_meanwhile_says_so(
    make: Make, site: Site, leader: StaffMember, people: list[StaffMember]
) -> None:
    asked(make, 9, audience=people)
    page = site.sign_in(leader).get("programme.people", so=3)
    assert "nay tính lại là 4" in page.text


def test_a_unit_head_gets_the_names_of_the_own_unit_alone(make: Make, site: Site) -> None:
    head, other = make.unit_head(), make.staff()
    mine = make.staff(department=head.department)
    asked(make, 9, audience=[mine, other])
    page = site.sign_in(head).get("programme.people")
    assert mine.full_name in page.text
    assert other.full_name not in page.text
    elsewhere = site.get("programme.people", **{"don-vi": other.department_id})
    assert other.full_name not in elsewhere.text
    taken = site.post("programme.export_people", {"reason": "nhắc trong đơn vị"})
    assert other.full_name not in texts(taken.get_data())
    assert mine.full_name in texts(taken.get_data())
    assert [one.detail["rows"] for one in acts("missing.exported")] == [1]


def test_who_was_done_on_the_day_is_not_missing_at_its_end(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 9, audience=[people[0]])
    confirmed(directive, people[0], 4)
    waited = [count_missing(db.session, leader, MissingFilter(ago(day))) for day in (5, 4, 3)]
    assert waited == [1, 0, 0]


def test_late_is_who_was_missing_after_the_own_deadline(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 12, audience=people[:2])
    confirmed(directive, people[0], 0)
    deadline = db.session.scalars(select(ReadingPeriod.deadline)).first()
    assert deadline
    for day, late in ((deadline, 0), (deadline + timedelta(days=1), 2), (today(), 1)):
        assert count_missing(db.session, leader, MissingFilter(day, only_late=True)) == late, day
