"""The look: sheets, scripts and parts of pages keep the rules that the house gave them."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel

from intranet.web import badges, formats

ROOT = Path(__file__).parents[2]
WEB = ROOT / "intranet" / "web"
TEMPLATES = sorted((ROOT / "intranet").glob("*/templates/**/*.html"))
SHEETS = sorted((WEB / "static" / "css").glob("*.css"))
SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))


@pytest.fixture
def page():
    """Renders a line of a template that uses the macros."""
    app = Flask("look", template_folder=str(WEB / "templates"))
    Babel(app, default_locale="vi")
    formats.register(app)
    badges.register(app)
    app.jinja_env.globals["csrf_token"] = lambda: "token"

    def render(source: str, **given: object) -> str:
        with app.test_request_context():
            return render_template_string(source, **given)

    return render


def named_sheets() -> list[str]:
    return re.findall(r'"(css/[^"]+)"', (WEB / "templates" / "head.html").read_text("utf-8"))


def test_every_sheet_is_served_once_and_exists():
    served = named_sheets()
    assert len(served) == len(set(served))
    assert {f"css/{sheet.name}" for sheet in SHEETS} == set(served)


def test_tokens_come_first_and_print_comes_last():
    assert named_sheets()[0] == "css/tokens.css"
    assert named_sheets()[-1] == "css/print.css"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_are_written_only_as_tokens(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    if sheet.name not in ("tokens.css", "heat_map_colors.css", "print.css"):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda path: path.name)
def test_no_sheet_or_script_grows_too_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_nothing_inline_that_the_policy_forbids(path):
    text = path.read_text("utf-8")
    assert not re.search(r'\sstyle="', text)
    assert not re.search(r'\son[a-z]+="', text)
    assert not re.search(r"<script(?![^>]*(?:src=|application/json))", text)


def test_the_lock_file_records_no_addresses_and_a_hash_for_each_package():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all(package.get("integrity") for name, package in packages.items() if name)


def test_a_level_is_shown_by_its_vietnamese_word(page):
    source = '{% from "components/marks.html" import level %}{{ level("provincial_party") }}'
    assert page(source) == '<span class="level level--tu">Tỉnh ủy</span>'


def test_a_state_is_colour_icon_and_word_together(page):
    source = (
        '{% from "components/marks.html" import state %}{{ state("overdue", "Quá hạn 3 ngày") }}'
    )
    html = page(source)
    assert "state--overdue" in html
    assert 'class="bi bi-exclamation-octagon-fill" aria-hidden="true"' in html
    assert html.endswith("Quá hạn 3 ngày</span>")


def test_an_ordinary_directive_has_no_urgency_mark(page):
    source = '{% from "components/marks.html" import urgency %}{{ urgency(value) }}'
    assert page(source, value="normal") == ""
    assert "Hỏa tốc" in page(source, value="express")


def test_a_doubtful_fact_asks_to_be_looked_at_again(page):
    source = '{% from "components/marks.html" import sure %}{{ sure(value) }}'
    assert "Chắc 98%" in page(source, value=0.98)
    assert "Xem lại, 64%" in page(source, value=0.64)
    assert "Chưa đọc được" in page(source, value=None)


def test_the_parts_of_a_bar_stand_one_after_the_other_and_never_leave_it(page):
    source = '{% from "components/measure.html" import bar %}{{ bar(parts, "nhãn") }}'
    html = page(source, parts=[("b-ok", 70), ("b-late", 50)])
    assert 'class="b-ok" x="0" width="70"' in html.replace(".0", "")
    assert 'class="b-late" x="70" width="30"' in html.replace(".0", "")


def test_progress_of_nothing_is_an_empty_bar(page):
    source = '{% from "components/measure.html" import progress %}{{ progress(0, 0, "chưa có") }}'
    assert 'width="0' in page(source)


def test_text_from_people_is_escaped(page):
    source = '{% from "components/page.html" import page_head %}{{ page_head(title) }}'
    assert "<script>" not in page(source, title="<script>alert(1)</script>")


def test_a_single_page_of_results_needs_no_pager(page):
    class Page:
        number, pages, total, first, last = 1, 1, 8, 1, 8

    source = '{% from "components/page.html" import pager %}{{ pager(page) }}'
    assert page(source, page=Page()) == ""


def test_the_pager_says_where_one_is_and_leaves_out_the_middle(page):
    class Page:
        number, pages, total, first, last = 6, 12, 1165, 51, 60

        def url(self, number: int) -> str:
            return f"?trang={number}"

    source = '{% from "components/page.html" import pager %}{{ pager(page) }}'
    html = page(source, page=Page())
    assert "51–60 trong 1.165" in html
    assert 'href="?trang=6" aria-current="page"' in html
    assert html.count("…") == 2
    assert 'href="?trang=3"' not in html
