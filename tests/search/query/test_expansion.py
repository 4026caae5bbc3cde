"""What typed words also stand for."""

import pytest

from intranet.search.lexicon.meanings import Lexicon, Meaning
from intranet.search.query.meaning import ChipKind
from tests.search.filled_engines import understood

LEXICON = Lexicon({
    "cds": (Meaning("CĐS", "chuyển đổi số"),),
    "chuyen doi so": (Meaning("chuyển đổi số", "CĐS"),),
    "da": (Meaning("ĐA", "đề án", ambiguous=True), Meaning("DA", "dự án", ambiguous=True)),
    "so": (Meaning("SO", "sĩ quan"),),
    "tro ly ao": (Meaning("trợ lý ảo", "chatbot", synonym=True),),
})  # fmt: skip


def told(typed: str, *off: str) -> list[str]:
    chips = understood(typed, LEXICON, frozenset(off)).chips
    return [one.text for one in chips if one.kind in (ChipKind.ABBREVIATION, ChipKind.SYNONYM)]


@pytest.mark.parametrize("typed", ["CĐS", "cđs", "CDS", "cds", "kế hoạch CDS"])
def test_a_short_form_is_known_with_and_without_marks(typed: str) -> None:
    assert told(typed) == ["CĐS = chuyển đổi số"]


@pytest.mark.parametrize("typed", ["chuyển đổi số", "chuyen doi so", "Chuyển Đổi Số"])
def test_the_long_form_is_also_the_short_one_and_its_parts_are_nothing_else(typed: str) -> None:
    assert told(typed) == ["chuyển đổi số = CĐS"]


def test_other_marks_are_other_words() -> None:
    assert told("chuyện đôi sổ") == []
    assert told("đã có da") == []


def test_capitals_mean_a_short_form_even_when_they_are_a_word() -> None:
    assert set(told("DA")) == {"DA = dự án", "ĐA = đề án"}
    assert told("da") == []


def test_a_synonym_is_told_as_such() -> None:
    assert told("trợ lý ảo") == ["trợ lý ảo ~ chatbot"]


def test_what_was_switched_off_is_not_told() -> None:
    (key,) = (one.key for one in understood("CĐS", LEXICON).chips if one.key)
    assert told("CĐS", key) == []


def test_the_words_of_an_expansion_are_marked_in_snippets() -> None:
    assert ("chuyen", "doi", "so") in understood("CĐS", LEXICON).phrases
