"""A clerk's morning: seven files at once, published together, one undone, one given more time."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from intranet.demo.invented_directives import load, render
from tests.intake.desk import in_days

READ = 240_000  # ms: a scan is recognised, an old Word file converted


@pytest.fixture(scope="module")
def parcel(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two PDFs, two Word files, an old Word file, a sheet and a scan, as other offices write."""
    folder = tmp_path_factory.mktemp("parcel")
    papers = list(load())
    chosen = [
        *[one for one in papers if one.format == "pdf"][:2],
        *[one for one in papers if one.format == "docx"][:3],
        next(one for one in papers if one.format == "scan"),
    ]
    files = []
    for number, paper in enumerate(chosen):
        ending = {"docx": "docx"}.get(paper.format, "pdf")
        files.append(folder / f"{number}-{paper.format}.{ending}")
        files[-1].write_bytes(render(paper, folder / "fonts"))
    if office := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{folder}/home"
        word = [office, home, "--headless", "--convert-to", "doc", "--outdir", str(folder)]
        subprocess.run([*word, str(files[4])], check=True, capture_output=True)
        files[4] = files[4].with_suffix(".doc")
    sheet = Workbook()
    sheet.active.append(["Phụ lục", "Số liệu tiếp công dân quý IV"])
    sheet.save(folder / "phu-luc.xlsx")
    return [*files, folder / "phu-luc.xlsx"]


def test_seven_files_are_published_together_one_undone_one_given_more_time(
    person: Callable[..., Page], parcel: list[Path]
) -> None:
    page = person("vanthu")
    page.goto("/tai-len")
    page.locator("input[type=file]").first.set_input_files([str(file) for file in parcel])
    rows = page.locator("[data-files] > li")
    expect(rows).to_have_count(7)
    expect(rows.first).to_contain_text("Đợi bạn xác nhận")
    page.get_by_label("không chứa bí mật nhà nước").check()
    expect(page.locator("[data-files] > li[data-id][data-done]")).to_have_count(7, timeout=READ)
    expect(page.locator("[data-steps]")).to_contain_text("7")

    page.goto("/kiem-tra")
    expect(page.locator("h1")).to_have_text("7 văn bản chờ kiểm tra")
    expect(page.locator(".rail [aria-current] .count")).to_contain_text("7")
    expect(page.locator(".queue-page img")).not_to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen]")).to_contain_text("Đã chọn 1")
    page.keyboard.press("a")
    sure = page.locator("input[data-sure]").count()
    assert sure >= 3
    page.keyboard.press("p")
    page.get_by_role("button", name=f"Phát hành {sure} văn bản").click()
    expect(page.locator("[data-news]")).to_contain_text(f"Đã phát hành {sure} văn bản cho 4 người")
    expect(page.locator("h1")).to_have_text(f"{7 - sure} văn bản chờ kiểm tra")

    undone = page.locator(".queue-undo .symbol").first.inner_text()
    page.get_by_role("button", name="Hoàn tác").first.click()
    page.wait_for_url("**/kiem-tra/*")
    expect(page.get_by_label("Số, ký hiệu")).to_have_value(undone)
    page.keyboard.press("Control+Enter")
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text("Phát hành cho 4 người?")
    expect(asked).to_contain_text(f"{undone}: hạn")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)

    page.goto("/kiem-tra")
    page.locator(".queue-undo .symbol").first.click()
    page.get_by_role("link", name="Sửa việc giao đọc").click()
    later = in_days(30)
    page.get_by_label("Hạn đọc").fill(later)
    page.get_by_label("Lý do").fill("Lùi lịch tập huấn.")
    page.get_by_role("button", name="Xem trước thay đổi").click()
    expect(page.get_by_role("heading", name="Nếu lưu thì sẽ như sau")).to_be_visible()
    page.get_by_role("button", name="Lưu thay đổi").click()
    page.wait_for_url("**/van-ban/*")
    reader = person("docgia")
    reader.goto("/can-doc")
    expect(reader.locator("main")).to_contain_text(later)
    expect(reader.locator("main")).not_to_contain_text(undone)
