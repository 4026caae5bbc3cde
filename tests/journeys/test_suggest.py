"""Typing without marks, choosing by keyboard or by touch, and landing on the paper."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.search.index import indexing
from tests.journeys.conftest import Portal
from tests.making import Make

SUBJECT = "Kế hoạch phổ cập kỹ năng số cho công chức"


@pytest.fixture(scope="module")
def paper(portal: Portal) -> str:
    """The address of a directive whose subject is typed."""
    app = create_app(Settings(data=portal.settings.data))
    with app.app_context():
        make = Make(db.session)
        clerk = db.session.query(StaffMember).filter_by(username="vanthu").one()
        made = make.directive(
            symbol="8123/KH-UBND", subject=SUBJECT, by=clerk, issued_on=date(2026, 3, 2)
        )
        address = f"/van-ban/{made.id}"
        db.session.rollback()  # indexing writes on its own
        indexing.catch_up()
        db.session.remove()
        db.engine.dispose()
    return address


def box(page: Page) -> Locator:
    """The field of the top bar, ready to be typed into."""
    page.goto("/")
    page.keyboard.press("/")
    return page.get_by_role("combobox", name="Tìm văn bản")


def test_a_subject_typed_without_marks_is_chosen_by_keyboard(
    person: Callable[..., Page], paper: str
) -> None:
    page = person("docgia")
    field = box(page)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("pho cap ky n", delay=15)
    line = page.get_by_role("option", name=SUBJECT)
    expect(line).to_be_visible()
    expect(line.locator("mark").first).to_have_text("phổ")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(line).to_have_attribute("aria-selected", "true")
    active = field.get_attribute("aria-activedescendant")
    assert active == line.get_attribute("id")
    page.keyboard.press("End")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{paper}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SUBJECT)


def test_escape_closes_and_enter_searches_what_was_typed(
    person: Callable[..., Page], paper: str
) -> None:
    page = person("docgia")
    field = box(page)
    page.keyboard.type("8123", delay=15)
    expect(page.get_by_role("option", name="8123/KH-UBND")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("8123")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/tim-kiem?q=8123")


def test_a_condition_is_put_together_and_then_searched(
    person: Callable[..., Page], paper: str
) -> None:
    page = person("docgia")
    field = box(page)
    page.keyboard.type("ky nang loa", delay=15)
    page.get_by_role("option", name="loại:").click()
    expect(field).to_have_value("ky nang loại: ")
    page.get_by_role("option", name="kế hoạch").click()
    expect(field).to_have_value("ky nang loại: kế hoạch ")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?q=*")
    expect(page.locator("main .result").filter(has_text=SUBJECT)).to_have_count(1)


def test_on_a_phone_a_tap_opens_what_is_proposed(person: Callable[..., Page], paper: str) -> None:
    page = person("docgia", viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/tim-kiem")
    page.locator("main [data-suggest]").press_sequentially("pho cap ky", delay=15)
    line = page.get_by_role("option", name=SUBJECT)
    expect(line).to_be_visible()
    place = line.bounding_box()
    assert place
    assert place["height"] >= 44
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    line.tap()
    page.wait_for_url(f"**{paper}")


def test_without_scripts_the_box_is_a_search_field(person: Callable[..., Page], paper: str) -> None:
    page = person("docgia", java_script_enabled=False)
    page.goto("/tim-kiem")
    page.locator("main input[name=q]:visible").fill("pho cap ky nang so")
    page.locator("main input[name=q]:visible").press("Enter")
    page.wait_for_url("**/tim-kiem?q=*")
    expect(page.locator("main .result").first).to_contain_text(SUBJECT)
