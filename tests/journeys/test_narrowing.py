"""Narrowing what was found, a search in parts, and what is like a paper, in the browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.search.index import indexing
from tests.journeys.conftest import Portal
from tests.making import Make

SUBJECT = "Kế hoạch thu gom rác thải nhựa"
TEXT = "Thu gom rác thải nhựa tại nguồn, phân loại rác thải ở từng hộ dân."


@pytest.fixture(scope="module")
def papers(portal: Portal) -> list[str]:
    """The addresses of two directives on one matter, from two levels."""
    app = create_app(Settings(data=portal.settings.data))
    with app.app_context():
        make = Make(db.session)
        clerk = db.session.query(StaffMember).filter_by(username="vanthu").one()
        made = [
            make.directive(
                subject=f"{SUBJECT} {level.value}", level=level, pages=(TEXT,), by=clerk,
                symbol=f"91{n}/KH-UBND",
            )
            for n, level in enumerate((Level.CENTRAL, Level.PROVINCIAL_COMMITTEE))
        ]  # fmt: skip
        addresses = [f"/van-ban/{one.id}" for one in made]
        db.session.rollback()  # indexing writes on its own
        indexing.catch_up()
        db.session.remove()
        db.engine.dispose()
    return addresses


def test_a_ticked_box_narrows_at_once_and_keeps_the_focus(
    person: Callable[..., Page], papers: list[str]
) -> None:
    page = person("docgia")
    page.goto("/tim-kiem?q=rac+thai+nhua")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 văn bản")
    box = page.get_by_role("group", name="Cấp ban hành").get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**cap=central**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 văn bản")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 văn bản")


def test_on_a_phone_the_filters_stand_in_a_sheet(
    person: Callable[..., Page], papers: list[str]
) -> None:
    page = person("docgia", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.goto("/tim-kiem?q=rac+thai+nhua")
    group = page.get_by_role("group", name="Cấp ban hành")
    expect(group).to_be_hidden()
    page.get_by_role("button", name="Lọc, sắp xếp").tap()
    expect(group).to_be_in_viewport()
    assert page.evaluate("document.getElementById('loc').scrollWidth") <= 390
    group.get_by_role("checkbox").first.tap()
    shown = page.get_by_role("button", name="Xem 1 kết quả")  # counted before it is pressed
    expect(shown).to_be_visible()
    shown.tap()
    page.wait_for_url("**cap=central**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 văn bản")
    expect(group).to_be_hidden()


def test_ctrl_k_leads_to_a_page_a_directive_and_a_person(
    person: Callable[..., Page], papers: list[str]
) -> None:
    page = person("lanhdao")

    def goes(words: str, name: str, address: str) -> None:
        page.keyboard.press("Control+k")
        field = page.get_by_role("combobox", name="Tên trang, văn bản, người")
        expect(field).to_be_focused()
        page.keyboard.type(words)
        expect(page.get_by_role("option", name=name).first).to_have_attribute(
            "aria-selected", "true"
        )
        page.keyboard.press("Enter")
        page.wait_for_url(address)

    goes("theo doi", "Theo dõi đọc", "**/theo-doi")
    goes("911/kh", "911/KH-UBND", f"**{papers[1]}*")
    goes("thu hang", "Lý Thu Hằng", "**/theo-doi/nguoi/*")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Đi nhanh")).to_be_hidden()


def test_the_form_says_what_it_would_find_before_it_is_sent(
    person: Callable[..., Page], papers: list[str]
) -> None:
    page = person("docgia")
    page.goto("/tim-kiem/nang-cao")
    page.get_by_label("Có mọi từ này").fill("rac thai")
    told = page.locator("#cau-tim")
    expect(told).to_contain_text("2 văn bản khớp đủ")
    page.get_by_label("Cấp ban hành").select_option("central")
    expect(told).to_contain_text("rac thai cấp: trung ương")
    expect(told).to_contain_text("1 văn bản khớp đủ")
    page.get_by_role("main").get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 văn bản")
    page.get_by_role("link", name="Tìm nâng cao").click()
    expect(page.get_by_label("Có mọi từ này")).to_have_value("rac thai")
    expect(page.get_by_label("Cấp ban hành")).to_have_value("central")


def test_beside_a_paper_its_like_appears_when_looked_at(
    person: Callable[..., Page], papers: list[str]
) -> None:
    page = person("docgia")
    page.goto(papers[0])
    expect(page.get_by_role("heading", name="Văn bản tương tự")).to_be_attached()
    page.keyboard.press("End")
    page.get_by_role("link", name="911/KH-UBND").click()
    page.wait_for_url(f"**{papers[1]}")
