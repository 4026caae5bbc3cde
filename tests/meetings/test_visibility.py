"""A meeting does not exist for who is not invited."""

import pytest

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.audience.rule import Audience
from intranet.meetings.attendance.actions import reply
from intranet.meetings.calendar import queries
from intranet.meetings.materials.actions import add_material
from intranet.meetings.models import Reply
from intranet.meetings.planning import actions
from intranet.meetings.visibility import meeting_for
from tests.making import Make
from tests.meetings.making import called, past, take_place
from tests.site import Site

PLACES = ("meetings.show", "meetings.bundle")
OF_MATERIAL = ("meetings.material", "meetings.material_file")


@pytest.mark.parametrize("role", ["staff", "unit_head", "admin"])
def test_who_is_not_invited_finds_neither_page_nor_material_nor_file(
    site: Site, make: Make, role: str
) -> None:
    guest, other = make.staff(), getattr(make, role)()
    meeting = called(make, guest)
    paper = add_material(db.session, meeting.called_by, meeting, make.file(), "de-cuong.docx")
    db.session.commit()
    meeting_id, material_id = meeting.id, paper.id
    site.sign_in(other)
    for place in PLACES:
        site.get(place, meeting_id=meeting_id, status=404)
    for place in OF_MATERIAL:
        site.get(place, meeting_id=meeting_id, material_id=material_id, status=404)
    answer = site.post("meetings.reply", {"answer": "coming"}, meeting_id=meeting_id)
    assert answer.status_code == 404


def test_the_invited_person_unit_and_everybody_see_the_meeting(make: Make) -> None:
    guest, mate = make.staff(), None
    mate = make.staff(department=guest.department)
    for_person, for_unit, for_all = called(make, guest), called(make, guest.department), None
    for_all = called(make, title="Cho mọi người")
    assert meeting_for(db.session, guest, for_person.id)
    assert meeting_for(db.session, mate, for_unit.id)
    assert meeting_for(db.session, make.staff(), for_all.id)
    with pytest.raises(NotFound):
        meeting_for(db.session, mate, for_person.id)


def test_clerk_and_leader_see_every_meeting_but_are_expected_only_where_invited(
    make: Make,
) -> None:
    meeting = called(make, make.staff())
    for watcher in (make.clerk(), make.leader()):
        assert meeting_for(db.session, watcher, meeting.id)
        assert queries.next_meeting(db.session, watcher) is None


def test_a_directive_among_the_materials_is_shown_only_to_those_it_is_for(
    site: Site, make: Make
) -> None:
    reader, other = make.staff(), make.staff()
    directive = make.directive(audience=[reader], symbol="77/KH-TTr", subject="Kế hoạch kín")
    meeting = called(make)
    paper = add_material(db.session, meeting.called_by, meeting, directive)
    db.session.commit()
    meeting_id, material_id = meeting.id, paper.id
    assert "77/KH-TTr" in site.sign_in(reader).get("meetings.show", meeting_id=meeting_id).text
    site.sign_in(other)
    assert "77/KH-TTr" not in site.get("meetings.show", meeting_id=meeting_id).text
    site.get("meetings.material", meeting_id=meeting_id, material_id=material_id, status=404)
    site.get("meetings.bundle", meeting_id=meeting_id, status=404)


def test_the_next_meeting_is_the_nearest_that_is_not_over_or_cancelled(make: Make) -> None:
    staff = make.staff()
    late, near = called(make, days=9, title="Sau"), called(make, days=2, title="Gần")
    gone, off = past(called(make, title="Đã qua")), called(make, days=1, title="Hủy")
    actions.cancel_meeting(db.session, off.called_by, off)
    db.session.commit()
    assert queries.next_meeting(db.session, staff) == near
    take_place(late)
    assert queries.next_meeting(db.session, staff) == late
    assert gone.id not in {row.meeting.id for row in queries.upcoming(db.session, staff)}


def test_the_list_shows_what_comes_then_what_was_month_by_month(site: Site, make: Make) -> None:
    staff = make.staff()
    called(make, title="Buổi sắp tới")
    past(called(make, title="Buổi đã qua"))
    page = site.sign_in(staff).get("meetings.index")
    assert page.headline.startswith("Buổi sinh hoạt tới")
    assert page.text.index("Buổi sắp tới") < page.text.index("Buổi đã qua")


def test_the_calendar_opens_on_the_month_of_the_next_meeting(site: Site, make: Make) -> None:
    staff = make.staff()
    meeting = called(make, days=70)
    href = f"/sinh-hoat/{meeting.id}"
    days = site.sign_in(staff).get("meetings.index").all("td")
    assert [link.get("href") for day in days for link in day if link.get("href")] == [href]


def test_an_empty_list_says_what_will_stand_there(site: Site, make: Make) -> None:
    page = site.sign_in(make.staff()).get("meetings.index", thang="2026-13")
    assert page.headline == "Chưa có buổi sinh hoạt nào sắp tới"


def test_a_directive_tells_for_which_meetings_it_is_read(site: Site, make: Make) -> None:
    guest, other = make.staff(), make.staff()
    directive, meeting = make.directive(), called(make, guest, title="Đọc kế hoạch mẫu")
    add_material(db.session, meeting.called_by, meeting, directive)
    db.session.commit()
    number = directive.id
    page = site.sign_in(guest).get("directives.show", directive_id=number)
    assert "Đọc kế hoạch mẫu" in page.text
    page = site.sign_in(other).get("directives.show", directive_id=number)
    assert "Đọc kế hoạch mẫu" not in page.text


def test_the_unit_that_is_no_longer_invited_loses_the_meeting(make: Make) -> None:
    first, second = make.staff(), make.staff()
    meeting = called(make, first)
    reply(db.session, first, meeting, Reply.COMING)
    audience = Audience(staff=frozenset({second.id}))
    actions.invite(db.session, meeting.called_by, meeting, audience)
    db.session.commit()
    assert meeting_for(db.session, second, meeting.id)
    with pytest.raises(NotFound):
        meeting_for(db.session, first, meeting.id)
