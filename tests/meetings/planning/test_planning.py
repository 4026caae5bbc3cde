"""Calling, changing and cancelling a meeting."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.directives.audience.rule import Audience
from intranet.meetings.errors import (
    AlreadyOver,
    Cancelled,
    EndsBeforeStart,
    InThePast,
    NobodyInvited,
    SecretContent,
)
from intranet.meetings.materials.actions import add_material
from intranet.meetings.models import Meeting
from intranet.meetings.planning import actions
from intranet.meetings.planning.actions import AgendaPoint
from intranet.people.models import StaffMember
from tests.making import Make
from tests.meetings.making import EVERYBODY, called, form, past, plan
from tests.site import Page, Site


def entries(act: str) -> int:
    """How many lines of the trail tell of an act."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).filter_by(act=act)) or 0


def test_the_clerk_calls_a_meeting_with_its_agenda(site: Site, make: Make) -> None:
    agenda = {
        "point_id": ["", "", ""], "point_title": ["Khai mạc", "Thảo luận", ""],
        "point_presenter": ["Chủ trì", "", ""], "point_minutes": ["10", "40", ""],
    }  # fmt: skip
    site.sign_in(make.clerk())
    site.get("meetings.new")
    answer = site.post("meetings.call", form(**agenda))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    meeting = db.session.scalars(select(Meeting)).one()
    number = meeting.id
    assert [one.title for one in meeting.agenda] == ["Khai mạc", "Thảo luận"]
    page = site.get("meetings.show", meeting_id=number)
    assert page.headline == "Kỹ năng số cho mỗi công chức"
    assert "14:10" in page.text
    assert entries("meeting.called") == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts": "16:00", "ends": "14:00"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"day": "01/02/2024"}, "Ngày họp đã qua"),
        ({"day": "32/02/2027"}, "Không đọc được ngày"),
        ({"starts": "chiều"}, "Không đọc được giờ"),
        ({"invited": "chosen"}, "Chưa mời ai"),
        ({"online_link": "javascript:alert(1)"}, "phải bắt đầu bằng https://"),
        ({"point_title": "Khai mạc", "point_minutes": "lâu", "point_id": "",
          "point_presenter": ""}, "Số phút của mục 1"),
        ({"has_secret_content": "y", "summary": "Chi tiết"}, "bí mật nhà nước"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_form_kept(
    site: Site, make: Make, wrong: dict[str, str], sentence: str
) -> None:
    site.sign_in(make.leader())
    answer = site.post("meetings.call", form(**wrong))
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert "Kỹ năng số cho mỗi công chức" in page
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == 0


def test_a_wrong_row_of_the_agenda_is_marked_and_the_summary_leads_to_it(
    site: Site, make: Make
) -> None:
    site.sign_in(make.leader())
    rows = {"point_id": ["", ""], "point_title": ["Khai mạc", "Thảo luận"],
            "point_presenter": ["", ""], "point_minutes": ["5", "lâu"]}  # fmt: skip
    page = Page(site.post("meetings.call", form(**rows)))
    (wrong,) = [one for one in page.all("input") if one.get("aria-invalid")]
    assert (wrong.get("name"), wrong.get("value")) == ("point_minutes", "lâu")
    assert "Số phút của mục 2" in page.text
    assert any(link.get("href") == f"#{wrong.get('id')}" for link in page.all("a"))


def test_the_same_call_twice_is_one_meeting(make: Make) -> None:
    clerk, wanted = make.clerk(), plan()
    first = actions.call_meeting(db.session, clerk, wanted, EVERYBODY)
    assert actions.call_meeting(db.session, clerk, wanted, EVERYBODY) is first
    assert entries("meeting.called") == 1


def test_a_meeting_needs_guests_an_end_after_its_start_and_a_day_to_come(make: Make) -> None:
    clerk, good = make.clerk(), plan()
    empty = Audience(departments=frozenset({make.department().id}))
    with pytest.raises(NobodyInvited):
        actions.call_meeting(db.session, clerk, good, empty)
    with pytest.raises(EndsBeforeStart):
        actions.call_meeting(db.session, clerk, replace(good, ends_at=good.starts_at), EVERYBODY)
    with pytest.raises(InThePast):
        actions.call_meeting(db.session, clerk, plan(days=-2), EVERYBODY)


def test_points_that_stay_keep_their_materials(make: Make) -> None:
    meeting = called(
        make, agenda=[AgendaPoint("Khai mạc"), AgendaPoint("Thảo luận"), AgendaPoint("Kết luận")]
    )
    opening, talk, _end = meeting.agenda
    first = add_material(db.session, meeting.called_by, meeting, make.file(), "a.docx", opening.id)
    second = add_material(db.session, meeting.called_by, meeting, make.file(), "b.docx", talk.id)
    again = [AgendaPoint("Thảo luận theo nhóm", minutes=30, id=talk.id)]
    actions.set_agenda(db.session, meeting.called_by, meeting, again)
    db.session.commit()
    assert [one.title for one in meeting.agenda] == ["Thảo luận theo nhóm"]
    assert first.agenda_item is None
    assert second.agenda_item_id == talk.id
    actions.set_agenda(db.session, meeting.called_by, meeting, again)
    assert entries("meeting.agenda_set") == 2


def test_two_organisers_do_not_overwrite_one_another(site: Site, make: Make) -> None:
    meeting = called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    page = site.get("meetings.edit", meeting_id=number)
    stale = page.field("state")
    kept = form(title="Tên thứ nhất", state=stale)
    assert site.post("meetings.change", kept, meeting_id=number).status_code == 302
    late = site.post("meetings.change", form(title="Tên thứ hai", state=stale), meeting_id=number)
    assert late.status_code == 409
    assert db.session.get_one(Meeting, number).title == "Tên thứ nhất"


def test_a_meeting_with_secrets_keeps_only_time_and_place(make: Make) -> None:
    clerk = make.clerk()
    secret = plan(has_secret_content=True, chair="Chánh Thanh tra", title="Vụ việc ở xã")
    meeting = actions.call_meeting(db.session, clerk, secret, EVERYBODY)
    assert (meeting.title, meeting.chair) == (actions.SECRET_TITLE, "")
    assert meeting.place
    with pytest.raises(SecretContent):
        actions.set_agenda(db.session, clerk, meeting, [AgendaPoint("Chi tiết")])
    with pytest.raises(SecretContent):
        add_material(db.session, clerk, meeting, make.directive())
    with pytest.raises(SecretContent):
        add_material(db.session, clerk, meeting, make.file(), "a.docx")


def test_a_meeting_with_materials_cannot_become_secret(make: Make) -> None:
    meeting = called(make)
    add_material(db.session, meeting.called_by, meeting, make.directive())
    with pytest.raises(SecretContent):
        actions.change_meeting(
            db.session, meeting.called_by, meeting, plan(has_secret_content=True), EVERYBODY
        )


def test_a_cancelled_meeting_stays_on_the_list_and_takes_no_more_changes(
    site: Site, make: Make
) -> None:
    staff, meeting = make.staff(), called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    site.post("meetings.cancel", meeting_id=number)
    site.post("meetings.cancel", meeting_id=number)
    assert entries("meeting.cancelled") == 1
    assert "Đã hủy" in site.sign_in(staff).get("meetings.index").text
    page = site.get("meetings.show", meeting_id=number)
    assert "Buổi họp này đã hủy" in page.text
    meeting = db.session.get_one(Meeting, number)
    by = db.session.get_one(StaffMember, meeting.called_by_id)
    with pytest.raises(Cancelled):
        actions.change_meeting(db.session, by, meeting, plan(), EVERYBODY)


def test_a_meeting_that_was_held_is_not_cancelled(make: Make) -> None:
    meeting = past(called(make))
    with pytest.raises(AlreadyOver):
        actions.cancel_meeting(db.session, meeting.called_by, meeting)


def test_a_meeting_may_not_be_moved_into_the_past(make: Make) -> None:
    meeting = called(make)
    moved = plan(days=-5)
    with pytest.raises(InThePast):
        actions.change_meeting(db.session, meeting.called_by, meeting, moved, EVERYBODY)
    held = past(meeting)
    longer = replace(plan(), starts_at=held.starts_at, ends_at=held.ends_at + timedelta(hours=1))
    actions.change_meeting(db.session, held.called_by, held, longer, EVERYBODY)
    assert held.ends_at == longer.ends_at
