"""The search board: what is asked and what comes of it, never by whom."""

from datetime import timedelta
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import text

from intranet.core.clock import today
from intranet.core.database import db, writing
from intranet.core.task_queue import tasks
from intranet.people.roles import Role
from intranet.search.index import indexing
from intranet.search.usage import query_log
from intranet.search.usage.models import QueryLogDay
from intranet.search.usage.query_log import forget_old
from tests.making import Make
from tests.site import Site


def asked(words: str, times: int = 1, **given: int) -> None:
    """Count a query of today, or of some days ago."""
    day = today() - timedelta(days=given.pop("days_ago", 0))
    with writing() as session:
        session.add(QueryLogDay(day=day, words=words, times=times, **given))


def counts(words: str) -> tuple[int, int, int, int] | None:
    """times, empty, opened, rank_sum of the words today."""
    row = db.session.query(QueryLogDay).filter_by(day=today(), words=words).one_or_none()
    found = (row.times, row.empty, row.opened, row.rank_sum) if row else None
    db.session.rollback()
    return found


def test_the_same_words_are_one_row_however_they_are_typed(app: Flask) -> None:
    for typed, total in (("Chuyển  đổi số", 3), ("chuyển đổi SỐ?", 0), (" “chuyển đổi số” ", 2)):
        query_log.note(typed, total)
    assert counts("chuyển đổi số") == (3, 1, 0, 0)
    assert db.session.query(QueryLogDay).count() == 1


@pytest.mark.parametrize(
    "private",
    [
        "nguyen.van.a@gmail.com",
        "đơn của 0912 345 678",
        "CCCD 020085001234",
        "+84.912.345.678",
        "số tài khoản 8600-2051-2345",
        "",
        "  ?! ",
    ],
)
def test_what_looks_private_is_not_kept(app: Flask, private: str) -> None:
    query_log.note(private, 0)
    query_log.opened(private, 1)
    assert db.session.query(QueryLogDay).count() == 0


@pytest.mark.parametrize(
    "words", ["57-nq/tw", "kế hoạch 211/kh-ubnd ngày 15/12/2024", "từ 01-01-2025 đến 31.12.2025"]
)
def test_symbols_and_dates_are_no_private_numbers(app: Flask, words: str) -> None:
    query_log.note(words, 1)
    assert counts(words) == (1, 0, 0, 0)


def test_long_queries_are_cut(app: Flask) -> None:
    query_log.note("kế hoạch " * 100, 1)
    assert len(db.session.query(QueryLogDay).one().words) <= query_log.LONGEST


def test_a_busy_database_loses_a_count_and_delays_nobody(app: Flask) -> None:
    with writing() as session:
        session.execute(text("UPDATE asked_day SET times = 0"))  # holds the database
        began = monotonic()
        query_log.note("chuyển đổi số", 1)
        assert monotonic() - began < 5  # others wait fifteen seconds
    assert counts("chuyển đổi số") is None
    query_log.note("chuyển đổi số", 1)
    assert counts("chuyển đổi số") == (1, 0, 0, 0)
    with db.engine.connect() as connection:
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == query_log.USUAL_MS


def test_an_opened_hit_counts_with_its_place(site: Site, make: Make) -> None:
    query_log.note("chuyển đổi số", 5)
    site.sign_in(make.staff())
    for rank in ("2", "4"):
        answer = site.post("search.opened", {"q": "Chuyển đổi số", "thu": rank})
        assert (answer.status_code, answer.get_data()) == (204, b"")
    assert counts("chuyển đổi số") == (1, 0, 2, 6)


def test_what_nobody_asked_or_no_place_counts_nothing(site: Site, make: Make) -> None:
    query_log.note("chuyển đổi số", 5)
    site.sign_in(make.staff())
    for fields in ({"q": "khác", "thu": "1"}, {"q": "chuyển đổi số", "thu": "0"}, {"thu": "1"},
                   {"q": "chuyển đổi số", "thu": "²"}, {"q": "chuyển đổi số", "thu": "-1"},
                   {"q": "chuyển đổi số"}, {"q": "chuyển đổi số", "thu": "9" * 30}):  # fmt: skip
        assert site.post("search.opened", fields).status_code == 204
    assert counts("chuyển đổi số") == (1, 0, 0, 0)
    assert db.session.query(QueryLogDay).count() == 1


