"""The shell: home page, health, audit trail, error pages."""

import ast
from pathlib import Path

from intranet.core import audit
from intranet.core.database import db
from intranet.core.heartbeat import beat
from intranet.people.roles import Role
from intranet.web.administration.audit_words import audit_words
from tests.making import Make
from tests.site import Site


def test_the_home_page_of_a_reader_says_how_much_is_left(site: Site, make: Make) -> None:
    page = site.sign_in(make.staff()).get("web.home")
    assert page.headline == "Đã đọc hết, không còn văn bản nào chờ"


def test_the_home_page_shows_new_directives_by_level(site: Site, make: Make) -> None:
    make.directive(symbol="977/KH-UBND", subject="Kế hoạch học kỹ năng số")
    hidden = make.directive(symbol="13/KH-UBND", audience=[make.department()])
    text = site.sign_in(make.staff()).get("web.home").text
    assert "Kế hoạch học kỹ năng số" in text
    assert hidden.symbol not in text


def test_the_administrator_sees_machines_and_no_directives(site: Site, make: Make) -> None:
    make.directive(symbol="977/KH-UBND")
    text = site.sign_in(make.admin()).get("web.home").text
    assert "977/KH-UBND" not in text
    assert "Cơ sở dữ liệu" in text


def test_health_is_bad_without_a_worker_and_good_with_one(site: Site, make: Make) -> None:
    site.sign_in(make.admin())
    answer = site.fetch("web.health")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["worker"]["works"] is False
    beat(db.session, "worker")
    db.session.commit()
    answer = site.fetch("web.health")
    assert answer.status_code == 200
    assert answer.json is not None
    assert {"database", "index", "worker", "storage"} <= set(answer.json)


def test_the_audit_trail_can_be_narrowed(site: Site, make: Make) -> None:
    admin, clerk = make.admin(), make.clerk()
    audit.record(db.session, clerk, "item.saved")
    audit.record(db.session, None, "demo.seeded")
    db.session.commit()
    page = site.sign_in(admin).get("web.audit", username=clerk.username, act="item.saved")
    assert page.headline.startswith("1 việc")


def test_a_page_that_is_not_there_says_what_to_do(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    answer = site.client.get("/khong-co-trang-nay")
    assert answer.status_code == 404
    assert "Về trang chủ" in answer.get_data(as_text=True)


def test_the_component_page_is_for_developers(site: Site, make: Make) -> None:
    site.sign_in(make.staff()).get("web.components", status=404)


def test_pages_stay_out_of_caches_and_carry_their_policy(site: Site, make: Make) -> None:
    answer = site.sign_in(make.staff(Role.READER)).fetch("web.home")
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_english_is_a_switch_away(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    site.post("people.language", {"locale": "en"})
    page = site.get("web.home")
    assert page.root.get("lang") == "en"
    assert "Cần đọc" not in page.text


def test_every_act_that_is_recorded_has_a_word() -> None:
    acts = set()
    for path in Path("intranet").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if "record" in {getattr(called, "attr", ""), getattr(called, "id", "")}:
                acts |= {
                    one.value
                    for one in node.args  # type: ignore[attr-defined]
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    assert acts
    assert not acts - audit_words()["acts"].keys()
