"""Every page prints: nothing is cut or missing, no sheet is empty, no form asks on paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.journeys.all_pages import WHO

SHEET = {"width": 643, "height": 970}
"""What is left of an A4 sheet between its margins, in pixels."""
CUT = """() => [...document.querySelectorAll('main *')].filter((one) => {
  const style = getComputedStyle(one);
  if (!one.textContent.trim() || one.closest('.visually-hidden, .sheet-page, svg')) return false;
  if (!/hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY)) return false;
  if (one.clientWidth < 3) return false;
  return one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 3;
}).map((one) => `${one.tagName}.${one.className}`)"""
ASKING = """() => [...document.querySelectorAll('main form')].filter((one) => one.offsetHeight
  && !one.querySelector('table, ol, ul, dl, fieldset, .fact')).map((one) => one.action)"""
UNPRINTED = ".visually-hidden, select, svg, canvas"


@pytest.mark.parametrize("username", WHO)
def test_every_page_prints_whole(
    person: Callable[..., Page], pages: dict[str, list[str]], username: str
) -> None:
    page = person(username)
    problems = []
    for path in pages[username]:
        answer = page.request.get(path)
        if answer.ok and "text/html" in answer.headers["content-type"] and "<main" in answer.text():
            problems += [f"{path}: {fault}" for fault in _faults(page, path)]
    assert not problems


def _faults(page: Page, path: str) -> Iterator[str]:
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    letters, sheets = "", pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    for number, sheet in enumerate(sheets, 1):
        layer, (width, _height) = sheet.get_textpage(), sheet.get_size()
        text = layer.get_text_range()
        letters += text
        if not text.strip() and not any(one.type == 3 for one in sheet.get_objects()):
            yield f"sheet {number} is empty"
        boxes = (layer.get_charbox(at) for at in range(layer.count_chars()))
        if any(right > width + 1 or left < -1 for left, _bottom, right, _top in boxes):
            yield f"sheet {number} is cut at its side"
    sheets.close()
    page.evaluate(f"document.querySelectorAll('{UNPRINTED}').forEach((one) => one.remove())")
    wanted = set(re.findall(r"\w+", _plain(page.locator("main").inner_text())))
    printed = "".join(_plain(letters).split())
    missing = sorted(word for word in wanted if word not in printed)
    if missing:
        yield f"not printed: {' '.join(missing[:8])}"
    yield from (f"cut: {one}" for one in page.evaluate(CUT))
    yield from (f"a form asks: {one}" for one in page.evaluate(ASKING))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
