"""Who answers, who comes, and the list of the day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.meetings.attendance import actions, queries
from intranet.meetings.errors import (
    AlreadyStarted,
    NotInvited,
    ReasonNeeded,
    TooEarlyToNote,
)
from intranet.meetings.models import Attendance, Meeting, Presence, Reply
from tests.directives.sample_originals import questions
from tests.making import Make
from tests.meetings.making import called, past, take_place
from tests.site import Site


def test_an_answer_can_be_changed_until_the_meeting_starts(make: Make) -> None:
    staff, meeting = make.staff(), called(make)
    actions.reply(db.session, staff, meeting, Reply.COMING)
    answer = actions.reply(db.session, staff, meeting, Reply.EXCUSED, "Đi công tác")
    db.session.commit()
    assert (answer.reply, answer.reason) == (Reply.EXCUSED, "Đi công tác")
    take_place(meeting)
    with pytest.raises(AlreadyStarted):
        actions.reply(db.session, staff, meeting, Reply.COMING)


def test_who_stays_away_says_why(site: Site, make: Make) -> None:
    staff, meeting = make.staff(), called(make)
    number = meeting.id
    with pytest.raises(ReasonNeeded):
        actions.reply(db.session, staff, meeting, Reply.EXCUSED, "  ")
    db.session.rollback()
    answer = site.sign_in(staff).post(
        "meetings.reply", {"answer": "excused", "reason": " "}, meeting_id=number
    )
    assert answer.status_code == 400
    assert "Hãy ghi lý do vắng." in answer.get_data(as_text=True)
    reason = {"answer": "excused", "reason": "Trực tiếp công dân"}
    assert site.post("meetings.reply", reason, meeting_id=number).status_code == 302
    assert "Trực tiếp công dân" in site.get("meetings.show", meeting_id=number).text


def test_who_may_see_but_is_not_invited_has_nothing_to_answer(make: Make) -> None:
    meeting = called(make, make.staff())
    with pytest.raises(NotInvited):
        actions.reply(db.session, make.leader(), meeting, Reply.COMING)


def test_the_list_counts_everybody_invited_by_unit(make: Make) -> None:
    first = make.staff(full_name="Nông Thị Mai")
    make.staff(department=first.department, full_name="Lý Văn An")
    head = make.unit_head(department=first.department, full_name="Vi Văn Xuân")
    other, outsider = make.staff(), make.staff()
    make.admin(department=first.department)
    make.staff(department=first.department, left_on=date(2026, 1, 1))
    meeting = called(make, first.department, other)
    actions.reply(db.session, first, meeting, Reply.COMING)
    actions.reply(db.session, other, meeting, Reply.EXCUSED, "Nghỉ phép")
    found = queries.attendance(db.session, meeting)
    names = [[guest.staff.full_name for guest in guests] for _unit, guests in found.units]
    assert names[0] == [head.full_name, "Lý Văn An", "Nông Thị Mai"]
    tally = found.count
    assert (tally.invited, tally.coming, tally.excused, tally.silent) == (4, 1, 1, 2)
    assert outsider not in [guest.staff for guest in found.guests]


def test_who_came_stays_on_the_list_after_leaving_and_who_joined_later_is_not_on_it(
    make: Make,
) -> None:
    here = make.staff()
    meeting = past(called(make, here.department))
    actions.note_presence(db.session, meeting.called_by, meeting, {here.id: Presence.PRESENT})
    make.staff(department=here.department, joined_on=today())
    here.department = make.department()
    make.left(here, today() - timedelta(days=1))
    found = queries.attendance(db.session, meeting)
    assert [guest.staff for guest in found.guests] == [here]
    assert found.count.present == 1


def test_everybody_present_is_one_button_and_exceptions_are_corrected(
    site: Site, make: Make
) -> None:
    clerk = make.clerk()
    staff = [make.staff() for _n in range(3)]
    meeting = called(make, *staff)
    actions.reply(db.session, staff[0], meeting, Reply.EXCUSED, "Nghỉ phép")
    take_place(meeting)
    number, ids = meeting.id, [one.id for one in staff]
    site.sign_in(clerk)
    site.get("meetings.attendance", meeting_id=number)
    site.post("meetings.note", {"do": "all"}, meeting_id=number)
    site.post("meetings.note", {f"p-{ids[1]}": "absent", "p-x": "absent"}, meeting_id=number)
    rows = db.session.scalars(select(Attendance).filter_by(meeting_id=number))
    presences = {one.staff_id: one.presence for one in rows}
    wanted = (Presence.EXCUSED, Presence.ABSENT, Presence.PRESENT)
    assert presences == dict(zip(ids, wanted, strict=True))
    page = site.get("meetings.attendance", meeting_id=number)
    assert page.headline == "1 trên 3 người có mặt"
    sheet = site.get("meetings.attendance", meeting_id=number, **{"in": 1})
    assert "Ký tên" in sheet.text


def test_nobody_is_noted_before_the_day_or_without_an_invitation(make: Make) -> None:
    guest, other = make.staff(), make.staff()
    meeting = called(make, guest)
    with pytest.raises(TooEarlyToNote):
        actions.note_presence(db.session, meeting.called_by, meeting, {guest.id: Presence.PRESENT})
    take_place(meeting)
    with pytest.raises(NotFound):
        actions.note_presence(db.session, meeting.called_by, meeting, {other.id: Presence.PRESENT})


def test_the_same_list_twice_changes_nothing(make: Make) -> None:
    guest = make.staff()
    meeting = take_place(called(make, guest))
    marks = {guest.id: Presence.PRESENT}
    assert actions.note_presence(db.session, meeting.called_by, meeting, marks) == 1
    assert actions.note_presence(db.session, meeting.called_by, meeting, marks) == 0


def test_the_page_of_a_held_meeting_says_who_was_there(site: Site, make: Make) -> None:
    guest = make.staff()
    meeting = past(called(make, guest))
    actions.note_presence(db.session, meeting.called_by, meeting, {guest.id: Presence.PRESENT})
    db.session.commit()
    page = site.sign_in(guest).get("meetings.show", meeting_id=meeting.id)
    assert "Điểm danh của tôi" in page.text
    assert "1/1" in page.text


def test_only_organisers_note_and_call(site: Site, make: Make) -> None:
    meeting = called(make)
    site.sign_in(make.unit_head())
    site.get("meetings.attendance", meeting_id=meeting.id, status=403)
    site.get("meetings.new", status=403)


def test_the_list_of_the_day_asks_the_database_once_for_all_its_people(make: Make) -> None:
    staff = [make.staff() for _ in range(6)]
    meeting = called(make)
    for person in staff:
        actions.reply(db.session, person, meeting, Reply.COMING)
    db.session.commit()
    number = meeting.id
    del staff, person, meeting
    db.session.expunge_all()
    meeting = db.session.get_one(Meeting, number)
    with questions() as asked:
        names = [guest.staff.full_name for guest in queries.attendance(db.session, meeting).guests]
    assert len(names) >= 6
    assert len(asked) == 1
