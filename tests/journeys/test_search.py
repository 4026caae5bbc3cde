"""Half-remembered words, typed without marks, lead to the right page with the words marked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Locator, Page, expect

from intranet.demo.invented_directives import load, render
from intranet.demo.typesetting.as_pdf import pdf
from intranet.extraction.ocr import tesseract
from intranet.language.text.normalization import fold
from intranet.printing.fonts import typeface
from tests.journeys.test_main_line import open_check, publish

Box = tuple[float, float, float, float]
PRINTED, SCANNED = "06-QyĐ/TU", "47-KH/TU"
PLACE = "[data-view=original] [data-page='2']"
SHARE = """(inner, page) => {
    const outer = page.getBoundingClientRect();
    return {
        page: Number(page.dataset.page),
        onScreen: inner.top >= 0 && inner.bottom <= innerHeight,
        box: [
            (inner.left - outer.left) / outer.width, (inner.top - outer.top) / outer.height,
            (inner.right - outer.left) / outer.width, (inner.bottom - outer.top) / outer.height,
        ],
    };
}"""
RANGES = f"""name => [...CSS.highlights.get(name)].map(range => ({{
    said: range.toString().replace(/\\s+/g, " "),
    ...({SHARE})(
        range.getClientRects()[0], range.startContainer.parentElement.closest("[data-page]")
    ),
}}))"""
BOXES = f"""boxes => boxes.map(
    box => ({SHARE})(box.getBoundingClientRect(), box.closest("[data-page]")))"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Path]]:
    """`papers(symbol)` is the file as it arrives, and the same with every letter in its place."""
    folder = tmp_path_factory.mktemp("papers")

    def made(symbol: str) -> tuple[Path, Path]:
        paper = next(one for one in load() if one.symbol == symbol)
        arriving, exact = folder / f"{paper.source}.pdf", folder / f"{paper.source}-exact.pdf"
        arriving.write_bytes(render(paper, folder / "fonts"))
        exact.write_bytes(pdf(paper, typeface(folder / "fonts")))
        return arriving, exact

    return made


def printed_at(file: Path, number: int, words: str) -> Box:
    """Where the words stand on the page (on one line), in fractions of it."""
    with pdfplumber.open(file) as paper:
        page = paper.pages[number - 1]
        found = page.extract_words()
        typed = words.split()
        said = [fold(word["text"]).strip(".,;:") for word in found]
        at = next(n for n in range(len(said)) if said[n : n + len(typed)] == typed)
        mine: list[Any] = found[at : at + len(typed)]
        return (
            float(mine[0]["x0"] / page.width), float(mine[0]["top"] / page.height),
            float(mine[-1]["x1"] / page.width), float(mine[-1]["bottom"] / page.height),
        )  # fmt: skip


def lies_over(mark: Box, words: Box, slack: float) -> bool:
    """Whether a mark covers the words and little besides, give or take a share of the page."""
    return all(abs(one - two) <= slack for one, two in zip(mark, words, strict=True))


def publish_scan(page: Page, file: Path, symbol: str) -> None:
    """Upload a scan, wait until its pages are recognised, say its symbol, publish it."""
    page.goto("/tai-len")
    page.get_by_label("không chứa bí mật nhà nước").check()
    page.locator("input[type=file]").set_input_files(str(file))
    open_check(page, file)
    field = page.get_by_label("Số, ký hiệu")
    expect(field).to_be_visible(timeout=180_000)
    field.fill(symbol)
    page.locator("[data-publish]").click()
    page.wait_for_url("**/kiem-tra")


def ask(page: Page, words: str) -> Locator:
    """Type the words into the search box; the hits, once the index has caught up."""
    hits = page.locator("main .result")
    for _ in range(30):
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem?*")
        if hits.count():
            return hits
        page.wait_for_timeout(500)
    raise AssertionError(f"nothing was found for {words}")


def marked(page: Page, name: str = "found-now") -> list[Any]:
    """The marks of that name in the text layer."""
    page.wait_for_function("name => CSS.highlights.get(name)?.size > 0", arg=name)
    found: list[Any] = page.evaluate(RANGES, name)
    return found


