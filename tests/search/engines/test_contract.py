"""What every engine behind the port owes; run on real indexes in the test's folder."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intranet.language.text.normalization import spelling_key
from intranet.search.engines.port import Engine
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import Filters, SearchRequest, Sort
from intranet.search.query.tree import Term
from tests.search.filled_engines import entry, find, ids, keep


def test_nothing_is_found_before_anything_was_indexed(engine: Engine) -> None:
    assert ids(engine, "kế hoạch") == []
    assert engine.stats().entries == 0
    assert engine.ids() == frozenset()


def test_a_directive_is_found_only_after_the_commit(engine: Engine) -> None:
    engine.upsert([entry(1, "Kế hoạch truyền thông")])
    assert ids(engine, "truyền thông") == []
    before = engine.stats().generation
    engine.commit()
    assert engine.stats().generation != before
    assert ids(engine, "truyền thông") == [1]


def test_what_was_deleted_is_gone_after_the_commit(engine: Engine) -> None:
    keep(engine, entry(1, "Kế hoạch một"), entry(2, "Kế hoạch hai"))
    assert len(ids(engine, "kế hoạch")) == 2
    engine.delete(["directive:1"])
    engine.commit()
    assert ids(engine, "kế hoạch") == [2]
    assert engine.ids() == {"directive:2"}


def test_a_corrected_directive_is_found_once_and_by_its_new_words(engine: Engine) -> None:
    keep(engine, entry(1, "Kế hoạch thanh tra"))
    keep(engine, entry(1, "Chương trình kiểm tra"))
    assert ids(engine, "thanh kế hoạch") == []
    assert ids(engine, "chương trình kiểm tra") == [1]


def test_merging_the_parts_makes_no_duplicates(engine: Engine) -> None:
    for number in range(12):
        keep(engine, entry(number % 5, f"Kế hoạch số {number}"))
        assert len(ids(engine, "kế hoạch")) == min(number + 1, 5)
    assert engine.tidy()
    assert sorted(ids(engine, "kế hoạch")) == [0, 1, 2, 3, 4]
    assert engine.stats().segments == 1


def test_a_rebuild_replaces_the_whole_index_at_once(engine: Engine) -> None:
    keep(engine, entry(1, "Kế hoạch cũ"))

    def entries() -> Iterator[IndexEntry]:
        assert ids(engine, "kế hoạch cũ") == [1]
        yield entry(2, "Kế hoạch mới")

    engine.rebuild(entries())
    assert ids(engine, "kế hoạch") == [2]


def test_a_rebuild_that_fails_leaves_the_old_index(engine: Engine) -> None:
    keep(engine, entry(1, "Kế hoạch cũ"))

    def entries() -> Iterator[IndexEntry]:
        yield entry(2, "Kế hoạch mới")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(entries())
    assert ids(engine, "kế hoạch") == [1]
    keep(engine, entry(3, "Kế hoạch khác"))
    assert len(ids(engine, "kế hoạch")) == 2


def test_who_is_outside_the_audience_gets_no_hit_no_total_and_no_count(
    engine: Engine,
) -> None:
    keep(
        engine,
        entry(1, "kế hoạch chung", year="2025", body="UBND tỉnh"),
        entry(2, "kế hoạch riêng", year="2024", body="Tỉnh ủy", audience=("staff:7",)),
        entry(3, "kế hoạch phòng", year="2023", body="Sở", audience=("department:3", "staff:9")),
    )
    found = find(engine, "kế hoạch", frozenset({"all", "department:1", "staff:1"})).results
    assert [hit.id for hit in found.hits] == ["directive:1"]
    assert found.total == 1
    assert found.facets["year"] == {"2025": 1}
    assert found.facets["body"] == {"UBND tỉnh": 1}
    assert sorted(ids(engine, "kế hoạch", frozenset({"all", "department:3"}))) == [1, 3]
    assert sorted(ids(engine, "kế hoạch", None)) == [1, 2, 3]
    assert ids(engine, "kế hoạch", frozenset()) == []


def test_the_counts_of_a_facet_show_what_else_could_be_chosen(engine: Engine) -> None:
    keep(
        engine,
        entry(1, "kế hoạch", level="central", year="2025", topics=("NQ57", "CĐS")),
        entry(2, "kế hoạch", level="central", year="2024", topics=("NQ57",)),
        entry(3, "kế hoạch", level="agency", year="2025"),
    )
    chosen = Filters({"year": frozenset({"2025"})})
    found = find(engine, "kế hoạch", None, chosen).results
    assert found.total == 2
    assert found.facets["year"] == {"2025": 2, "2024": 1}
    assert found.facets["level"] == {"central": 1, "agency": 1}
    assert found.facets["topic"] == {"NQ57": 1, "CĐS": 1}


def test_hits_come_newest_or_highest_first_when_asked(engine: Engine) -> None:
    keep(
        engine,
        entry(1, "kế hoạch", level="agency", issued_on="2025-05-01"),
        entry(2, "kế hoạch", level="central", issued_on="2024-05-01"),
        entry(3, "kế hoạch", level="provincial_committee", issued_on="2026-05-01"),
    )

    def order(sort: Sort) -> list[str]:
        return [hit.id[-1] for hit in find(engine, "kế hoạch", None, sort=sort).results.hits]

    assert order(Sort.NEWEST) == ["3", "1", "2"]
    assert order(Sort.HIGHEST) == ["2", "3", "1"]


def test_paging_shows_each_hit_once(engine: Engine) -> None:
    keep(engine, *(entry(number, f"kế hoạch {number}") for number in range(25)))
    pages = [
        find(engine, "kế hoạch", None, limit=10, offset=start).results for start in (0, 10, 20)
    ]
    shown = [hit.id for page in pages for hit in page.hits]
    assert len(shown) == len(set(shown)) == 25
    assert {page.total for page in pages} == {25}


@pytest.fixture
def filled(shared: Engine) -> Engine:
    if not shared.ids():
        keep(shared, entry(1, "Kế hoạch 211/KH-UBND", "Đẩy mạnh truyền thông -+*?~[]{}()"))
    return shared


@example(words="AE““0")
@given(words=st.text() | st.text(alphabet="kế hoạch \"“”-+*~?:()[]/57NQTW\\'^ĐƠ"))
def test_any_text_can_be_asked(filled: Engine, words: str) -> None:
    find(filled, words, frozenset({"all"}))


def test_a_bare_term_can_be_asked_of_each_field(filled: Engine) -> None:
    tokens = {
        Field.SYL: "mạnh",
        Field.FOLD: "manh",
        Field.PAIRS: "day_manh",
        Field.CITED: "211khubnd",
    }
    for field, text in tokens.items():
        text = spelling_key(text) if field is Field.SYL else text
        found = filled.search(SearchRequest(Term(field, text), None))
        assert found.total == 1, field
