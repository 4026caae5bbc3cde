"""Forms that clerks do not fear: days, people, directives found by typing, nothing lost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.people.models import StaffMember
from tests.journeys.conftest import Portal
from tests.making import Make


@pytest.fixture(scope="module")
def symbol(portal: Portal) -> str:
    """The symbol of a directive that can be chosen."""
    app = create_app(Settings(data=portal.settings.data))
    with app.app_context():
        clerk = db.session.query(StaffMember).filter_by(username="vanthu").one()
        subject = "Kế hoạch bồi dưỡng kỹ năng số"
        Make(db.session).directive(
            symbol="6057/KH-UBND", subject=subject, by=clerk, issued_on=date(2026, 5, 4)
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return "6057/KH-UBND"


def test_an_absence_is_noted_by_typing_a_name_and_choosing_days(
    person: Callable[..., Page],
) -> None:
    page = person("vanthu")
    page.goto("/van-phong/vang-mat")
    who = page.get_by_role("combobox", name="Người", exact=True).and_(page.locator("input"))
    who.click()
    who.press_sequentially("thu hang", delay=10)  # no marks
    expect(page.get_by_role("option", name="Lý Thu Hằng")).to_be_visible()
    who.press("ArrowDown")
    who.press("Enter")
    expect(who).to_have_value("Lý Thu Hằng")
    page.get_by_label("Lý do").select_option(label="Đi học tập trung")
    since = page.get_by_label("Từ ngày").first
    since.fill("7/12/26")
    since.press("Tab")
    expect(since).to_have_value("07/12/2026")
    expect(page.get_by_text("Thứ Hai", exact=True)).to_be_visible()
    until = page.get_by_label("Trở lại ngày")
    until.fill("31/2/2027")
    until.press("Tab")
    expect(page.get_by_text("Không đọc được ngày.")).to_be_visible()
    until.fill("08/12/2026")
    until.press("Alt+ArrowDown")  # the calendar, by keyboard
    _stands_on(page, "8")
    page.keyboard.press("ArrowDown")
    _stands_on(page, "15")
    page.keyboard.press("Enter")
    expect(until).to_have_value("15/12/2026")
    expect(until).to_be_focused()
    page.get_by_role("button", name="Ghi kỳ vắng").click()
    expect(page.get_by_role("cell", name="07/12/2026")).to_be_visible()
    page.get_by_role("button", name="Thu hồi").click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("Thu hồi kỳ vắng của Lý Thu Hằng?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("cell", name="07/12/2026")).to_be_visible()
    page.get_by_role("button", name="Thu hồi").click()
    asked.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("cell", name="07/12/2026")).to_have_count(0)


def _stands_on(page: Page, day: str) -> None:
    """Wait until the calendar has drawn itself around the day that has the focus."""
    page.wait_for_function(
        "day => document.activeElement.shadowRoot?.activeElement?.textContent.trim() === day",
        arg=day,
    )


def test_a_long_form_counts_what_is_unsaved_warns_and_keeps_it(
    person: Callable[..., Page], symbol: str
) -> None:
    page = person("vanthu")
    page.goto("/sinh-hoat/moi")
    page.get_by_label("Chủ đề").fill("Kỹ năng số")
    page.get_by_label("Nội dung mục 1").fill("Khai mạc")
    for _row in range(4):
        page.get_by_role("button", name="Thêm mục").click()
    last = page.get_by_label("Nội dung mục 8")
    last.fill("Kết luận")
    expect(page.get_by_text("3 thay đổi chưa lưu")).to_be_visible()
    expect(page.get_by_role("button", name="Lập buổi họp")).to_be_in_viewport()
    page.get_by_role("link", name="Trang chủ").first.click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("Rời trang khi còn 3 thay đổi chưa lưu?")
    expect(asked.get_by_role("button", name="Ở lại")).to_be_focused()
    page.keyboard.press("Enter")
    expect(last).to_have_value("Kết luận")
    page.get_by_role("link", name="Trang chủ").first.click()
    asked.get_by_role("button", name="Rời trang").click()
    page.wait_for_url("**/")
    page.goto("/sinh-hoat/moi")
    expect(page.get_by_label("Nội dung mục 8")).to_have_value("Kết luận")
    page.get_by_role("button", name="Đưa lên trên mục 8").click()
    expect(page.get_by_label("Nội dung mục 7")).to_have_value("Kết luận")
    page.get_by_label("Ngày", exact=True).fill("hôm nay")
    page.get_by_label("Từ", exact=True).fill("23:00")
    page.get_by_label("Đến", exact=True).fill("23:30")
    page.get_by_role("button", name="Lập buổi họp").click()
    page.wait_for_url(re.compile(r"/sinh-hoat/\d+$"))
    page.goto(f"{page.url.rstrip('/')}/tai-lieu")
    field = page.get_by_role("combobox", name="Số, ký hiệu hoặc trích yếu")
    field.press_sequentially("6057", delay=10)
    page.get_by_role("option", name=symbol).click()
    expect(field).to_have_value(symbol)
    page.get_by_role("button", name="Thêm văn bản").click()
    expect(page.get_by_role("heading", name="1 tài liệu của buổi họp")).to_be_visible()
    page.goto(page.url.replace("tai-lieu", "diem-danh"))
    page.get_by_label("Có mặt: Lý Thu Hằng").check()
    expect(page.get_by_text("1 thay đổi chưa lưu")).to_be_visible()
    page.get_by_role("searchbox", name="Tìm người").fill("trieu khanh")
    expect(page.get_by_label("Có mặt: Lý Thu Hằng")).to_be_hidden()
    page.get_by_role("button", name="Lưu điểm danh").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 trên")