def test_a_phrase_typed_without_marks_is_marked_on_the_page_of_a_pdf(
    person: Callable[..., Page], papers: Callable[[str], tuple[Path, Path]]
) -> None:
    file, exact = papers(PRINTED)
    publish(person("vanthu"), file, PRINTED)
    reader = person("docgia")
    words = "doi thoai ghi du cau hoi"
    hit = ask(reader, words).first
    expect(hit.locator("mark").first).to_have_text("đối thoại ghi đủ câu hỏi")
    hit.locator("a[href*='trang=2']").first.click()
    [now] = marked(reader)
    assert (now["page"], now["said"]) == (2, "đối thoại ghi đủ câu hỏi")
    assert now["onScreen"]
    assert lies_over(now["box"], printed_at(exact, 2, words), 0.012)
    expect(reader.locator("[data-page-field]")).to_have_value("2")


def test_by_keyboard_alone_from_the_search_box_to_each_place(
    person: Callable[..., Page], papers: Callable[[str], tuple[Path, Path]]
) -> None:
    reader = person("docgia")
    ask(reader, '"niem yet ket luan" doi thoai')
    reader.keyboard.press("j")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/van-ban/*")
    [first] = marked(reader)
    count = reader.locator(".find-bar [data-count]")
    total = int(count.inner_text().split("/")[1])
    assert total > 2
    assert first["said"].replace(" ", "") == "niêmyếtkếtluận"  # over the end of a line
    at = int(count.inner_text().split("/")[0])
    reader.keyboard.press("n")
    expect(count).to_have_text(f"{at % total + 1}/{total}")
    assert marked(reader)[0] != first
    reader.keyboard.press("N")
    expect(count).to_have_text(f"{at}/{total}")
    assert marked(reader)[0]["said"] == first["said"]
    reader.keyboard.press("Control+f")
    reader.keyboard.type("niem yet ket lu")
    place = reader.locator("[data-found-page='2']")
    expect(place).to_contain_text("niêm yết kết luận")
    place.focus()
    reader.keyboard.press("Enter")
    expect(place).to_have_attribute("aria-current", "true")
    assert marked(reader)[0]["page"] == 2
    reader.keyboard.press("Escape")
    expect(reader.locator(".find-bar")).to_be_hidden()
    assert reader.evaluate("CSS.highlights.get('found').size") == 0


@pytest.mark.skipif(not tesseract.is_installed(), reason="Tesseract with Vietnamese is not here")
def test_on_a_scan_the_box_lies_over_the_words(
    person: Callable[..., Page], papers: Callable[[str], tuple[Path, Path]]
) -> None:
    file, exact = papers(SCANNED)
    publish_scan(person("vanthu"), file, SCANNED)
    reader = person("docgia")
    words = "nguoi dung thuong xuyen thi phai sua"
    ask(reader, words).first.locator("a[href*='trang=2']").first.click()
    boxes = reader.locator(f"{PLACE} .found-box--now")
    expect(boxes).to_have_count(1)
    [now] = boxes.evaluate_all(BOXES)
    assert now["onScreen"]
    # The sheet lay a little askew on the glass.
    assert lies_over(now["box"], printed_at(exact, 2, words), 0.02)
    reader.keyboard.press("t")
    text = reader.locator("[data-view=text] [data-page='2']")
    expect(text).to_be_visible()
    assert fold(marked(reader)[0]["said"]) == words


@pytest.mark.skipif(not tesseract.is_installed(), reason="Tesseract with Vietnamese is not here")
def test_on_a_phone_the_mark_of_a_scan_is_in_sight(person: Callable[..., Page]) -> None:
    reader = person("docgia", viewport={"width": 390, "height": 844}, has_touch=True)
    reader.goto("/tim-kiem?q=nguoi+dung+thuong+xuyen+thi+phai+sua")
    reader.locator("main .result a[href*='trang=2']:visible").first.click()
    boxes = reader.locator(f"{PLACE} .found-box--now")
    expect(boxes).to_have_count(1)
    [now] = boxes.evaluate_all(BOXES)
    assert now["onScreen"]
    bar = reader.locator(".find-bar").bounding_box()
    place = boxes.bounding_box()
    assert bar
    assert place
    assert place["y"] > bar["y"] + bar["height"]
