"""The results page: how a query was understood, and how a person changes that."""

from datetime import timedelta
from typing import Any

import pytest

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive, Status
from intranet.search.index import indexing
from intranet.search.lexicon.models import Abbreviation
from tests.making import Make
from tests.reading.making import confirm, given
from tests.site import Page, Site

PLAN = "Đẩy mạnh chuyển đổi số trong ngành thanh tra."


@pytest.fixture
def plan(make: Make) -> Directive:
    """One directive on digital transformation, found by everybody."""
    made = make.directive(symbol="211/KH-UBND", subject="Kế hoạch truyền thông", pages=(PLAN,))
    indexing.catch_up()
    return made


def said(element: Any) -> str:
    """The words of an element."""
    return " ".join("".join(element.itertext()).split())


def links(page: Page, words: str) -> list[str]:
    """Where the links with these words lead."""
    return [
        one.get("href") for one in page.all("a") if words in one.get("aria-label", "") + said(one)
    ]


def chips(page: Page) -> str:
    """The chips in one line."""
    return " ".join(
        said(one) for one in page.all("span") if "chip" in (one.get("class") or "").split()
    )


def abbreviation(make: Make) -> None:
    """CĐS stands for chuyển đổi số, says the Office."""
    db.session.add(
        Abbreviation(
            words="CĐS", words_key="cds", other="chuyển đổi số", other_key="chuyen doi so",
            added_at=now(), added_by_id=make.clerk().id,
        )
    )  # fmt: skip
    db.session.commit()


def test_an_abbreviation_is_explained_and_can_be_switched_off_and_on(
    site: Site, make: Make, plan: Directive
) -> None:
    abbreviation(make)
    site.sign_in(make.staff())
    page = site.get("search.index", q="CĐS")
    assert page.headline == "1 văn bản cho “CĐS”"
    assert "CĐS = chuyển đổi số" in chips(page)
    (off,) = links(page, "Không tìm theo nghĩa này")
    switched = Page(site.client.get(off))
    assert "chuyển đổi số" not in chips(switched)
    assert not switched.headline.startswith("1 văn bản cho")
    (on,) = links(switched, "Bật lại")
    assert Page(site.client.get(on)).headline == page.headline


def test_a_near_hit_says_which_words_it_lacks(site: Site, make: Make, plan: Directive) -> None:
    page = site.sign_in(make.staff()).get("search.index", q="chuyển đổi số ngân hàng")
    struck = [said(one) for one in page.all("s")]
    assert struck == ["ngân", "hàng"]
    assert "Không văn bản nào có đủ mọi từ" in page.text


def test_what_was_typed_without_converting_is_read_and_said(
    site: Site, make: Make, plan: Directive
) -> None:
    page = site.sign_in(make.staff()).get("search.index", q="chuyeenr ddooir soos")
    assert "211/KH-UBND" in page.text
    assert "chuyển đổi số" in chips(page)


def test_a_broken_query_is_searched_as_words_and_says_so(
    site: Site, make: Make, plan: Directive
) -> None:
    page = site.sign_in(make.staff()).get("search.index", q="truyền thông tu:hôm nọ")
    assert page.headline.endswith("tu:hôm nọ”")
    assert "đã tìm như các từ thường" in page.text


def test_newer_and_valid_directives_come_first_among_equals_until_switched_off(
    site: Site, make: Make
) -> None:
    for symbol, days, status in (
        ("1/KH-UBND", 3000, Status.IN_FORCE), ("2/KH-UBND", 10, Status.REPLACED),
        ("3/KH-UBND", 10, Status.IN_FORCE),
    ):  # fmt: skip
        day = (now() - timedelta(days=days)).date()
        make.directive(symbol=symbol, subject="Chuyển đổi số", issued_on=day, status=status)
    indexing.catch_up()
    page = site.sign_in(make.staff()).get("search.index", q="chuyển đổi số")
    assert page.text.index("3/KH-UBND") < page.text.index("1/KH-UBND")
    assert page.text.index("3/KH-UBND") < page.text.index("2/KH-UBND")
    assert "mới và còn hiệu lực lên trước" in chips(page)
    (off,) = links(page, "Xếp không kể mới cũ")
    assert "mới và còn hiệu lực" not in chips(Page(site.client.get(off)))


def test_unread_by_me_counts_and_narrows_to_what_i_have_not_confirmed(
    site: Site, make: Make
) -> None:
    staff = make.staff()
    first, second = (given(make, subject=f"Chuyển đổi số đợt {n}") for n in (1, 2))
    make.directive(subject="Chuyển đổi số, chỉ để biết")
    confirm(staff, first)
    indexing.catch_up()
    site.sign_in(staff)
    page = site.get("search.index", q="chuyển đổi số", nhom="unread")
    assert page.headline.startswith("1 văn bản")
    assert second.subject in page.text
    same = site.get("search.index", q="chuyển đổi số chua-doc:")
    assert same.headline.startswith("1 văn bản")
    site.sign_in(make.staff())
    assert site.get("search.index", q="chuyển đổi số", nhom="unread").headline.startswith("2 văn")


def test_pages_hold_still_while_documents_arrive(site: Site, make: Make) -> None:
    for number in range(15):
        make.directive(subject=f"Chuyển đổi số đợt {number}", published_at=now())
    indexing.catch_up()
    site.sign_in(make.staff())
    first = site.get("search.index", q="chuyển đổi số", sap_xep="moi")
    (following,) = links(first, "Trang sau")
    before = Page(site.client.get(following))
    for number in range(5):
        make.directive(subject=f"Chuyển đổi số vừa về {number}", published_at=now())
    indexing.catch_up()
    after = Page(site.client.get(following))
    titles = [
        [words for h in page.all("h2") if (words := said(h)).startswith("Chuyển")]
        for page in (first, before, after)
    ]
    assert titles[1] == titles[2]
    assert len(set(titles[0]) | set(titles[2])) == len(titles[0]) + len(titles[2])
    assert "5 văn bản khớp vừa về" in after.text
    (again,) = links(after, "Xem lại từ đầu")
    assert Page(site.client.get(again)).headline.startswith("20 văn bản")


def test_a_misspelled_query_proposes_only_what_this_person_would_find(
    site: Site, make: Make
) -> None:
    unit = make.department()
    make.directive(subject="Kế hoạch khiếu nại tố cáo", audience=[unit])
    make.directive(subject="Kế hoạch năm")
    indexing.catch_up()
    outside = site.sign_in(make.staff()).get("search.index", q="khiêu naij tos caó").text
    assert "Kế hoạch khiếu nại" not in outside
    site.sign_in(make.staff(department=unit))
    assert "Kế hoạch khiếu nại" in site.get("search.index", q="khiếu nạy tố cáo").text


def test_a_query_whose_conditions_nothing_meets_says_which_way_back(
    site: Site, make: Make, plan: Directive
) -> None:
    page = site.sign_in(make.staff()).get("search.index", q="truyền thông từ:2090")
    assert page.headline.startswith("Không thấy văn bản nào")
    assert "bỏ bớt một điều kiện" in page.text
    (form,) = links(page, "Sửa các điều kiện")
    assert Page(site.client.get(form)).field("tu") == "01/01/2090"
