"""How long somebody is signed in, and what becomes of a form when it is over."""

from datetime import timedelta

import pytest
from flask import g
from sqlalchemy import select, update

from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.accounts.models import StaffSession
from intranet.people.models import StaffMember
from tests.making import Make
from tests.site import PASSWORD, Page, Site

DEPARTMENT = {"name": "Phòng Nghiệp vụ 8", "short_name": "NV 8", "code": "NV8"}


def leave_alone(minutes: int, what: str = "seen_at") -> None:
    db.session.execute(update(StaffSession).values({what: now() - timedelta(minutes=minutes)}))
    db.session.commit()
    for name in list(g):  # the test's context outlives requests and still knows who was signed in
        g.pop(name)


def send_too_late(site: Site) -> Page:
    token = site.token()
    leave_alone(6)
    return Page(site.client.post("/quan-tri/don-vi", data={**DEPARTMENT, "csrf_token": token}))


def sign_in_again(site: Site, door: Page, username: str) -> Page:
    fields = {"username": username, "password": PASSWORD, "kept": door.field("kept")}
    return Page(site.post("people.sign_in", data=fields))


def resend(site: Site, page: Page) -> int:
    form = next(one for one in page.all("form") if one.get("action") == "/quan-tri/don-vi")
    inputs = [one for one in form.iter() if one.get("name")]
    fields = {one.get("name"): one.get("value") for one in inputs}
    return site.client.post("/quan-tri/don-vi", data=fields).status_code


@pytest.mark.parametrize(("what", "minutes"), [("seen_at", 16), ("began_at", 8 * 60 + 1)])
def test_a_session_ends_when_idle_or_too_old(
    site: Site, make: Make, what: str, minutes: int
) -> None:
    site.sign_in(make.staff())
    leave_alone(minutes, what)
    assert "/dang-nhap?next=/tai-khoan" in site.fetch("people.account").headers["Location"]


def test_an_administrator_may_be_idle_for_five_minutes_only(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    leave_alone(4)
    assert site.fetch("people.account").status_code == 200
    leave_alone(6)
    assert site.fetch("people.account").status_code == 302


def test_what_was_typed_when_the_session_ended_is_sent_on(site: Site, make: Make) -> None:
    admin = make.admin()
    name = admin.username
    site.sign_in(admin)
    door = send_too_late(site)
    assert door.status == 401
    assert "vẫn còn" in door.text
    page = sign_in_again(site, door, name)
    assert page.headline == "Nội dung bạn vừa nhập vẫn còn"
    assert "Phòng Nghiệp vụ 8" in page.text
    assert "short_name" not in page.text
    assert resend(site, page) == 302
    assert "Phòng Nghiệp vụ 8" in site.get("people.departments").text


def test_a_wrong_password_in_between_loses_nothing(site: Site, make: Make) -> None:
    admin = make.admin()
    name = admin.username
    site.sign_in(admin)
    door = send_too_late(site)
    fields = {"username": name, "password": "sai", "kept": door.field("kept")}
    again = Page(site.post("people.sign_in", data=fields))
    assert again.status == 403
    assert "Phòng Nghiệp vụ 8" in sign_in_again(site, again, name).text


def test_what_one_person_typed_is_not_shown_to_the_next(site: Site, make: Make) -> None:
    admin, other = make.admin(), make.staff()
    name = other.username
    site.sign_in(admin)
    page = sign_in_again(site, send_too_late(site), name)
    assert page.status == 302
    assert "Phòng Nghiệp vụ 8" not in page.text


def test_a_form_whose_session_another_tab_found_ended_still_has_its_owner(
    site: Site, make: Make
) -> None:
    admin, other = make.admin(), make.staff()
    mine, theirs = admin.username, other.username
    site.sign_in(admin)
    leave_alone(6)
    door = Page(site.post("people.departments", data=DEPARTMENT))
    assert sign_in_again(site, door, theirs).status == 302
    assert sign_in_again(site, door, mine).status == 200


def test_a_form_open_in_another_tab_stays_good_for_the_same_person(site: Site, make: Make) -> None:
    admin = make.admin()
    name = admin.username
    token = site.sign_in(admin).token()
    leave_alone(6)
    door = site.get("people.account", follow=True)
    fields = {"username": name, "password": PASSWORD, "csrf_token": door.field("csrf_token")}
    assert site.client.post("/dang-nhap", data=fields).status_code == 302
    fields = {**DEPARTMENT, "csrf_token": token}
    assert site.client.post("/quan-tri/don-vi", data=fields).status_code == 302


def test_a_form_from_another_site_is_not_kept(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    answer = site.client.post(
        "/quan-tri/don-vi", data=DEPARTMENT, headers={"Origin": "https://example.com"}
    )
    assert answer.status_code == 302
    assert "kept" not in answer.get_data(as_text=True)


def test_ending_all_sessions_ends_them_on_every_machine(site: Site, make: Make) -> None:
    reader = make.staff()
    here = site.sign_in(reader)
    there = Site(site.app).sign_in(reader)
    assert here.post("people.end_sessions").status_code == 302
    assert here.fetch("people.account").status_code == 302
    assert there.fetch("people.account").status_code == 302
    assert db.session.scalar(select(AuditEntry).filter_by(act="sessions.ended"))


def test_a_new_password_ends_the_sessions_elsewhere_and_not_here(site: Site, make: Make) -> None:
    reader = make.staff()
    there = Site(site.app).sign_in(reader)
    here = site.sign_in(reader)
    fields = {"current": PASSWORD, "new": "Hoa-Dao-2027", "again": "Hoa-Dao-2027"}
    assert here.post("people.change_password", data=fields).status_code == 302
    assert here.fetch("people.account").status_code == 200
    assert there.fetch("people.account").status_code == 302


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("sai", "Hoa-Dao-2027", "Hoa-Dao-2027", "đang dùng chưa đúng"),
        (PASSWORD, "Hoa-Dao-2027", "Hoa-Dao-2028", "chưa giống nhau"),
        (PASSWORD, "Hoa-1", "Hoa-1", "ít nhất 10 ký tự"),
        (PASSWORD, "hoadaothang3", "hoadaothang3", "3 trong 4 loại"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác mật khẩu đang dùng"),
        (PASSWORD, "Ly-Thu-Hang-26", "Ly-Thu-Hang-26", "họ tên"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(
    site: Site, make: Make, current: str, new: str, again: str, sentence: str
) -> None:
    site.sign_in(make.staff(full_name="Lý Thu Hằng"))
    fields = {"current": current, "new": new, "again": again}
    page = Page(site.post("people.change_password", data=fields))
    assert page.status == 400
    assert sentence in page.text


def test_the_language_is_switched_signed_in_and_signed_out(site: Site, make: Make) -> None:
    assert site.get("people.sign_in").root.get("lang") == "vi"
    site.post("people.language", data={"locale": "en", "next": "/dang-nhap"})
    assert site.get("people.sign_in").root.get("lang") == "en"
    reader = make.staff()
    number = reader.id
    site.sign_in(reader)
    answer = site.post("people.language", data={"locale": "en", "next": "//example.com"})
    assert answer.headers["Location"] == "/"
    assert db.session.get(StaffMember, number).locale == "en"
    site.post("people.sign_out")
    assert site.get("people.sign_in").root.get("lang") == "en"
