"""The working view: who has not read, told by unit and by person, reminded and excused in place."""

from datetime import timedelta

from sqlalchemy import select

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said
from intranet.people.organization.absences_and_delegations import note_absence
from intranet.people.organization.models import AbsenceKind
from intranet.reading.coverage import queries
from intranet.reading.coverage.counts import add_up
from intranet.reading.models import Assignment, Excuse
from intranet.reading.reminders.manual_reminders import KIND
from intranet.reading.reminders.models import Reminder
from tests.making import Make
from tests.reading.making import confirm, given, given_days_ago
from tests.site import Page, Site


def told(staff: StaffMember) -> list[str]:
    query = select(Notice).filter_by(staff_id=staff.id, kind=KIND).order_by(Notice.id)
    return [said(notice) for notice in db.session.scalars(query)]


def late(make: Make, *units: Department, symbol: str, days: int = 10) -> Directive:
    return given_days_ago(make, days, lasting=days - 3, audience=units, symbol=symbol)


def boxes(page: Page, name: str = "nguoi") -> list[str]:
    """What the boxes of a list stand for."""
    return [str(one.get("value")) for one in page.all("input") if one.get("name") == name
            and one.get("type") == "checkbox"]  # fmt: skip


def test_a_cell_opens_its_unit_named_counted_and_listed(site: Site, make: Make) -> None:
    here, there = make.department("Phòng Thanh tra 6"), make.department("Phòng Thanh tra 7")
    waiting, done = make.staff(department=here), make.staff(department=here)
    other = make.staff(department=there)
    directive = late(make, here, there, symbol="398/TTr-UBND")
    confirm(done, directive)
    site.sign_in(make.leader())
    place = {"directive_id": directive.id, "don-vi": here.id}
    assert f"/theo-doi/{directive.id}?don-vi={here.id}" in site.get("reading.coverage").html
    page = site.get("reading.directive_coverage", **place)
    assert page.headline == "Phòng Thanh tra 6: 1/2 người chưa xong 398/TTr-UBND"
    assert boxes(page) == [str(waiting.id)]
    assert "1/2 người phải đọc" in page.text
    assert other.full_name not in page.text
    everybody = site.get("reading.directive_coverage", directive_id=directive.id)
    assert everybody.headline == "2/3 người chưa xong 398/TTr-UBND"
    assert set(boxes(everybody)) == {str(waiting.id), str(other.id)}
    finished = site.get("reading.directive_coverage", xem="da-xong", **place)
    assert done.full_name in finished.text
    assert not boxes(finished)


def test_the_ticked_are_reminded_and_one_comes_back_to_the_same_place(
    site: Site, make: Make
) -> None:
    unit = make.department()
    one, two, three = (make.staff(department=unit) for _ in range(3))
    directive = late(make, unit, symbol="12-KL/TU")
    site.sign_in(make.leader())
    back = f"/theo-doi/{directive.id}?don-vi={unit.id}#nguoi"
    answer = site.post(
        "reading.remind_missing", {"nguoi": [one.id, two.id], "ve": back}, directive_id=directive.id
    )
    assert answer.location == back
    assert len(told(one)) == len(told(two)) == 1
    assert told(three) == []
    away = site.post(
        "reading.remind_missing", {"nguoi": three.id, "ve": "https://xa.example/"},
        directive_id=directive.id,
    )  # fmt: skip
    assert away.location == "/"
    nobody = site.post("reading.remind_missing", {"ve": back}, directive_id=directive.id)
    assert nobody.location == back
    assert "Chưa chọn ai để nhắc" in site.get("reading.coverage").text


def test_who_has_more_time_reads_their_own_deadline(site: Site, make: Make) -> None:
    unit = make.department()
    in_time, newcomer = make.staff(department=unit), make.staff(department=unit)
    away = today() - timedelta(days=9), today(), AbsenceKind.SECONDMENT
    note_absence(db.session, make.clerk(), newcomer, *away)
    db.session.commit()
    directive = late(make, unit, symbol="77/KH-UBND")
    site.sign_in(make.leader())
    site.post(
        "reading.remind_missing", {"nguoi": [in_time.id, newcomer.id]}, directive_id=directive.id
    )
    assert "đã quá hạn" in told(in_time)[0]
    assert "đã quá hạn" not in told(newcomer)[0]


