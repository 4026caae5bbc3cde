"""Somebody new is given what is in force, in their own time: nobody is late on arrival."""

import io
from datetime import timedelta

from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment
from intranet.reading.reminders import daily_run
from tests.making import Make
from tests.reading.making import given_days_ago
from tests.site import Page, Site

LIST = "Tên đăng nhập;Họ và tên;Đơn vị;Ngày vào cơ quan\n"


def preview(site: Site, joined: str) -> Page:
    """What the administrator sees before a list is saved."""
    rows = LIST + f"an.nv;Nguyễn Văn An;Văn phòng;{joined}\nbinh.tt;Trần Thị Bình;Phòng Khác;\n"
    file = (io.BytesIO(rows.encode("utf-8-sig")), "ds.csv")
    return Page(site.post("people.staff_import", data={"file": file}))


def deadlines(username: str) -> list[object]:
    """By when a person should have read what they were given."""
    query = select(ReadingPeriod.deadline).join(
        StaffMember, StaffMember.id == ReadingPeriod.staff_id
    )
    return sorted(db.session.scalars(query.where(StaffMember.username == username)))


def test_imported_people_are_told_of_beforehand_and_late_with_nothing(
    site: Site, make: Make, working_day: None
) -> None:
    office, other = make.department("Văn phòng"), make.department("Phòng Khác")
    old = given_days_ago(make, 80, lasting=10, audience=[office])
    given_days_ago(make, 2, lasting=30, audience=[office, other])
    assignment = db.session.scalars(select(Assignment).filter_by(directive_id=old.id)).one()
    own_time = calendar(db.session).after(today(), assignment.working_days or 0)
    site.sign_in(make.admin(department=office))
    page = preview(site, "02/01/2026")
    assert f"sẽ được giao 2 văn bản, hạn sớm nhất {own_time:%d/%m/%Y}" in page.text
    assert "sẽ được giao 1 văn bản" in page.text
    assert "không ai quá hạn ngay khi vào" in page.text
    site.post("people.staff_confirm", data={"rows": page.field("rows")})
    assert deadlines("an.nv")[0] == own_time
    assert len(deadlines("an.nv")) == 2
    daily_run.run(db.session)
    db.session.commit()
    assert db.session.scalars(select(StaffMember).filter_by(username="an.nv")).one()
    new = site.sign_in(make.leader()).get("reading.coverage").text
    assert "Nguyễn Văn An" not in new, "whoever came today is not on the list of the late"


def test_who_joins_later_than_the_account_was_made_has_time_from_then(
    site: Site, make: Make
) -> None:
    unit = make.department("Văn phòng")
    given_days_ago(make, 80, lasting=10, audience=[unit])
    assignment = db.session.scalars(select(Assignment)).one()
    joining = today() + timedelta(days=9)
    site.sign_in(make.admin(department=unit))
    page = preview(site, f"{joining:%d/%m/%Y}")
    due = calendar(db.session).after(joining, assignment.working_days or 0)
    assert f"hạn sớm nhất {due:%d/%m/%Y}" in page.text


def test_whoever_was_here_before_accounts_were_noted_keeps_the_deadline(make: Make) -> None:
    unit = make.department()
    person = make.staff(department=unit)
    directive = given_days_ago(make, 80, lasting=10, audience=[unit])
    assignment = db.session.scalars(select(Assignment).filter_by(directive_id=directive.id)).one()
    assert deadlines(person.username) == [assignment.deadline]
