"""A Word paper has its paper: read by keyboard, searched inside, confirmed, printed whole."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from intranet.core.clock import today
from tests.journeys.conftest import ROOT, Portal

SYMBOL = "615/KH-UBND"
ONLY_ONCE = "điều khoản chuyển tiếp riêng"
MOST_KEYS = 8
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of several printed pages, written in Word."""
    place = tmp_path_factory.mktemp("papers") / "615-KH-UBND.docx"
    document = Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: {SYMBOL}"
    head.cell(0, 1).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Lạng Sơn, ngày 12 tháng 11 năm 2026"
    )
    for words in ("KẾ HOẠCH", "Rà soát quy trình tiếp công dân trong toàn tỉnh"):
        document.add_paragraph(words)
    for number in range(1, 40):
        document.add_paragraph(
            f"{number}. Các phòng rà soát quy trình và báo cáo số lượng {number}."
        )
    document.add_paragraph(f"Đây là {ONLY_ONCE}.")
    document.add_paragraph("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVi Văn Thử")
    document.save(str(place))
    return place


@pytest.fixture(scope="module")
def address(portal: Portal, letter: Path) -> str:
    """Where the plan lies that everybody has to read by tomorrow."""
    env = {**os.environ, "INTRANET_DATA": str(portal.settings.data), "FLASK_APP": "intranet"}
    deadline = (today() + timedelta(days=1)).isoformat()
    order = ["import", str(letter), "--as", "vanthu", "--publish", "--deadline", deadline, "--json"]
    subprocess.run([sys.executable, "-m", "flask", *order], cwd=ROOT, env=env, check=True)
    return "/van-ban?q=615"


def opened(page: Page, address: str) -> None:
    """The paper open in the reader, its print made: the page comes by itself while it waits."""
    page.goto(address)
    page.locator("main").get_by_role("link", name=SYMBOL).first.click()
    page.wait_for_url("**/van-ban/*")
    expect(page.locator("[data-view=original] canvas").first).to_be_visible(timeout=90_000)


def test_a_word_paper_is_searched_inside_and_printed_whole(
    person: Callable[..., Page], address: str
) -> None:
    page = person("lanhdao")
    opened(page, address)
    sheets = page.locator("[data-thumb]").count()
    assert sheets >= 2
    expect(page.get_by_role("tab", name="Bản gốc")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+f")
    page.keyboard.type(ONLY_ONCE)
    expect(page.locator("[data-count]")).to_have_text("1/1")
    page.keyboard.press("Escape")

    page.evaluate("print = () => document.body.setAttribute('data-printed', '')")
    page.keyboard.press("Control+p")
    page.wait_for_selector("[data-printed]", state="attached")
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
        assert len(printed) == sheets
        for sheet in printed:
            assert [round(side) for side in sheet.get_size()] == [595, 842]
            picture = sheet.render(scale=0.3).to_pil().convert("L")
            dark = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()
            assert dark is not None
            assert dark[0] > 0
            assert dark[2] < picture.width  # nothing is cut at the edge


def test_it_is_confirmed_by_keyboard_alone(person: Callable[..., Page], address: str) -> None:
    page = person("docgia")
    opened(page, address)  # the print is there; now as somebody who knows nothing of it
    page.goto("/")
    pressed = []

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    press("j")
    press("Enter")
    page.wait_for_url(re.compile(r"/van-ban/\d+"))
    expect(page.locator("main")).to_contain_text(SYMBOL)
    count, total = page.locator("[data-seen-count]"), page.locator("[data-thumb]").count()
    for number in range(1, total + 1):
        expect(count).to_have_text(str(number), timeout=30_000)
        if number == 1:
            expect(page.get_by_role("button", name="rồi xác nhận")).to_be_visible()
        if number < total:
            press("ArrowRight")
    press("c")
    expect(page.get_by_role("button", name="Tôi đã đọc và nắm được nội dung")).to_be_focused()
    press("Enter")
    expect(page.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")
    assert len(pressed) <= MOST_KEYS
    expect(page.locator(".receipt--done").get_by_role("link").last).to_be_visible()


def test_it_is_confirmed_by_touch_alone(person: Callable[..., Page], address: str) -> None:
    page = person(
        "nguoingoai", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    opened(page, address)
    page.goto("/")
    page.locator("main").get_by_role("link", name=SYMBOL).first.tap()
    page.wait_for_url(re.compile(r"/van-ban/\d+"))
    count = page.locator("[data-seen-count]")
    sheets = page.locator(".sheet-page")
    expect(sheets.first).to_be_visible(timeout=30_000)
    for number in range(sheets.count()):
        sheets.nth(number).scroll_into_view_if_needed()
        expect(count).to_have_text(str(number + 1), timeout=30_000)
    page.get_by_role("button", name="Tôi đã đọc và nắm được nội dung").tap()
    expect(page.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")


def test_on_a_phone_it_is_enlarged_by_touch_and_at_200_percent_lines_are_left(
    person: Callable[..., Page], address: str
) -> None:
    phone = person("nguoingoai", **PHONE)
    opened(phone, address)
    sheet = phone.locator(".sheet-page").first
    before = sheet.bounding_box()
    phone.get_by_role("button", name="Phóng to").tap()
    after = sheet.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.2

    page = person("nguoingoai", viewport={"width": 683, "height": 384})
    opened(page, address)
    page.locator(".sheet-page").first.scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    covered = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => ['fixed', 'sticky'].includes("
        "getComputedStyle(e).position) && e.offsetParent !== null && e.offsetHeight > 24"
        " && e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight)"
        ".map(e => e.className)"
    )
    assert not covered
