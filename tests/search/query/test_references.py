"""Papers and days that a query names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.language.bodies.document_types import DocumentType
from intranet.search.analysis import number_keys, own_keys
from intranet.search.query.references import flat, references_in


@pytest.mark.parametrize(
    "typed",
    ["57-NQ/TW", "57/nq-tw", "57 nq tw", "57nqtw", "số 57-NQ/TW", "57 - NQ/TW", "so: 57-nq/tw"],
)
def test_a_whole_symbol_in_any_spelling_is_one_key(typed: str) -> None:
    (one,) = references_in(typed)
    assert one.symbol == "57nqtw"
    assert one.is_whole(typed)


@pytest.mark.parametrize(
    "typed",
    ["NQ 57", "nq57", "NQ57", "nghị quyết 57", "nghi quyet 57", "Nghị quyết số 57", "NQ số 57"],
)
def test_kind_and_number_name_every_paper_that_may_be_meant(typed: str) -> None:
    (one,) = references_in(typed)
    assert set(own_keys("57-NQ/TW")) & set(one.keys)
    assert set(own_keys("57/NQ-CP")) & set(one.keys)
    assert set(own_keys("57/2022/QH15")) & set(one.keys)
    assert not set(own_keys("57/KH-UBND")) & set(one.keys)


def test_a_year_inside_the_number_narrows_to_it() -> None:
    (one,) = references_in("nghị định 30/2020")
    assert set(own_keys("30/2020/NĐ-CP")) & set(one.keys)
    assert not set(own_keys("30/2021/NĐ-CP")) & set(one.keys)


@pytest.mark.parametrize(
    "typed",
    ["22/12/2024", "22-12-2024", "ngày 22 tháng 12 năm 2024", "ngay 22 thang 12 nam 2024",
     "22.12.2024", "ngày 22/12/2024"],
)  # fmt: skip
def test_a_day_is_one_day_however_it_is_written(typed: str) -> None:
    (one,) = references_in(typed)
    assert one.day == "2024-12-22"
    assert one.is_whole(typed)


@pytest.mark.parametrize(
    "typed",
    ["báo cáo 6 tháng", "kế hoạch 2024", "chương trình 5 năm", "2024", "kế hoạch", "Tb 5",
     "quyết định 3.000 tỷ", "thông tư 50%", "99/99/2024"],
)  # fmt: skip
def test_figures_that_count_something_name_nothing(typed: str) -> None:
    assert not any(one.keys for one in references_in(typed))


def test_a_symbol_that_no_grammar_knows_is_still_a_key() -> None:
    (one,) = references_in("64/2020/TT-")
    assert set(own_keys("64/2020/TT-")) & set(one.keys)


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("57-NQ/TW", "nq:57"), ("30/2020/NĐ-CP", "nd:30/2020"), ("57/2020/QH14", "l:57"),
        ("57/2020/QH14", "nq:57/2020"), ("123/UBND-NC", "cv:123"), ("0044/QĐ-BCT", "qd:44"),
        ("64/2020/TT-", "so:64"), ("78", "so:78"),
    ],
)  # fmt: skip
def test_an_entry_bears_kind_and_number(symbol: str, key: str) -> None:
    assert key in own_keys(symbol)


def test_an_entry_without_a_symbol_bears_nothing() -> None:
    assert own_keys("") == ()
    assert own_keys("Số:   /") == ("so",)


@given(st.sampled_from(list(DocumentType)), st.integers(1, 99_999))
def test_what_a_query_asks_by_kind_and_number_is_what_the_entry_bears(
    kind: DocumentType, number: int
) -> None:
    asked = references_in(f"{kind.mark} số {number}")
    borne = set(number_keys(str(number), None, (kind,)))
    assert not asked or borne & set(asked[0].keys)


@given(st.text() | st.text(alphabet="0123456789/-. NQTWđkế hoạchngàytháng năm"))
def test_what_is_named_lies_in_the_text_without_overlaps(text: str) -> None:
    end = 0
    for one in references_in(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
    assert len(flat(text)) == len(text)
