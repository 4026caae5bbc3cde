"""Whom the portal answers, and how much it tells: names, headers, health, numbers in addresses."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from intranet import create_app
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.heartbeat import Heartbeat, beat
from intranet.people.roles import Role
from intranet.web.host_names import answers_to
from tests.house.routes import prepare, values_for
from tests.house.structure import ROOT
from tests.house.test_doors import address
from tests.making import Make
from tests.site import Site

TOKEN = "only-for-the-monitor"
HUGE = ("9" * 22, "9" * 6000, "9999-12-31")
ASKED = re.compile(
    r"""(?:args|given|form)\.get(?:list)?\(\s*"([\w-]+)"|(?:number|_id|text|page)\(\s*"([\w-]+)"\)"""
    r"""|FilterCondition\("\w+", "([\w-]+)\""""
)
# ---- names


@pytest.mark.parametrize(
    ("host", "portal", "listed", "answered"),
    [
        ("localhost:8000", "", "", True),
        ("10.0.3.7:8000", "", "", True),
        ("evil.example", "", "", False),
        ("cong.langson.gov.vn", "https://cong.langson.gov.vn", "", True),
        ("10.0.3.7", "https://cong.langson.gov.vn", "", False),
        ("10.0.3.7", "https://cong.langson.gov.vn", "10.0.3.7, vpn.vn", True),
        ("127.0.0.1:8000", "https://cong.langson.gov.vn", "", True),
        ("a.langson.gov.vn", "", ".langson.gov.vn", True),
        ("evil-langson.gov.vn", "", ".langson.gov.vn", False),
        ("cong.langson.gov.vn.evil.example", "https://cong.langson.gov.vn", "", False),
        ("", "", "", False),
    ],
)
def test_the_portal_answers_only_to_its_own_names(
    host: str, portal: str, listed: str, answered: bool
) -> None:
    assert answers_to(host, Settings(portal_address=portal, trusted_hosts=listed)) is answered


def test_a_made_up_host_gets_a_sentence_and_no_page(app: Flask) -> None:
    for path in ("/dang-nhap", "/tim-kiem/nguon-tin/x"):
        answer = app.test_client().get(path, base_url="http://evil.example")
        assert answer.status_code == 400
        assert "PORTAL_ADDRESS" in answer.get_data(as_text=True)
        assert "evil.example" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("https", [False, True])
def test_every_answer_tells_the_browser_to_be_careful(tmp_path: Path, https: bool) -> None:
    client = create_app(Settings.for_tests(tmp_path, https=https)).test_client()
    secure = "https" if https else "http"
    for path in ("/static/css/tokens.css", "/healthz", "/khong-co"):
        with client.get(path, base_url=f"{secure}://localhost") as answer:
            heads = answer.headers
        assert "default-src 'self'" in heads["Content-Security-Policy"]
        assert "'unsafe" not in heads["Content-Security-Policy"]
        assert heads["X-Content-Type-Options"] == "nosniff"
        assert heads["X-Frame-Options"] == "DENY"
        assert ("Strict-Transport-Security" in heads) is https
    if https:
        led = client.get("/dang-nhap?next=/a", base_url="http://localhost")
        assert led.headers["Location"] == "https://localhost/dang-nhap?next=/a"


# ---- health


def test_strangers_learn_of_health_only_whether_it_works(site: Site, make: Make) -> None:
    answer = site.fetch("web.health")
    assert (answer.status_code, answer.json) == (503, {"status": "failing"})
    beat(db.session, "worker")
    db.session.commit()
    answer = site.fetch("web.health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    reader = site.sign_in(make.staff()).fetch("web.health")
    assert reader.json == {"status": "ok"}


def test_the_administrator_and_the_monitor_learn_every_part(
    app: Flask, site: Site, make: Make
) -> None:
    parts = site.sign_in(make.admin()).fetch("web.health").json
    assert parts
    assert {"database", "index", "worker", "storage", "receipts", "own_account"} <= parts.keys()
    monitor = create_app(Settings.for_tests(app_folder(app), health_token=TOKEN)).test_client()
    shown = {"Authorization": f"Bearer {TOKEN}"}
    assert "worker" in (monitor.get("/healthz", headers=shown).json or {})
    for wrong in ({"Authorization": "Bearer x"}, {"Authorization": "Bearer é"}, {}):
        assert monitor.get("/healthz", headers=wrong).json == {"status": "failing"}


def app_folder(app: Flask) -> Path:
    settings: Settings = app.service(Settings)  # type: ignore[attr-defined]
    return settings.data


def test_no_token_opens_the_details_while_none_is_set(site: Site) -> None:
    for shown in ("Bearer ", "Bearer x", "Basic Og=="):
        answer = site.client.get("/healthz", headers={"Authorization": shown})
        assert answer.json == {"status": "failing"}


def test_asking_for_health_writes_nothing(site: Site, settings: Settings) -> None:
    db.session.add(Heartbeat(name="worker", at=now() - timedelta(seconds=1)))
    db.session.commit()
    site.fetch("web.health")
    before = {path: path.stat().st_mtime_ns for path in settings.data.rglob("*")}
    before[settings.uploads] = settings.uploads.stat().st_mtime_ns
    site.fetch("web.health")
    after = {path: path.stat().st_mtime_ns for path in settings.data.rglob("*")}
    assert {path.name for path in after if after[path] != before.get(path)} <= {
        "portal.sqlite3-shm", "portal.sqlite3-wal",
    }  # fmt: skip


# ---- numbers


@cache
def parameters(room: str = "") -> set[str]:
    """Every name that a page looks for in its address, as the code (of a room) says it."""
    places = (ROOT / "intranet" / room).rglob("*.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in places)
    return {name for names in ASKED.findall(code) for name in names if name}


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN])
def test_no_number_in_an_address_breaks_a_page(
    app: Flask, site: Site, make: Make, role: Role
) -> None:
    things = prepare(make)
    site.sign_in(make.staff(role))
    assert {"trang", "page", "giao", "don-vi", "nam", "ban_moi_cua", "co_quan"} <= parameters()
    wrong = []
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    for rule in rules:
        if rule.endpoint in {"static", "web.health"}:
            continue
        values = values_for(app, rule.endpoint, things) if rule.arguments else {}
        page = address(rule, values)
        for huge in HUGE:
            with site.client.get(page, query_string=dict.fromkeys(parameters(), huge)) as answer:
                db.session.rollback()
                if answer.status_code >= 500:
                    wrong.append((page, huge[:24], answer.status_code))
    assert not wrong


def test_each_number_alone_does_not_break_a_page_either(app: Flask, site: Site, make: Make) -> None:
    site.sign_in(make.leader())
    wrong = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments or rule.endpoint == "web.health":
            continue
        for name in parameters(rule.endpoint.partition(".")[0]):
            answer = site.client.get(rule.rule, query_string={name: HUGE[0]})
            db.session.rollback()
            if answer.status_code >= 500:
                wrong.append((rule.rule, name, answer.status_code))
    assert not wrong


@pytest.mark.parametrize("number", ["9" * 22, "9" * 6000, "2147483648"])
def test_a_number_that_no_row_has_is_a_page_that_is_not_there(
    app: Flask, site: Site, make: Make, number: str
) -> None:
    things = prepare(make)
    site.sign_in(make.admin())
    found = []
    for rule in app.url_map.iter_rules():
        numbers = [name for name, how in rule._converters.items() if "RowNumber" in repr(how)]
        values = values_for(app, rule.endpoint, things) if numbers else {}
        for name in numbers:
            page = address(rule, {**values, name: number})
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            found.append((page[:60], site.client.open(page, method=method).status_code))
            db.session.rollback()
    assert len(found) > 60
    assert {status for _page, status in found} <= {400, 404, 405}, found
