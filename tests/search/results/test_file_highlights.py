"""What the reader's script is told to mark, and to whom it is told."""

from typing import Any

import pytest

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.roles import Role
from intranet.search.index.indexing import catch_up
from tests.making import Make
from tests.reading.making import given
from tests.site import Site

PAGES = ("Về chuyển đổi số của tỉnh.", "Số liệu chung.", "Kinh phí cho chuyển\nđổi số.")
"""The first page is a scan."""


@pytest.fixture
def scan(make: Make) -> tuple[int, int]:
    """The ids of a directive of three pages, the first recognised, and of its version."""
    file = make.file(pages=PAGES)
    file.pages[0].method = "ocr"
    file.pages[0].words = [
        [word, n / 10, 0.5, n / 10 + 0.09, 0.52, 0.9, 0] for n, word in enumerate(PAGES[0].split())
    ]
    directive = given(make, audience=[make.department()], file=file)
    return directive.id, directive.latest.id


def told(site: Site, endpoint: str, **values: Any) -> dict[str, Any]:
    """The JSON of the answer."""
    answer = site.fetch(endpoint, **values)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def test_a_scan_has_boxes_and_a_text_layer_has_its_words(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.marks", van_ban=scan[0], q="chuyen doi so")
    assert found["total"] == 2
    assert [page["page"] for page in found["pages"]] == [1, 3]
    assert found["pages"][0]["boxes"] == [[[0.1, 0.5, 0.29, 0.02]]]
    assert "boxes" not in found["pages"][1]
    assert found["pages"][1]["runs"] == [["chuyen", "doi", "so"]]


def test_words_typed_with_marks_come_with_the_spellings_that_are_meant(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.marks", van_ban=scan[0], ban=scan[1], q="chuyển đổi số")
    assert found["spelled"]["chuyen"] == ["chuyển"]
    assert told(site, "search.marks", van_ban=scan[0], q="chuyen")["spelled"] == {}


def test_the_page_it_opens_at_has_marks(site: Site, make: Make, scan: tuple[int, int]) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.marks", van_ban=scan[0], q="chuyen doi so", trang=2)
    assert [page["page"] for page in found["pages"]] == [1, 2, 3]


def test_search_inside_counts_and_quotes_each_page_without_marks_typed(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.within", directive_id=scan[0], q="chuyen do")
    assert [(page["page"], page["count"]) for page in found["pages"]] == [(1, 1), (3, 1)]
    assert found["pages"][1]["lines"] == ["Kinh phí cho ", "chuyển đổi", " số."]


def test_a_phrase_that_the_paper_has_not_is_marked_word_by_word(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.marks", van_ban=scan[0], q='"chuyển đổi toàn tỉnh"')
    assert found["pages"][0]["runs"] == [["chuyen", "doi"], ["tinh"]]


def test_telex_left_in_the_query_is_marked_as_it_was_meant(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    found = told(site, "search.marks", van_ban=scan[0], q="chuyeenr ddooir soos")
    assert found["total"] == 2


def test_what_an_abbreviation_stands_for_is_marked_until_it_is_switched_off(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    asked = {"van_ban": scan[0], "q": "CĐS"}
    assert told(site, "search.marks", **asked)["total"] == 2
    assert told(site, "search.marks", **asked, bo="a:cds:chuyen-doi-so")["total"] == 0


def test_nothing_is_told_of_what_one_may_not_see(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.staff())
    for asked in ({"van_ban": scan[0]}, {"van_ban": scan[0], "ban": scan[1]}, {}):
        assert site.fetch("search.marks", q="chuyen doi", **asked).status_code == 404
    for ban in (0, scan[1], 99, 2**40, "x"):
        answer = site.fetch("search.within", directive_id=scan[0], q="chuyen doi", ban=ban)
        assert answer.status_code == 404


def test_a_version_of_another_directive_is_not_there(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    another = given(make, audience=[make.department()]).latest.id
    site.sign_in(make.clerk())
    assert site.fetch("search.marks", van_ban=scan[0], ban=another, q="a").status_code == 404
    assert site.fetch("search.marks", van_ban=scan[0], ban=-1, q="a").status_code == 200


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "-", "a" * 5000, "\x00", "'\"<script>", "57-NQ/TW"]
)
def test_no_words_break_it(site: Site, make: Make, scan: tuple[int, int], words: str) -> None:
    site.sign_in(make.staff(Role.LEADER))
    for page in ("", "0", "-1", "x", "9" * 40):
        told(site, "search.marks", van_ban=scan[0], q=words, trang=page)
    told(site, "search.within", directive_id=scan[0], q=words)


def test_what_is_isolated_is_not_marked_for_anybody(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    db.session.get_one(Directive, scan[0]).isolated_at = now()
    db.session.commit()
    site.sign_in(make.leader())
    assert site.fetch("search.marks", van_ban=scan[0], q="chuyen doi").status_code == 404


def test_a_page_of_the_reader_knows_where_to_ask(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    site.sign_in(make.clerk())
    page = site.get("directives.show", directive_id=scan[0])
    assert f"/tim-kiem/danh-dau?van_ban={scan[0]}&amp;ban={scan[1]}" in page.html
    assert f"/tim-kiem/trong/{scan[0]}?ban={scan[1]}" in page.html


def test_a_misspelled_word_is_marked_as_the_search_took_it(
    site: Site, make: Make, scan: tuple[int, int]
) -> None:
    db.session.rollback()
    catch_up()
    site.sign_in(make.clerk())
    assert told(site, "search.marks", van_ban=scan[0], q="chuyeen doii so")["total"] == 2
