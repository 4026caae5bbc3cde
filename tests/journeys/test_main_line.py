"""A directive arrives, is found, read and confirmed: in a real browser, as four people."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from intranet.demo.invented_directives import load, render

SUBJECT = "Đẩy mạnh tuyên truyền, phổ biến kỹ năng số trong cơ quan thanh tra"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Word file as another office writes it."""
    place = tmp_path_factory.mktemp("papers") / "cong van den.docx"
    document = Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 977/KH-UBND"
    head.cell(0, 1).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Lạng Sơn, ngày 16 tháng 11 năm 2026"
    )
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph(SUBJECT)
    document.add_paragraph("Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;")
    for number in range(1, 9):
        document.add_paragraph(f"{number}. Các phòng báo cáo tiến độ bồi dưỡng kỹ năng số.")
    document.add_paragraph("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVi Văn Thử")
    document.save(str(place))
    return place


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of several pages in the state layout."""
    folder = tmp_path_factory.mktemp("plan")
    paper = next(one for one in load() if one.symbol == "211/KH-UBND")
    place = folder / "211.pdf"
    place.write_bytes(render(paper, folder / "fonts"))
    return place


def open_check(page: Page, file: Path) -> None:
    """Open the check page from the row of the file, once it is read."""
    row = page.locator("[data-files] > li").filter(has_text=file.name)
    row.get_by_role("link", name="Kiểm tra").click(timeout=60_000)


def publish(page: Page, file: Path, symbol: str, *, unit: str | None = None) -> None:
    """Upload a file, wait until it is read, check it, publish it and open it on the shelf."""
    page.goto("/tai-len")
    page.get_by_label("không chứa bí mật nhà nước").check()
    page.locator("input[type=file]").set_input_files(str(file))
    open_check(page, file)
    page.wait_for_url("**/kiem-tra/*")
    if unit:
        page.locator("input[name=audience][value=chosen]").check()
        page.get_by_role("checkbox", name=f"{unit} (").check()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value(symbol, timeout=60_000)
    page.locator("[data-publish]").click()
    page.wait_for_url("**/kiem-tra")
    page.goto("/van-ban")
    page.locator("main").get_by_role("link", name=symbol).first.click()
    page.wait_for_url("**/van-ban/*")


def read_all(page: Page) -> None:
    """Scroll through the reader until every page was shown long enough."""
    marks = page.locator("[data-seen-count]")
    for _ in range(80):
        done = int(marks.inner_text())
        total = page.locator("[data-reader] [data-thumb]").count()
        if done >= total:
            return
        page.locator(
            f"[data-view]:not([hidden]) [data-page='{done + 1}']"
        ).scroll_into_view_if_needed()
        page.wait_for_timeout(900)
    raise AssertionError(f"only {marks.inner_text()} pages were counted as seen")


def test_from_an_arriving_file_to_proven_reading(person: Callable[..., Page], letter: Path) -> None:
    leader = person("lanhdao")
    clerk = person("vanthu")
    publish(clerk, letter, "977/KH-UBND")
    expect(clerk.locator("h1")).to_contain_text(SUBJECT)

    leader.goto("/theo-doi")
    expect(leader.locator("main")).to_contain_text("0/")

    reader = person("docgia")
    expect(reader.locator("h1")).to_contain_text("cần đọc")
    reader.keyboard.press("/")
    reader.keyboard.type("pho bien ky nang so trong co quan")
    reader.keyboard.press("Enter")
    reader.get_by_role("link", name=SUBJECT).first.click()
    expect(reader.get_by_role("button", name="Tôi đã đọc và nắm được nội dung")).to_be_visible()
    read_all(reader)
    reader.get_by_role("button", name="Tôi đã đọc và nắm được nội dung").click()
    expect(reader.locator(".receipt--done")).to_contain_text("Tôi đã xác nhận")

    leader.goto("/theo-doi")
    expect(leader.locator("main")).to_contain_text("1/")


def test_a_person_outside_the_audience_cannot_open_it_by_any_address(
    person: Callable[..., Page], plan: Path
) -> None:
    clerk = person("vanthu")
    publish(clerk, plan, "211/KH-UBND", unit="Phòng Nghiệp vụ 2")
    address = clerk.url.split("?")[0]
    links = clerk.locator("a[href*='/ban/']").evaluate_all("all => all.map(one => one.href)")
    pdf = clerk.locator("[data-reader]").get_attribute("data-pdf")
    assert pdf

    outsider = person("nguoingoai")
    for target in {address, pdf, *links}:
        answer = outsider.request.get(target)
        # What only clerks do is refused to others before anybody looks whether it is there.
        assert answer.status == (403 if target.endswith("/cau-hoi") else 404), target
    found = outsider.request.get("/tim-kiem?q=211/KH-UBND")
    assert "1169/QĐ-TTg" not in found.text()
    outsider.goto("/van-ban")
    expect(outsider.locator("main")).not_to_contain_text("211/KH-UBND")

    insider = person("docgia")
    assert insider.request.get(address).status == 200
    insider.goto(address)
    expect(insider.locator("[data-view=original] canvas").first).to_be_visible()
