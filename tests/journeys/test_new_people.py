"""New people come in by a list: told of beforehand, late with nothing, shown the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from intranet.core.database import db
from intranet.people.models import Department, StaffMember
from tests.journeys.conftest import Portal
from tests.journeys.test_proof_of_reading import office
from tests.reading.making import given_days_ago

LIST = (
    "Tên đăng nhập;Họ và tên;Đơn vị;Chức vụ;Ngày vào cơ quan\n"
    "moi.vv;Vi Văn Mới;Phòng Tiếp dân;Chuyên viên;02/01/2026\n"
)
OWN = "Hoa-Dao-2027"


@pytest.fixture(scope="module")
def long_ago(portal: Portal) -> str:
    """The symbol of a directive whose deadline is months past in a unit where nobody served."""
    with office(portal) as (make, people):
        unit = Department(code="td", name="Phòng Tiếp dân", short_name="TD", position=9)
        db.session.add(unit)
        db.session.commit()
        make.admin(username="quantri", full_name="Quản trị hệ thống", department=unit)
        directive = given_days_ago(
            make, 70, lasting=10, audience=[unit], by=people["vanthu"], symbol="733/KH-UBND"
        )
        symbol: str = directive.symbol
    return symbol


def test_an_administrator_imports_people_and_nobody_is_overdue_on_arrival(
    portal: Portal, person: Callable[..., Page], long_ago: str
) -> None:
    page = person("quantri")
    page.get_by_role("link", name="Nhân sự", exact=True).click()
    page.get_by_role("link", name="Nhập danh sách").click()
    file = {"name": "ds.csv", "mimeType": "text/csv", "buffer": LIST.encode("utf-8-sig")}
    page.get_by_label("Tệp danh sách").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("sẽ được giao 1 văn bản, hạn sớm nhất")
    page.get_by_role("button", name="Lưu 1 người").click()
    password = page.locator("main code").first.inner_text()

    leader = person("lanhdao")
    leader.goto("/theo-doi")
    expect(leader.locator("main")).not_to_contain_text("Vi Văn Mới")

    newcomer = leader.context.browser.new_context(base_url=portal.address).new_page()  # type: ignore[union-attr]
    newcomer.goto("/dang-nhap")
    newcomer.get_by_label("Tên đăng nhập").fill("moi.vv")
    newcomer.get_by_label("Mật khẩu", exact=True).fill(password)
    newcomer.get_by_role("button", name="Đăng nhập").click()
    newcomer.get_by_label("Mật khẩu đang dùng").fill(password)
    newcomer.get_by_label("Mật khẩu mới", exact=True).fill(OWN)
    newcomer.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    newcomer.get_by_role("button", name="Lưu mật khẩu mới").click()
    newcomer.goto("/")
    expect(newcomer.locator("h1")).to_have_text("Còn 1 văn bản cần đọc")
    expect(newcomer.locator("main")).to_contain_text(long_ago)
    expect(newcomer.locator("main")).not_to_contain_text("Quá hạn")
    newcomer.get_by_role("button", name="Đã hiểu").click()
    expect(newcomer.locator(".welcome")).to_have_count(0)
    newcomer.locator("nav.rail").get_by_role("link", name="Hướng dẫn").click()
    expect(newcomer.locator("section#trang-chu h3")).to_be_in_viewport()
    newcomer.context.close()
    with office(portal):
        who = db.session.query(StaffMember).filter_by(username="moi.vv").one()
        assert who.account_since is not None
