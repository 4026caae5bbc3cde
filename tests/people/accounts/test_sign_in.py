"""The door: who comes in, who does not, and what is noted."""

from datetime import date

from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.people.models import StaffMember
from tests.making import Make
from tests.site import Page, Site


def attempt(site: Site, username: str, password: str, **more: str) -> Page:
    answer = site.post("people.sign_in", data={"username": username, "password": password, **more})
    return Page(answer)


def acts(act: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.act == act)))


def test_whoever_has_name_and_password_comes_in(site: Site, make: Make) -> None:
    reader = make.staff()
    site.sign_in(reader)
    assert reader.full_name in site.get("people.account").text
    assert acts("sign_in.done")[0].staff_id == reader.id


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(site: Site, make: Make) -> None:
    reader = make.staff()
    wrong = attempt(site, reader.username, "khong-phai")
    unknown = attempt(site, "khong-ai", "khong-phai")
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert wrong.status == unknown.status == 403
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert [entry.thing_id for entry in acts("sign_in.failed")] == [reader.id]


def test_capitals_in_the_username_do_not_matter(site: Site, make: Make) -> None:
    reader = make.staff()
    answer = attempt(site, f" {reader.username.upper()} ", "Mua-thu-2026")
    assert answer.status == 302


def test_whoever_left_the_agency_cannot_sign_in(site: Site, make: Make) -> None:
    leaver = make.staff(left_on=date(2026, 1, 31))
    answer = attempt(site, leaver.username, "Mua-thu-2026")
    assert answer.status == 403
    assert "ngừng hoạt động" in answer.text


def test_a_session_ends_when_its_person_leaves(site: Site, make: Make) -> None:
    reader = make.staff()
    site.sign_in(reader)
    make.left(db.session.get_one(StaffMember, reader.id), date(2026, 1, 31))
    assert site.fetch("people.account").status_code == 302


def test_the_way_after_signing_in_stays_inside_the_portal(site: Site, make: Make) -> None:
    reader = make.staff()
    for wanted, goes_to in (
        ("/tai-khoan", "/tai-khoan"),
        ("https://example.com/", "/"),
        ("//example.com", "/"),
        ("/\\example.com", "/"),
        ("tai-khoan", "/"),
    ):
        site.client = site.app.test_client()
        answer = attempt(site, reader.username, "Mua-thu-2026", next=wanted)
        assert answer.response.headers["Location"] == goes_to


def test_signing_out_ends_the_session_and_is_noted(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    assert site.post("people.sign_out").status_code == 302
    assert site.fetch("people.account").status_code == 302
    assert len(acts("sign_out.done")) == 1


def test_a_form_lies_too_long_on_the_sign_in_page_and_is_asked_for_again(site: Site) -> None:
    answer = site.client.post("/dang-nhap", data={"username": "a", "password": "b"})
    assert answer.status_code == 302
    assert "Hãy nhập lại" in site.get("people.sign_in").text
