"""The form for a search in parts: what it writes is read back, in the form and by the search."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.search.index import indexing
from intranet.search.query import parsing
from intranet.search.query.advanced_form import AdvancedQuery, read_back, written
from intranet.search.query.parsing import QueryPart
from intranet.search.query_text import query_text
from tests.making import Make
from tests.site import Site

SYLLABLES = st.sampled_from(
    ["chuyển", "đổi", "số", "kế", "hoạch", "CĐS", "thanh", "tra", "57", "uỷ", "ban", "tinh", "a"]
)
TEXT = st.lists(SYLLABLES, max_size=4).map(" ".join)
DAY = st.one_of(st.just(""), st.dates().filter(lambda d: 1900 <= d.year < 2100).map(str))
SOME = st.one_of(
    SYLLABLES,
    st.sampled_from(
        ['"', "OR", "-", "-b", "cap:", "cấp: trung ương", "loại: kế hoạch", "loai:qd", "từ: 2024",
         "den:3/2024", "tu: hôm", '"chuyển đổi"', '-"x y"', "-cap:tw", "chua-doc:", "lạ-kỳ:x", ",",
         "ky-hieu:57", "co-quan: ubnd tỉnh", "“", "a,b", ":", "a-b", "người-ký: Trần A", '""']
    ),
)  # fmt: skip
QUERIES = st.lists(SOME, max_size=8).map(" ".join)
WORD = re.compile(r'[^\s:"-][^\s:"]*')
NAMED = st.sampled_from([kind.name for kind in DocumentType if kind in TYPE_NAMES])


def parse(typed: str) -> parsing.ParsedQuery:
    """Typed words, taken apart."""
    return parsing.parse(query_text(typed))


def ways(*firsts: str) -> st.SearchStrategy[str]:
    """Two alternatives or none; they begin differently."""
    return st.one_of(
        st.just(""),
        st.lists(TEXT, min_size=2, max_size=2).map(
            lambda rest: ", ".join(f"{a} {b}".strip() for a, b in zip(firsts, rest, strict=True))
        ),
    )


PARTS = st.builds(
    AdvancedQuery,
    words=TEXT, phrase=TEXT, either=ways("sáp", "hợp"), without=TEXT,
    symbol=st.sampled_from(["", "57-NQ/TW", "57", "1 nq-cp"]),
    level=st.sampled_from(["", *(level.value for level in Level)]),
    kind=st.one_of(st.just(""), NAMED), body=TEXT, signer=TEXT, first=DAY, last=DAY, topic=TEXT,
    unread=st.booleans(),
)  # fmt: skip


@given(PARTS)
def test_what_the_form_writes_it_reads_back(parts: AdvancedQuery) -> None:
    if not (parts.words or parts.phrase or parts.either):
        parts = AdvancedQuery(**{**vars(parts), "without": ""})  # leaving out alone asks for it
    if not parts.either:
        assert read_back(written(parts)) == parts
    else:
        assert meaning(written(read_back(written(parts)))) == meaning(written(parts))


@given(QUERIES)
def test_any_query_means_the_same_after_a_way_through_the_form(query: str) -> None:
    assert meaning(written(read_back(query))) == meaning(query), (query, read_back(query))


@given(QUERIES)
def test_what_was_written_stays_as_it_is(query: str) -> None:
    once = written(read_back(query))
    assert meaning(written(read_back(once))) == meaning(once)


def meaning(query: str) -> Any:
    """What a query asks for, without regard to the order of its parts."""
    parsed = parse(query)
    clauses = {
        frozenset(one for piece in clause for one in said(piece)) for clause in parsed.clauses
    }
    return (
        clauses - {frozenset()},
        {one for piece in parsed.without for one in said(piece)},
        {one for piece in parsed.conditions for one in said(piece)},
    )


def said(piece: QueryPart) -> list[Any]:
    """What a part asks for: a narrowing, a phrase, or words, each for itself."""
    if piece.condition:
        return [(piece.condition.key, piece.condition.query, piece.condition.unread)]
    words = [word for word in WORD.findall(piece.text) if any(sign.isalnum() for sign in word)]
    return [" ".join(words)] if piece.is_phrase and words else words


def test_the_form_leads_to_the_results_of_its_query(site: Site, make: Make) -> None:
    plan = make.directive(symbol="211/KH-UBND", subject="Kế hoạch chuyển đổi số")
    make.directive(symbol="5/KH-UBND", subject="Kế hoạch chuyển đổi số hội nghị")
    indexing.catch_up()
    site.sign_in(make.staff())
    answer = site.fetch(
        "search.advanced", tim=1, tu_khoa="chuyen doi so", khong="hội nghị",
        cap="provincial_committee", loai="KH", co_quan="UBND tỉnh", tu="2020-01-01",
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer.location.startswith("/tim-kiem?q=chuyen+doi+so")
    page = site.client.get(answer.location).get_data(as_text=True)
    assert plan.symbol in page
    assert "5/KH-UBND" not in page


def test_a_query_is_shown_in_the_fields_of_the_form(site: Site, make: Make) -> None:
    make.directive()
    indexing.catch_up()
    site.sign_in(make.staff())
    query = 'chuyển đổi "kế hoạch" -huyện cap:tw loai:kh tu:2024 chua-doc:'
    page = site.get("search.advanced", q=query)
    fields = {one.get("name"): one.get("value") for one in page.all("input")}
    assert fields["tu_khoa"] == "chuyển đổi"
    assert fields["cum"] == "kế hoạch"
    assert fields["khong"] == "huyện"
    assert fields["tu"] == "01/01/2024"
    chosen = {one.get("value") for one in page.all("option") if "selected" in one.attrib}
    assert chosen == {"central", "KH"}
    assert any(
        one.get("name") == "chua_doc" and "checked" in one.attrib for one in page.all("input")
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "Chưa ô nào"), ({"tu": "hôm qua"}, "Chưa hiểu"), ({"khong": "huyện"}, "thêm một ô khác")],
)
def test_a_form_that_asks_for_nothing_says_what_to_do(
    site: Site, make: Make, given: dict[str, str], said: str
) -> None:
    page = site.sign_in(make.staff()).get("search.advanced", tim=1, **given)
    assert said in page.text


def test_a_day_that_cannot_be_read_is_asked_for_again_and_nothing_is_lost(
    site: Site, make: Make
) -> None:
    site.sign_in(make.staff())
    page = site.get("search.advanced", tim=1, tu_khoa="kế hoạch", den="32/13/2024")
    assert "Hãy viết ngày như" in page.text
    assert (page.field("tu_khoa"), page.field("den")) == ("kế hoạch", "32/13/2024")
    answer = site.fetch("search.advanced", tim=1, tu_khoa="kế hoạch", den="2/2024")
    assert answer.location.endswith("%C4%91%E1%BA%BFn:+29/2/2024")


def test_the_form_tells_the_count_and_the_names_of_what_the_person_may_see(
    site: Site, make: Make
) -> None:
    unit = make.department()
    hidden = make.body("Ban Chỉ đạo 35 kín")
    make.directive(subject="Kế hoạch chung")
    make.directive(subject="Kế hoạch riêng", audience=[unit], issuing_body=hidden)
    indexing.catch_up()
    for person, count, sees in (
        (make.staff(), 1, False), (make.staff(department=unit), 2, True), (make.clerk(), 2, True),
    ):  # fmt: skip
        site.sign_in(person)
        page = site.get("search.advanced", q="kế hoạch")
        assert f"{count} văn bản khớp đủ" in page.text
        assert ("Ban Chỉ đạo 35 kín" in page.html) is sees
        part = site.client.get(
            site.url("search.advanced", tim=1, tu_khoa="kế hoạch"), headers={"HX-Request": "true"}
        ).get_data(as_text=True)
        assert f"{count} văn bản khớp đủ" in part
        assert "<html" not in part
