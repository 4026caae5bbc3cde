"""Whoever has not read is reminded: by hand, and by the worker's plan; never twice."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from intranet.core.clock import HOME, local_day, now, today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said
from intranet.people.organization import absences_and_delegations
from intranet.reading.assignments.actions import close, excuse
from intranet.reading.assignments.delivery import deliver_what_is_lacking
from intranet.reading.coverage.readers import WaitingFilter
from intranet.reading.models import Assignment, Closing
from intranet.reading.reminders import daily_run
from intranet.reading.reminders.errors import AllRemindedLately, NobodyToRemind
from intranet.reading.reminders.manual_reminders import KIND, last_reminder, remind
from intranet.reading.reminders.models import Reminder
from intranet.reading.tasks import remind_today
from tests.making import Make
from tests.reading.making import confirm, given, given_days_ago
from tests.site import Site


def assignment(directive: Directive) -> Assignment:
    return db.session.scalars(select(Assignment).filter_by(directive_id=directive.id)).one()


def told(staff: StaffMember) -> list[str]:
    """What this person was reminded of."""
    query = select(Notice).filter_by(staff_id=staff.id, kind=KIND).order_by(Notice.id)
    return [said(one) for one in db.session.scalars(query)]


def test_one_press_reminds_those_who_have_not_read(site: Site, make: Make) -> None:
    unit = make.department()
    waiting, done = make.staff(department=unit), make.staff(department=unit)
    directive = given(make, audience=[unit], symbol="14-CT/TU", deadline=today())
    confirm(done, directive)
    site.sign_in(make.leader(full_name="Hoàng Đức Sơn"))
    page = site.get("reading.directive_coverage", directive_id=directive.id)
    assert "Chưa nhắc ai." in page.text
    letter = f"Hoàng Đức Sơn nhắc bạn đọc 14-CT/TU, hạn {today():%d/%m/%Y}."
    assert letter in page.text  # before it is sent
    site.post("reading.remind_missing", {"nguoi": waiting.id}, directive_id=directive.id)
    page = site.get("reading.directive_coverage", directive_id=directive.id)
    assert "Đã nhắc 1 người." in page.text
    assert letter not in page.text
    assert f"Nhắc lại được từ {now().astimezone(HOME):%H:%M}" in page.text
    assert "1 người, bởi Hoàng Đức Sơn" in page.text
    assert told(waiting) == [letter]
    assert told(done) == []


def test_nobody_is_reminded_twice_within_a_day(make: Make) -> None:
    leader, early = make.leader(), make.staff()
    directive = given(make)
    task = assignment(directive)
    only_early = WaitingFilter([task.id], staff_ids=[early.id])
    assert remind(db.session, leader, only_early).told == 1
    with pytest.raises(AllRemindedLately):
        remind(db.session, leader, only_early)
    done = remind(db.session, leader, WaitingFilter([task.id]))
    assert done.lately == 1
    assert len(told(early)) == 1
    yesterday = now() - timedelta(hours=25)
    db.session.execute(update(Reminder).values(at=yesterday, day=local_day(yesterday)))
    db.session.execute(update(Notice).values(key="yesterday's"))
    assert remind(db.session, leader, only_early).told == 1


def test_whoever_is_done_excused_or_no_longer_asked_is_left_alone(make: Make) -> None:
    unit, leader = make.department(), make.leader()
    done, excused = make.staff(department=unit), make.staff(department=unit)
    directive = given(make, audience=[unit])
    confirm(done, directive)
    excuse(db.session, leader, assignment(directive), excused, "đi học dài hạn", today())
    with pytest.raises(NobodyToRemind):
        remind(db.session, leader, WaitingFilter([assignment(directive).id]))
    other = given(make)
    close(db.session, leader, assignment(other), Closing.WITHDRAWN, now())
    with pytest.raises(NobodyToRemind):
        remind(db.session, leader, WaitingFilter([assignment(other).id]))


def test_a_unit_head_reminds_the_own_unit_only(site: Site, make: Make) -> None:
    unit = make.department()
    mine, other = make.staff(department=unit), make.staff()
    directive = given(make)
    site.sign_in(make.unit_head(department=unit))
    site.post("reading.remind_missing", {"tat-ca": 1}, directive_id=directive.id)
    assert told(mine)
    assert not told(other)
    site.post("reading.remind_missing", {"nguoi": other.id}, directive_id=directive.id)
    assert not told(other)


def test_too_many_presses_are_refused(site: Site, make: Make) -> None:
    directive = given(make)
    site.sign_in(make.leader())
    for _ in range(30):
        site.post("reading.remind_missing", directive_id=directive.id)
    site.post("reading.remind_missing", directive_id=directive.id, status=429)


@pytest.mark.usefixtures("working_day")
def test_the_worker_tells_each_person_once_a_day_however_many_papers(make: Make) -> None:
    unit = make.department()
    person = make.staff(department=unit)
    given_days_ago(make, 10, lasting=9, audience=[unit])
    given_days_ago(make, 5, lasting=6, audience=[unit])
    for _ in range(2):
        daily_run.run(db.session)
        db.session.commit()
    assert told(person) == ["Bạn còn 2 văn bản cần đọc, trong đó 1 quá hạn."]


@pytest.mark.usefixtures("working_day")
def test_one_paper_is_named_and_its_page_opened(make: Make) -> None:
    unit = make.department()
    person = make.staff(department=unit)
    directive = given_days_ago(make, 10, lasting=9, audience=[unit], symbol="31/KH-UBND")
    daily_run.run(db.session)
    yesterday = f"{today() - timedelta(days=1):%d/%m/%Y}"
    assert told(person) == [
        f"Văn bản 31/KH-UBND đã quá hạn đọc từ {yesterday}. Hãy đọc và xác nhận."
    ]
    notice = db.session.scalars(select(Notice).filter_by(staff_id=person.id, kind=KIND)).one()
    assert notice.directive_id == directive.id
    assert notice.urgent


@pytest.mark.usefixtures("working_day")
def test_the_head_and_who_stands_in_hear_of_the_unit_and_leaders_three_days_later(
    make: Make,
) -> None:
    unit = make.department("Phòng Tiếp công dân")
    head, deputy, leader = make.unit_head(department=unit), make.staff(), make.leader()
    make.staff(department=unit)
    absences_and_delegations.delegate(
        db.session, head, head, deputy, today(), today() + timedelta(days=9), "đi công tác"
    )
    given_days_ago(make, 10, lasting=9, audience=[unit])
    daily_run.run(db.session)
    sentence = "Đơn vị Phòng Tiếp công dân: 2 người quá hạn đọc 1 văn bản."
    assert sentence in told(head)
    assert told(deputy) == [sentence]
    assert told(leader) == []
    given_days_ago(make, 20, lasting=9, audience=[unit])
    daily_run.run(db.session)
    assert told(leader) == ["2 người ở 1 đơn vị quá hạn đọc từ 3 ngày làm việc trở lên."]


@pytest.mark.usefixtures("working_day")
def test_what_asks_for_no_reminders_gets_none(make: Make) -> None:
    unit = make.department()
    person = make.staff(department=unit)
    assignment(given_days_ago(make, 10, lasting=9, audience=[unit])).remind = False
    given(make, audience=[unit])  # not due for days
    daily_run.run(db.session)
    assert told(person) == []


def test_the_plan_is_run_once_a_day(app: Flask, make: Make, working_day: None) -> None:
    unit = make.department()
    person = make.staff(department=unit)
    tasks().enqueue(remind_today)
    tasks().drain()
    assert not daily_run.is_due(db.session)
    given_days_ago(make, 10, lasting=9, audience=[unit])
    tasks().enqueue(remind_today)
    tasks().drain()
    assert told(person) == []


def test_the_bell_rings_once_when_something_is_given_to_read(make: Make) -> None:
    person = make.staff()
    directive = given(make, symbol="5-NQ/TU")
    tasks().drain()
    for _ in range(2):
        tasks().enqueue(deliver_what_is_lacking)
        tasks().drain()
    notices = db.session.scalars(select(Notice).filter_by(staff_id=person.id)).all()
    assert [one.directive_id for one in notices] == [directive.id]
    assert said(notices[0]).startswith("Văn bản mới cần đọc: 5-NQ/TU, hạn ")


def test_what_the_worker_sent_is_told_as_its_own(make: Make, working_day: None) -> None:
    unit = make.department()
    make.staff(department=unit)
    directive = given_days_ago(make, 10, lasting=9, audience=[unit])
    assert last_reminder(db.session, assignment(directive)) is None
    daily_run.run(db.session)
    last = last_reminder(db.session, assignment(directive))
    assert last is not None
    assert (last.who, last.people) == ("cổng, theo lịch nhắc", 1)
