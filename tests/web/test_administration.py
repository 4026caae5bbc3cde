"""What an administrator looks after, in the words of the office."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from intranet.core import audit
from intranet.core.audit import AuditEntry
from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.office_settings import OfficeSettings, office
from intranet.people.roles import Role
from intranet.reading.assignments.actions import excuse
from intranet.reading.models import Assignment
from tests.making import Make
from tests.reading.making import given
from tests.site import Page, Site

SETTINGS = {
    "reading_days": "10", "due_soon_days": "5", "prompt_days": "3", "remind_from_hour": "8",
    "escalate_after_days": "4", "retention_years": "6", "asked_days": "90", "answer_certainty": "2",
    "help_phone": "0205 3 812 345",
}  # fmt: skip


def test_the_trail_names_people_and_counts_what_the_administrator_may_not_know(
    site: Site, make: Make
) -> None:
    clerk, reader = make.clerk(full_name="Vi Minh Ngọc"), make.staff(full_name="Lý Thu Hằng")
    directive = given(make, by=clerk, symbol="57-NQ/TW", audience=[reader.department])
    assignment = db.session.scalars(select(Assignment)).one()
    audit.record(db.session, clerk, "version.published", on=directive.latest, read_again=True)
    excuse(db.session, clerk, assignment, reader, "đi học dài hạn")
    audit.record(db.session, clerk, "staff.changed", on=reader, role=["reader", "unit_head"])
    audit.record(db.session, None, "receipts.head", rows=5)
    db.session.commit()
    number = directive.id
    page = site.sign_in(make.admin()).get("web.audit")
    assert "Vi Minh Ngọc" in page.text
    assert f"bản của văn bản số {number}" in page.text
    assert f"giao đọc của văn bản số {number}" in page.text
    assert "người: Lý Thu Hằng" in page.text
    assert "vai trò: Công chức, người lao động → Trưởng đơn vị" in page.text
    assert "57-NQ/TW" not in page.html
    assert "đi học" not in page.html
    assert "#" not in page.all("table")[0].itertext().__next__()
    assert not any("#" in text or text == "local" for text in page.all("table")[0].itertext())
    assert site.get("web.audit", username="ly thu").headline.startswith("0 việc")
    assert site.get("web.audit", username="vi minh ngoc", act="excuse.given").headline == (
        "1 việc khớp với bộ lọc"
    )
    whole = site.get("web.audit", thing="directive", number=number)
    assert "miễn đọc một người" in whole.text
    assert "Vi Minh Ngọc" not in site.get("web.audit", username="hệ thống").text
    assert "Không có dòng nào" in site.get("web.audit", since="01/01/2030").text


def test_the_trail_is_taken_away_for_a_reason_which_is_a_line_itself(
    site: Site, make: Make
) -> None:
    clerk, admin = make.clerk(full_name="Vi Minh Ngọc"), make.admin()
    audit.record(db.session, clerk, "item.saved")
    audit.record(db.session, None, "=1+1")
    db.session.commit()
    site.sign_in(admin)
    bare = site.post("web.audit_take", {"reason": ""}, act="item.saved")
    assert bare.status_code == 302
    assert "act=item.saved" in bare.headers["Location"], "the way back keeps the filter"
    assert "Cần ghi lý do xuất" in site.get("web.audit", act="item.saved").text
    answer = site.post("web.audit_take", {"reason": "kiểm tra quý 4"}, act="item.saved")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]
    assert [(row[2], row[4]) for row in rows] == [("Vi Minh Ngọc", "lưu nháp kiểm tra")]
    assert (
        rows[0][8]
        == db.session.scalars(select(AuditEntry.row_hash).filter_by(act="item.saved")).one()
    )
    noted = db.session.scalars(select(AuditEntry).filter_by(act="audit.exported")).one()
    assert (noted.detail["reason"], noted.detail["lines"]) == ("kiểm tra quý 4", 1)
    assert "lý do: kiểm tra quý 4" in site.get("web.audit", act="audit.exported").text


def test_what_the_office_sets_holds_at_once_and_is_noted(site: Site, make: Make) -> None:
    admin = make.admin()
    site.sign_in(admin)
    assert site.get("web.office_settings_page").field("due_soon_days") == "3"
    assert site.post("web.office_settings_page", SETTINGS).status_code == 302
    page = site.get("web.office_settings_page")
    assert page.field("due_soon_days") == "5"
    assert "Mặc định: 3." in page.text
    assert office() == OfficeSettings("0205 3 812 345", 10, 5, 3, 8, 4, 6, 90, 2), (
        "the worker is told the same"
    )
    noted = db.session.scalars(select(AuditEntry).filter_by(act="settings.kept")).one()
    assert noted.detail["help_phone"] == ["108", "0205 3 812 345"]
    assert "Sắp đến hạn (ngày): 3 → 5" in site.get("web.audit", act="settings.kept").text
    assert "0205 3 812 345" in Site(site.app).get("people.sign_in").text
    site.post("web.office_settings_page", SETTINGS)
    assert len(db.session.scalars(select(AuditEntry).filter_by(act="settings.kept")).all()) == 1
    reader = make.staff()
    given(make, audience=[reader.department], deadline=today().replace(year=today().year + 1))
    assert "Sắp đến hạn" not in site.sign_in(reader).get("web.home").headline


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("due_soon_days", "0", "Hãy nhập một số từ 1 đến 30."),
        ("reading_days", "mười", "Hãy nhập một số từ 1 đến 90."),
        ("help_phone", "gọi anh Sơn", "Số điện thoại chỉ gồm chữ số"),
        ("retention_years", "", "Ô này cần được điền."),
    ],
)
def test_a_setting_that_cannot_be_is_refused_beside_its_field(
    site: Site, make: Make, field: str, typed: str, told: str
) -> None:
    site.sign_in(make.admin())
    page = Page(site.post("web.office_settings_page", {**SETTINGS, field: typed}))
    assert page.status == 400
    assert told in page.text
    assert page.field("escalate_after_days") == "4", "nothing typed is lost"
    assert office().escalate_after_days == 3


def test_the_administrator_reads_sentences_and_no_raw_figures(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    for endpoint in ("web.home", "web.system"):
        page = site.get(endpoint)
        assert "Chưa báo lần nào; không việc nào chờ" in page.text
        assert "Hãy khởi động lại tiến trình nền" in page.text
        assert "Đĩa còn trống" in page.text
        assert "<section" not in page.text
        for raw in ("free_mb", "byte:", "seconds_since", "thế hệ", "+00:00", "SMTP_HOST:"):
            assert raw not in page.html
    assert "cần quản trị xem" in site.get("web.home").headline


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_sets_what_holds_for_the_office(site: Site, make: Make, role: Role) -> None:
    site.sign_in(make.staff(role))
    site.get("web.office_settings_page", status=403)
    assert site.post("web.office_settings_page", SETTINGS).status_code == 403