def test_one_letter_tells_a_person_of_all_that_they_owe(site: Site, make: Make) -> None:
    unit = make.department("Phòng Tổng hợp 3")
    person, other = make.staff(department=unit), make.staff(department=unit)
    first, second = late(make, unit, symbol="1-CT/TU"), late(make, unit, symbol="2-CT/TU")
    given(make, audience=[unit], symbol="3-CT/TU")
    confirm(other, first)
    leader = make.leader(full_name="Hoàng Đức Sơn")
    site.sign_in(leader)
    people = site.get("reading.waiting_people", **{"don-vi": unit.id})
    assert people.headline == "Phòng Tổng hợp 3: 2 người quá hạn 3 lượt đọc"
    assert boxes(people) == [str(person.id), str(other.id)]
    page = site.get("reading.person", staff_id=person.id)
    assert page.headline == f"{person.full_name} còn 3 văn bản, 2 đã quá hạn"
    letter = "Hoàng Đức Sơn nhắc bạn đọc 3 văn bản, trong đó 2 đã quá hạn."
    assert letter in page.text
    for _ in range(2):
        site.post("reading.remind_people", {"nguoi": person.id})
    assert told(person) == [letter]
    assert told(other) == []
    assert "Nhắc lại được từ" in site.get("reading.person", staff_id=person.id).text
    # What was reminded of lately is left out; the rest is spoken of.
    db.session.execute(
        Reminder.__table__.update().values(at=now() - timedelta(hours=30))
        .where(Reminder.assignment_id == assignment(second).id)
    )  # fmt: skip
    db.session.execute(
        Reminder.__table__.update().values(day=today() - timedelta(days=2))
        .where(Reminder.assignment_id == assignment(second).id)
    )  # fmt: skip
    db.session.commit()
    site.post("reading.remind_people", {"nguoi": person.id})
    assert "2-CT/TU" in told(person)[-1]


def assignment(directive: Directive) -> Assignment:
    return db.session.scalars(select(Assignment).filter_by(directive_id=directive.id)).one()


def test_a_unit_head_works_with_the_own_people_only(site: Site, make: Make) -> None:
    mine, others = make.department(), make.department()
    person, stranger = make.staff(department=mine), make.staff(department=others)
    head = make.unit_head(department=mine)
    directive = late(make, mine, others, symbol="5-KL/TU")
    site.sign_in(head)
    assert stranger.full_name not in site.get("reading.waiting_people", het=1).text
    site.get("reading.person", staff_id=stranger.id, status=404)
    site.post("reading.remind_people", {"nguoi": [person.id, stranger.id]})
    assert (len(told(person)), told(stranger)) == (1, [])
    for who in (person, stranger, head):
        site.post(
            "reading.excuse", {"nguoi": who.id, "reason": "đi học"}, directive_id=directive.id
        )
    excused = db.session.scalars(select(Excuse.staff_id)).all()
    assert excused == [person.id]  # neither strangers nor oneself


def test_people_are_excused_for_a_reason_and_called_back(site: Site, make: Make) -> None:
    unit = make.department()
    one, two, done = (make.staff(department=unit) for _ in range(3))
    directive = given(make, audience=[unit])
    confirm(done, directive)
    leader = make.leader()
    site.sign_in(leader)
    people = {"nguoi": [one.id, two.id, done.id]}
    page = site.get("reading.excuse", directive_id=directive.id, **people)
    assert page.headline == "Miễn đọc cho 2 người"
    assert "không bắt buộc" not in page.text.partition("Lý do miễn")[2].partition("Miễn đến")[0]
    empty = site.post("reading.excuse", {**people, "reason": " "}, directive_id=directive.id)
    assert empty.status_code == 400
    assert "đi học tập trung theo Quyết định" in Page(empty).text.partition("Chưa lưu được")[2]
    past = {**people, "reason": "đi học", "until": f"{today() - timedelta(days=1):%d/%m/%Y}"}
    answer = site.post("reading.excuse", past, directive_id=directive.id)
    assert "Ngày hết miễn đã qua" in answer.get_data(as_text=True)
    last_day = today() + timedelta(days=4)
    good = {**people, "reason": "đi học", "until": f"{last_day:%d/%m/%Y}", "ve": "/theo-doi?het=1"}
    answer = site.post("reading.excuse", good, directive_id=directive.id)
    assert answer.location == "/theo-doi?het=1"
    assert add_up(queries.unit_counts(db.session, leader)).excused == 2
    listed = site.get("reading.directive_coverage", directive_id=directive.id, xem="duoc-mien")
    assert f"đi học, đến hết {last_day:%d/%m/%Y}" in listed.text
    site.post("reading.excuse_withdraw", people, directive_id=directive.id)
    assert add_up(queries.unit_counts(db.session, leader)).excused == 0


def test_days_of_the_filter_are_typed_as_people_write_them(site: Site, make: Make) -> None:
    given(make, symbol="8-CT/TU")
    site.sign_in(make.leader())
    page = site.get("reading.coverage", tu=f"{today():%d/%m/%Y}", ngay="32/13/2026")
    assert "Không đọc được ngày. Hãy nhập như 12/08/2025." in page.text
    assert page.field("ngay") == "32/13/2026"  # nothing typed is lost
    assert page.field("tu") == f"{today():%d/%m/%Y}"
    assert "Bỏ lọc" in page.text
