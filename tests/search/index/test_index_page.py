"""The administrator's page about the index."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.page_texts import store_clean_text
from intranet.directives.tasks import clean_waiting_files
from intranet.people.roles import Role
from intranet.search.engines import registry
from intranet.search.index import indexing
from intranet.search.usage import latency
from intranet.search.usage.models import LatencyDay
from tests.making import Make
from tests.site import Site


@pytest.fixture
def admin(site: Site, make: Make) -> Site:
    """The portal as the administrator sees it."""
    return site.sign_in(make.staff(role=Role.ADMIN))


def test_the_headline_says_how_many_entries_there_are_or_wait(admin: Site, make: Make) -> None:
    make.directive(subject="Kế hoạch truyền thông")
    db.session.commit()
    assert admin.get("search.index_state").headline == "1 mục đang chờ vào chỉ mục"
    indexing.catch_up()
    page = admin.get("search.index_state")
    assert page.headline == "Chỉ mục tìm kiếm đầy đủ: 1 mục"
    assert "truyền thông" not in page.text


def test_a_rebuild_is_asked_for_done_by_the_worker_and_told(admin: Site, make: Make) -> None:
    make.directive(subject="Kế hoạch")
    db.session.commit()
    assert admin.post("search.index_rebuild").status_code == 302
    tasks().drain()
    said = indexing.progress()
    assert said is not None
    assert said.ended_at
    assert "1 mục" in admin.get("search.index_state").text
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert "index.rebuilt" in acts


def test_a_check_is_shown_and_what_is_wrong_mended(admin: Site, make: Make) -> None:
    paper = make.directive(subject="Kế hoạch")
    name = f"directive:{paper.id}"
    db.session.rollback()
    indexing.catch_up()
    registry.engine().delete([name])
    registry.engine().commit()
    admin.post("search.index_check")
    page = admin.get("search.index_state")
    assert page.headline == "Chỉ mục khác cơ sở dữ liệu ở 1 mục"
    assert name in page.text
    admin.post("search.index_mend")
    assert "đầy đủ" in admin.get("search.index_state").headline
    assert registry.engine().ids() == {name}


def test_the_piece_that_tells_the_progress_stops_asking_at_the_end(admin: Site) -> None:
    told = admin.fetch("search.index_progress").get_data(as_text=True)
    assert "hx-trigger" not in told


def test_searches_are_counted_by_how_long_they_took(app: Flask) -> None:
    for ms in [8.0] * 18 + [300.0] * 2:
        latency.note(ms)
    latency.write()
    [found] = latency.latencies(db.session)
    assert (found.engine, found.times) == ("whoosh", 20)
    assert (found.median_ms, found.slowest_ms) == (10, 350)
    assert latency.is_larger_advised("whoosh", 10, [found])
    assert not latency.is_larger_advised("tantivy", 10, [found])


def test_only_the_last_week_counts_and_old_counts_are_forgotten(app: Flask) -> None:
    for age in (1, latency.WEEK, latency.KEPT_DAYS + 1):
        day = today() - timedelta(days=age)
        db.session.add(LatencyDay(day=day, engine="whoosh", at_most_ms=20, times=5))
    db.session.commit()
    assert [one.times for one in latency.latencies(db.session)] == [5]
    db.session.rollback()
    latency.forget_old()
    assert len(db.session.scalars(select(LatencyDay)).all()) == 2


def test_many_entries_advise_the_larger_engine(
    admin: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "index switch tantivy" not in admin.get("search.index_state").text
    monkeypatch.setattr(latency, "MANY_ENTRIES", -1)
    assert "flask index switch tantivy" in admin.get("search.index_state").text


def test_the_page_says_how_many_old_files_are_split_into_passages(admin: Site, make: Make) -> None:
    first, _second = (make.directive(pages=["Một đoạn."]).latest.file for _ in range(2))
    db.session.commit()
    store_clean_text(db.session, first.id)
    assert "Đã tách đoạn 1 trên 2 tệp" in admin.get("search.index_state").html
    clean_waiting_files()
    assert "Đã tách đoạn" not in admin.get("search.index_state").html
