"""The search page, as people of the office meet it."""

from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import event

from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.people.roles import Permission, Role, roles_with
from intranet.search.index import indexing
from tests.making import Make
from tests.site import Site

PLAN = "Các sở, ban, ngành đẩy mạnh truyền thông về chuyển đổi số."


@pytest.fixture
def papers(make: Make) -> list[Directive]:
    """Three indexed directives; the last is for one unit only."""
    unit = make.department("Phòng Nghiệp vụ 9")
    made = [
        make.directive(
            symbol="211/KH-UBND", subject="Kế hoạch truyền thông", pages=("Mở đầu", PLAN)
        ),
        make.directive(
            symbol="57-NQ/TW", subject="Đột phá khoa học", level=Level.CENTRAL, pages=(PLAN,)
        ),
        make.directive(symbol="9/KH-TTr", subject="Truyền thông nội bộ", audience=[unit]),
    ]
    indexing.catch_up()
    return made


def test_an_official_finds_without_typing_marks_and_opens_the_best_page(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.index", q="day manh truyen thong")
    assert page.headline == "2 văn bản cho “day manh truyen thong”"
    assert "đẩy mạnh truyền thông" in [" ".join(one.itertext()) for one in page.all("mark")]
    links = [unquote(one.get("href") or "") for one in page.all("a")]
    assert f"/van-ban/{papers[0].id}?trang=2&q=day+manh+truyen+thong" in links


def test_who_is_not_addressed_sees_neither_the_hit_nor_its_count(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.index", q="truyền thông")
    assert "9/KH-TTr" not in page.html
    assert page.headline.startswith("2 văn bản")
    site.sign_in(make.staff(department=papers[2].audience[0].department))
    assert "9/KH-TTr" in site.get("search.index", q="truyền thông").html
    site.sign_in(make.clerk())
    assert "9/KH-TTr" in site.get("search.index", q="truyền thông").html


def test_a_symbol_opens_its_directive_in_any_spelling(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    for typed in ("57-NQ/TW", "57 nq tw", "57/nq-tw"):
        answer = site.fetch("search.index", q=typed)
        assert answer.status_code == 302
        assert answer.location == f"/van-ban/{papers[1].id}"
    assert site.get("search.index", q="57-NQ/TW", tat_ca=1).headline.startswith("1 văn bản")


def test_a_symbol_of_what_one_may_not_see_opens_nothing(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.index", q="9/KH-TTr")
    assert page.headline == "Không thấy văn bản nào cho “9/KH-TTr”"


def test_facets_narrow_and_sorting_reorders(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.index", q="truyền thông", cap="central", sap_xep="moi")
    assert page.headline.startswith("1 văn bản")
    assert "57-NQ/TW" in page.text
    assert "211/KH-UBND" not in page.text
    assert "Bỏ bộ lọc" in page.text


def test_the_page_says_what_to_do_when_nothing_is_found_or_asked(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    assert "Hãy thử ít từ hơn" in site.get("search.index", q="xyzzy").text
    assert "đúng cụm từ" in site.get("search.index").text
    assert "Hãy bỏ bớt điều kiện" in site.get("search.index", q="truyền thông", nam="1999").text


def test_strange_addresses_are_answered(site: Site, make: Make, papers: list[Directive]) -> None:
    site.sign_in(make.staff())
    for values in ({"q": '"'}, {"q": "-"}, {"q": "a" * 5000}, {"q": "kế", "trang": "999"},
                   {"q": "kế", "trang": "²"}, {"q": "kế", "sap_xep": "?"}):  # fmt: skip
        site.get("search.index", **values)


def test_a_page_of_results_asks_the_database_little(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    for number in range(12):
        make.directive(subject=f"Truyền thông đợt {number}", pages=(PLAN,))
    indexing.catch_up()
    site.sign_in(make.staff())
    site.get("search.index", q="truyền thông")  # counts of the pace are written now and then
    asked: list[str] = []
    listener: Any = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    site.get("search.index", q="truyền thông")
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= 15, asked


@pytest.mark.parametrize("role", list(Role))
def test_searching_is_for_who_reads(site: Site, make: Make, role: Role) -> None:
    site.sign_in(make.staff(role))
    site.get("search.index", q="kế", status=200 if role in roles_with(Permission.READ) else 403)


def run(app: Flask, *arguments: str) -> Result:
    done = app.test_cli_runner().invoke(args=list(arguments))
    db.session.remove()
    assert done.exit_code == 0, done.output
    return done


def test_the_command_line_finds_as_a_person_does(
    app: Flask, make: Make, papers: list[Directive]
) -> None:
    import json

    reader, named = make.staff().username, f"directive:{papers[1].id}"
    found = json.loads(run(app, "search", "truyen thong", "--as", reader, "--json").output)
    assert found["total"] == 2
    assert {hit["symbol"] for hit in found["hits"]} == {"211/KH-UBND", "57-NQ/TW"}
    assert found["facets"]["level"] == {"provincial_committee": 1, "central": 1}
    opened = json.loads(run(app, "search", "57 nq tw", "--as", reader, "--json").output)
    assert opened["opens"] == opened["hits"][0]["id"] == named
    assert "211/KH-UBND" in run(app, "search", "kế hoạch truyền thông", "--as", reader).output
    assert app.test_cli_runner().invoke(args=["search", "x", "--as", "ai"]).exit_code == 1


def test_the_index_can_be_thrown_away_and_comes_back(
    app: Flask, make: Make, papers: list[Directive]
) -> None:
    import json
    import shutil

    from intranet.core.current_settings import settings

    shutil.rmtree(settings().search_index)
    assert json.loads(run(app, "index", "stats").output)["entries"] == 0
    run(app, "index", "catch-up")
    assert json.loads(run(app, "index", "stats").output)["entries"] == 3
    run(app, "index", "rebuild")
    told = json.loads(run(app, "index", "stats").output)
    assert (told["entries"], told["lag"]) == (3, 0)


def test_a_phrase_that_stands_nowhere_is_told_and_its_words_are_offered(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.index", q='"thông truyền"')
    assert page.headline == "Không văn bản nào có đúng cụm “thông truyền”"
    assert not [one for one in page.all("article") if one.get("class") == "result"]
    [offer] = [
        one for one in page.all("a") if "Xem 2 văn bản có đủ các từ" in "".join(one.itertext())
    ]
    words = Site._send(site, "GET", offer.get("href")).get_data(as_text=True)
    assert "2 văn bản cho “thông truyền”" in words
    site.sign_in(make.clerk())
    board = site.get("search.board").text
    assert "1 lượt tìm trong 30 ngày qua không có kết quả" in board
    assert (
        site.get("search.index", q='"truyền thông" số').headline
        == "2 văn bản cho “‘truyền thông’ số”"
    )


def test_near_hits_that_nobody_opens_are_no_answer_on_the_board(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.clerk())
    near = "truyền thông vô tuyến"
    assert "gần đúng" in site.get("search.index", q=near).headline
    assert site.get("search.board").headline.startswith("1 lượt tìm")
    site.post("search.opened", {"q": near, "thu": "1"})
    assert site.get("search.board").headline == "Mọi câu tìm trong 30 ngày qua đều có kết quả"


def test_ticking_boxes_tells_how_many_hits_the_button_would_show(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.staff())
    asked = {"q": "truyền thông", "cap": Level.CENTRAL.value}
    assert site.fetch("search.count", **asked).get_data(as_text=True) == "Xem 1 kết quả"
    assert site.fetch("search.count", q="truyền thông").get_data(as_text=True) == "Xem 2 kết quả"
