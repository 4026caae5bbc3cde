"""Saved searches: kept from the results page, listed, renamed, forgotten; each person's own."""

import pytest
from flask import Flask

from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.search.index import indexing
from intranet.search.saved import actions
from intranet.search.saved.models import Alert, SavedHit, SavedSearch
from tests.making import Make
from tests.search.saved_searches import WORDS, arrives, ask, keep
from tests.site import Site


@pytest.fixture
def reader(site: Site, make: Make) -> StaffMember:
    """A reader who is signed in."""
    staff = make.staff(email="nguoi.doc@langson.gov.vn")
    site.sign_in(staff)
    return staff


def test_a_search_is_kept_once_and_leads_back_to_its_results(
    site: Site, make: Make, reader: StaffMember
) -> None:
    make.directive(pages=("Đẩy mạnh chuyển đổi số",))
    indexing.catch_up()
    first = keep(site, loai="KH", trang="3")
    assert first.name == WORDS
    assert first.alert is Alert.BELL
    assert "trang" not in first.address
    assert keep(site, loai="KH").id == first.id
    assert db.session.query(SavedSearch).count() == 1
    answer = site.fetch("search.saved_open", number=first.id)
    assert answer.location == site.url("search.index", q=WORDS, loai="KH")
    assert site.get("search.index", q=WORDS, loai="KH").headline.startswith("1 văn bản")


def test_the_list_says_what_is_new_until_it_was_looked_at(
    site: Site, make: Make, reader: StaffMember
) -> None:
    make.directive(pages=("Đẩy mạnh chuyển đổi số",))
    indexing.catch_up()
    number = keep(site).id
    ask()
    assert site.get("search.saved").headline == "1 câu tìm đã lưu, không có gì mới"
    arrives(make)
    ask()
    page = site.get("search.saved")
    assert page.headline == "1 kết quả mới trong 1 câu tìm đã lưu"
    assert "1 mới" in page.text
    assert "1 mới" in site.get("people.account").text
    site.fetch("search.saved_open", number=number)
    assert "1 mới" not in site.get("search.saved").text


def test_what_is_new_is_counted_as_one_may_see_it_now(
    site: Site, make: Make, reader: StaffMember
) -> None:
    keep(site)
    ask()
    papers = [arrives(make, audience=[reader.department]) for _ in range(2)]
    ask()
    assert site.get("search.saved").headline.startswith("2 kết quả mới")
    papers[0].isolated_at = now()
    db.session.commit()
    assert site.get("search.saved").headline.startswith("1 kết quả mới")


def test_name_and_alert_are_changed_and_the_search_is_forgotten(
    site: Site, reader: StaffMember
) -> None:
    number = keep(site).id
    site.post("search.saved_change", {"ten": "  CĐS  của tỉnh ", "bao": "none"}, number=number)
    search = db.session.get(SavedSearch, number)
    assert (search.name, search.alert) == ("CĐS của tỉnh", Alert.NONE)
    site.post("search.saved_change", {"ten": "", "bao": "?"}, number=number)
    assert db.session.get(SavedSearch, number).name == "CĐS của tỉnh"
    assert "Không báo" in site.get("search.saved").text
    site.post("search.saved_remove", number=number)
    assert db.session.get(SavedSearch, number) is None
    assert site.get("search.saved").headline == "Chưa lưu câu tìm nào"


def test_forgetting_a_search_forgets_what_it_found(
    site: Site, make: Make, reader: StaffMember
) -> None:
    make.directive(pages=("chuyển đổi số",))
    indexing.catch_up()
    number = keep(site).id
    ask()
    assert db.session.query(SavedHit).count() == 1
    assert site.post("search.saved_remove", number=number).status_code == 302
    assert db.session.query(SavedHit).count() == 0


def test_nobody_reaches_the_searches_of_another(
    site: Site, make: Make, reader: StaffMember
) -> None:
    number = keep(site).id
    site.sign_in(make.leader())
    assert site.get("search.saved").headline == "Chưa lưu câu tìm nào"
    assert site.fetch("search.saved_open", number=number).status_code == 404
    for endpoint in ("saved_change", "saved_remove", "feed_renew", "feed_end"):
        assert site.post(f"search.{endpoint}", {"ten": "x"}, number=number).status_code == 404
    assert db.session.get(SavedSearch, number).name == WORDS


def test_the_limit_is_told_in_a_sentence(site: Site, reader: StaffMember) -> None:
    for number in range(actions.MOST):
        keep(site, f"câu {number}")
    url = site.url("search.index", q="một câu nữa")
    answer = site.post("search.save", {"dia_chi": url})
    assert answer.status_code == 400
    assert "nhiều nhất 20 câu tìm" in answer.get_data(as_text=True)


def test_what_is_no_search_is_not_kept(site: Site, reader: StaffMember) -> None:
    for strange in ("", "?", "/tim-kiem", "?loai=KH", "?q=%20", "?q=" + "a" * 3000, "http://["):
        answer = site.post("search.save", {"dia_chi": strange})
        assert answer.status_code == 400, strange
    assert db.session.query(SavedSearch).count() == 0


def test_the_trail_tells_that_a_search_was_kept_but_not_which(
    site: Site, reader: StaffMember
) -> None:
    keep(site, "một chuyện riêng")
    entry = db.session.query(AuditEntry).filter_by(act="search.saved").one()
    assert entry.detail == {}


def test_the_page_asks_the_database_little(app: Flask, site: Site, reader: StaffMember) -> None:
    from sqlalchemy import event

    for number in range(8):
        keep(site, f"câu {number}")
    asked: list[str] = []
    listener = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    site.get("search.saved")
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) <= 12, asked
