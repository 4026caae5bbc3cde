"""Every page prints: nothing is cut or missing, no sheet is empty, no form asks on paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from flask import url_for
from playwright.sync_api import Page

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from tests.house import routes
from tests.journeys.conftest import Portal
from tests.making import Make, hashed
from tests.reading.making import given
from tests.site import PASSWORD

WHO = {"lanhdao": Role.LEADER, "vanthu": Role.CLERK, "quantri": Role.ADMIN}
LONG = "Về việc tăng cường kỷ luật, kỷ cương hành chính và nâng cao hiệu lực, hiệu quả thanh tra"
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


@pytest.fixture(scope="module")
def pages(portal: Portal) -> Iterator[dict[str, list[str]]]:
    """By the name of who prints them: the addresses of all pages, each once."""
    app = create_app(Settings(data=portal.settings.data))
    with app.app_context():
        make = Make(db.session)
        clerk = db.session.query(StaffMember).filter_by(username="vanthu").one()
        make.serving(
            StaffMember(
                username="quantri", full_name="Nông Thị Quản", role=Role.ADMIN,
                department=db.session.query(Department).filter_by(code="vp").one(),
                password_hash=hashed(PASSWORD), must_change_password=False,
            )
        )  # fmt: skip
        for number in range(12):
            given(make, by=clerk, symbol=f"{900 + number}/UBND-NC", subject=f"{LONG} năm {number}")
        things = routes.prepare(make)
    with app.test_request_context():
        found: dict[str, list[str]] = {name: [] for name in WHO}
        for endpoint, expected in routes.PAGES.items():
            allowed = (name for name, role in WHO.items() if _status(expected, role) == 200)
            if endpoint != "static" and (name := next(allowed, "")):
                values = routes.values_for(app, endpoint, things)
                found[name].append(url_for(endpoint, **values))
    yield found
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _status(expected: routes.Expected, role: Role) -> int:
    return expected.get(role, expected.get(routes.EVERYBODY_ELSE, 0))


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