def test_the_board_shows_what_had_no_answer_and_what_was_left(site: Site, make: Make) -> None:
    asked("bình dân học vụ", 4, empty=4)
    asked("kế hoạch", 6, opened=1, rank_sum=3)
    asked("chuyển đổi số", 10, opened=10, rank_sum=12)
    page = site.sign_in(make.clerk()).get("search.board")
    assert page.headline == "4 lượt tìm trong 30 ngày qua không có kết quả"
    assert "80%" in page.text.replace(" %", "%")
    assert "trung bình 1,4" in page.text
    heads = [" ".join("".join(one.itertext()).split()) for one in page.all("h2")]
    assert heads.index("Không có kết quả") < heads.index("Tìm nhiều nhất")
    tables = [" ".join(" ".join(one.itertext()).split()) for one in page.all("table")]
    assert "bình dân học vụ" in tables[0]
    assert "kế hoạch" not in tables[0]
    assert "kế hoạch" in tables[1]
    assert "chuyển đổi số" not in tables[1]
    links = [one.get("href") or "" for one in page.all("a")]
    with_form = [one for one in links if "loai=dong-nghia" in one and "tu=" in one]
    assert with_form
    form = site.client.get(with_form[0].split("#")[0]).get_data(as_text=True)
    assert 'value="bình dân học vụ"' in form


def test_the_board_looks_back_as_far_as_wanted(site: Site, make: Make) -> None:
    asked("tuần này", 1, days_ago=6)
    asked("tháng này", 1, days_ago=29)
    asked("quý này", 1, days_ago=89)
    site.sign_in(make.clerk())
    for days, shown in (("7", 1), ("30", 2), ("90", 3), ("abc", 2)):
        page = site.get("search.board", ngay=days).text
        assert sum(words in page for words in ("tuần này", "tháng này", "quý này")) == shown


def test_an_empty_board_says_so(site: Site, make: Make) -> None:
    page = site.sign_in(make.clerk()).get("search.board")
    assert page.headline == "Chưa ai tìm gì trong 30 ngày qua"


@pytest.mark.parametrize("role", list(Role))
def test_the_board_is_for_the_office(site: Site, make: Make, role: Role) -> None:
    site.sign_in(make.staff(role))
    site.get("search.board", status=200 if role is Role.CLERK else 403)


def test_counts_are_forgotten_after_the_days_that_were_set(app: Flask) -> None:
    asked("cũ", 1, days_ago=181)
    asked("mới", 1, days_ago=180)
    tasks().enqueue(forget_old)
    tasks().drain()
    assert [row.words for row in db.session.query(QueryLogDay)] == ["mới"]


def test_nothing_that_is_kept_names_a_person(app: Flask) -> None:
    assert {column.name for column in QueryLogDay.__table__.columns} == {
        "id", "day", "words", "times", "empty", "opened", "rank_sum",
    }  # fmt: skip


def test_asking_on_the_page_counts_and_turning_its_pages_does_not(site: Site, make: Make) -> None:
    for _ in range(12):
        make.directive(pages=("Kế hoạch chuyển đổi số",))
    make.directive(symbol="57-NQ/TW")
    indexing.catch_up()
    site.sign_in(make.staff())
    site.get("search.index", q="Chuyển đổi số")
    site.get("search.index", q="chuyển đổi số", trang=2)
    site.get("search.index", q="chuyển đổi số", loai="KH")
    assert counts("chuyển đổi số") == (1, 0, 0, 0)
    site.get("search.index", q="xyzzy")
    assert counts("xyzzy") == (1, 1, 0, 0)
    assert site.fetch("search.index", q="57 nq tw").status_code == 302
    assert counts("57 nq tw") == (1, 0, 1, 1)
