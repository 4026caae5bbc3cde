"""Every page in the browser: no findings of axe, no errors, no sideways scrolling on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    ("docgia", ("/", "/can-doc", "/van-ban", "/tim-kiem?q=ky+nang", "/sinh-hoat", "/tai-khoan",
                "/thong-bao", "/bien-nhan")),
    ("vanthu", ("/tai-len", "/kiem-tra", "/sinh-hoat/moi", "/theo-doi")),
)  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("username", "paths"), PAGES, ids=[name for name, _ in PAGES])
def test_pages_are_accessible_and_fit_a_phone(
    person: Callable[..., Page], username: str, paths: tuple[str, ...], theme: str
) -> None:
    page = person(username, color_scheme=theme, bypass_csp=True, **PHONE)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate(
            "tags => axe.run({runOnly: tags}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
            RULES,
        )
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        problems += [f"{path} {one}" for one in found]
        if wide > 1:
            problems.append(f"{path} is {wide} px too wide")
    assert not problems


def test_pages_run_under_their_own_content_policy(person: Callable[..., Page]) -> None:
    page = person("docgia")
    refused: list[str] = []
    page.on("console", lambda one: refused.append(one.text) if one.type == "error" else None)
    for path in ("/", "/van-ban", "/tim-kiem?q=ky+nang", "/sinh-hoat"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert not refused
