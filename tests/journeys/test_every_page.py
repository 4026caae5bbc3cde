"""Every page in the browser: axe finds nothing, nothing is too wide, no figure loses its label."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.all_pages import WHO

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE, ENLARGED = (1366, 768), (390, 844), (683, 384)
ROOM = ["target-size", "scrollable-region-focusable"]
LOOKS = (
    (WIDE, "light", RULES), (WIDE, "dark", ["color-contrast"]),
    (PHONE, "dark", ["color-contrast", *ROOM]), (ENLARGED, "light", ROOM),
)  # fmt: skip
"""Whole once on a desk; else what a theme, a phone or 200 % (half the pixels) can change."""
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
FOUND = """(rules) => axe.run({ runOnly: rules, resultTypes: ["violations"] })
  .then((all) => all.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.target)}`))"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
BARE = """() => [...document.querySelectorAll("main .table-cards tbody td + td:not([data-label])")]
  .filter((cell) => cell.offsetHeight && /^[-0-9/.:, %…]+$/.test(cell.innerText.trim()))
  .filter((cell) => !cell.querySelector("a, button, input, select, .state, .chip"))
  .map((cell) => cell.innerText)"""
"""Dates and figures in a table on a phone that nothing names."""


@pytest.mark.parametrize("username", WHO)
def test_every_page_is_accessible_fits_and_keeps_its_labels(
    person: Callable[..., Page], pages: dict[str, list[str]], username: str
) -> None:
    page = person(username, bypass_csp=True)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    for path in pages[username]:
        answer = page.request.get(path)
        if answer.ok and "text/html" in answer.headers["content-type"] and "<main" in answer.text():
            problems += [f"{path}: {fault}" for fault in _faults(page, path)]
    assert not problems


def test_the_door_is_accessible_too(person: Callable[..., Page]) -> None:
    page = person("docgia", bypass_csp=True)
    page.context.clear_cookies()
    assert not list(_faults(page, "/dang-nhap"))


def _faults(page: Page, path: str) -> Iterator[str]:
    page.goto(path)
    page.add_style_tag(content=STILL)
    page.evaluate(AXE)
    for (width, height), theme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("(theme) => { document.documentElement.dataset.bsTheme = theme; }", theme)
        yield from (f"{width} {theme} {one}" for one in page.evaluate(FOUND, rules))
        if (excess := page.evaluate(TOO_WIDE)) > 1:
            yield f"{width} is {excess} px too wide"
        if width == PHONE[0]:
            yield from (f"without a label: {one}" for one in page.evaluate(BARE))


def test_pages_run_under_their_own_content_policy(person: Callable[..., Page]) -> None:
    page = person("docgia")
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if one.type == "error" else None)
    for path in ("/", "/van-ban", "/tim-kiem?q=ky+nang", "/sinh-hoat"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert not refused
