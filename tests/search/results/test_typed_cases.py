"""What is typed and what must come first: a small register, asked in every way people ask."""

import pytest

from intranet.search.engines.port import Engine
from intranet.search.fields import IndexEntry
from intranet.search.query.request import Filters
from intranet.search.results.retrieval import SearchOutcome
from tests.search.filled_engines import find, keep
from tests.search.small_register import (
    KH8,
    KH211,
    KH211SO,
    LEGACY,
    LEXICON,
    LUAT57,
    ND30,
    PEOPLE,
    POPLAR,
    QD1169,
    REGISTER,
    ROAD,
    SECRET,
    SKILL,
)
from tests.search.typed_cases import CASES


@pytest.fixture(scope="module")
def register(shared: Engine) -> Engine:
    """An engine that holds the small register."""
    keep(shared, *REGISTER)
    return shared


def asked(register: Engine, words: str, **more: object) -> SearchOutcome:
    return find(register, words, frozenset({"all"}), lexicon=LEXICON, **more)  # type: ignore[arg-type]


def numbers(finding: SearchOutcome) -> list[int]:
    return [int(hit.id.split(":")[1]) for hit in finding.results.hits]


@pytest.mark.parametrize(("typed", "first"), CASES)
def test_what_is_meant_comes_first(register: Engine, typed: str, first: tuple[int, ...]) -> None:
    found = numbers(asked(register, typed))
    assert set(found[: len(first)]) == set(first), found
    assert SECRET not in found


def test_what_only_others_may_see_is_neither_found_nor_proposed(register: Engine) -> None:
    finding = asked(register, "nhân sựự cấp cao")
    assert SECRET not in numbers(finding)
    assert not finding.instead
    assert "sự" not in str(finding.note)


def test_an_expansion_is_told_and_switched_off(register: Engine) -> None:
    finding = asked(register, "đột phá CĐS quốc gia")
    (chip,) = (one for one in finding.understood.chips if one.key.startswith("a:"))
    assert chip.text == "CĐS = chuyển đổi số"
    assert finding.exact == 1
    without = asked(register, "đột phá CĐS quốc gia", off=frozenset({chip.key}))
    assert without.exact == 0


def test_a_doubtful_abbreviation_adds_only_near_hits(register: Engine) -> None:
    finding = asked(register, "TTr")
    found = numbers(finding)
    assert LEGACY in found
    assert found.index(LEGACY) >= finding.exact


def test_a_paper_by_kind_and_number_can_be_taken_as_words(register: Engine) -> None:
    (chip, *_) = asked(register, "luật 57/2020").understood.chips
    assert chip.text == "luật 57/2020"
    words = asked(register, "luật 57/2020", off=frozenset({chip.key})).understood
    assert all(one.key != chip.key for one in words.chips)


def test_a_near_hit_says_what_it_lacks(register: Engine) -> None:
    finding = asked(register, "thể thức kỹ thuật trực thăng")
    assert (finding.exact, numbers(finding)[0]) == (0, ND30)
    assert finding.missing[f"directive:{ND30}"] == ("trực", "thăng")


def test_a_hit_with_all_words_lacks_nothing(register: Engine) -> None:
    finding = asked(register, "công tác văn thư")
    assert finding.exact >= 1
    assert f"directive:{ND30}" not in finding.missing


def test_words_typed_in_telex_are_told(register: Engine) -> None:
    finding = asked(register, "thanh nieen")
    assert [c.text for c in finding.understood.chips if c.key == "typing"] == ["thanh niên"]
    assert LUAT57 not in numbers(asked(register, "vawn thuw", off=frozenset({"typing"})))[:1]


def test_a_misspelling_that_finds_nothing_is_searched_as_it_was_meant(
    app: object, register: Engine
) -> None:
    finding = asked(register, "thứcc")
    assert numbers(finding)[:1] == [PEOPLE]
    assert "thứcc" in str(finding.note)
    assert not asked(register, "thứcc", off=frozenset({"spelling"})).results.total


def test_a_misspelling_that_finds_little_is_offered_corrected(register: Engine) -> None:
    finding = asked(register, "doanh nghiệp nhỏ và vuừa")
    assert numbers(finding)[0] == QD1169
    assert finding.instead == "doanh nghiệp nhỏ và vừa"


def test_with_marks_the_exact_spelling_is_exact_and_the_folded_is_near(register: Engine) -> None:
    finding = asked(register, "đường")
    assert (finding.exact, finding.partial) == (1, 2)
    assert numbers(finding)[0] == ROAD
    assert set(numbers(finding)[1:]) == {POPLAR, SKILL}  # dương, dưỡng
    assert numbers(asked(register, "đường", off=frozenset({"folding"}))) == [ROAD]


def test_unread_is_a_wish_of_the_page_and_finds_all_that_is_filed(register: Engine) -> None:
    finding = asked(register, "chua-doc:")
    assert finding.understood.unread
    assert finding.results.total >= sum(bool(one.level or one.issued_on) for one in REGISTER)


def test_filters_narrow_what_words_find(register: Engine) -> None:
    chosen = Filters({"kind": frozenset({"KH"}), "year": frozenset({"2025"})})
    found = numbers(asked(register, "kế hoạch", filters=chosen))
    assert set(found) == {KH211, KH8, KH211SO}


def test_the_newer_of_equals_comes_first_when_preferred(register: Engine) -> None:
    older = IndexEntry(
        "directive:90", "Kế hoạch trồng cây", issued_on="2010-01-01", audience=("all",)
    )
    newer = IndexEntry(
        "directive:91", "Kế hoạch trồng cây", issued_on="2026-01-01", audience=("all",)
    )
    keep(register, older, newer)
    preferred = asked(register, "trồng cây", prefer="2026-02-01")
    assert numbers(preferred)[:2] == [91, 90]
    assert any(chip.key == "preference" for chip in preferred.understood.chips)
    plain = asked(register, "trồng cây", prefer="2026-02-01", off=frozenset({"preference"}))
    assert all(chip.key != "preference" for chip in plain.understood.chips)
    register.delete(["directive:90", "directive:91"])
    register.commit()
