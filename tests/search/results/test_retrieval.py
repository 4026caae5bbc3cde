"""What words find, however they are typed."""

import pytest

from intranet.search.engines.whoosh.engine import WhooshEngine
from tests.search.filled_engines import entry, find, ids, keep


def test_words_typed_without_marks_find_marked_ones(engine: WhooshEngine) -> None:
    keep(engine, entry(1, "Đẩy mạnh chuyển đổi số"), entry(2, "Công tác tổ chức cán bộ"))
    assert ids(engine, "day manh chuyen doi so")[0] == 1


@pytest.mark.parametrize("typed", ["hoà bình", "hòa bình", "HOÀ BÌNH", "ho\u00e0 bi\u0300nh"])
def test_either_tone_placement_and_any_encoding_finds_the_same(
    engine: WhooshEngine, typed: str
) -> None:
    keep(engine, entry(1, "Vì hòa bình"), entry(2, "Tin khác"))
    assert ids(engine, typed) == [1]


def test_with_marks_the_exact_spelling_comes_before_the_merely_folded(engine: WhooshEngine) -> None:
    keep(
        engine,
        entry(1, "Cây dương dương dương"),
        entry(2, "Con đường liên xã qua nhiều thôn bản của huyện và tỉnh"),
        entry(3, "Con đuông"),
    )
    found = ids(engine, "đường")
    assert found[0] == 2
    assert set(found) == {1, 2, 3}


@pytest.mark.parametrize("typed", ["57-NQ/TW", "57/nq-tw", "57 nq tw", "57nqtw", "số 57-NQ/TW"])
def test_a_symbol_in_any_spelling_finds_its_directive_first(
    engine: WhooshEngine, typed: str
) -> None:
    keep(
        engine,
        entry(1, "Kế hoạch thực hiện Nghị quyết 57-NQ/TW", "57-NQ/TW " * 30, symbol="8/KH-UBND"),
        entry(2, "Về đột phá phát triển khoa học", "Bộ Chính trị yêu cầu", symbol="57-NQ/TW"),
    )
    assert ids(engine, typed) == [2, 1]


def test_a_phrase_finds_only_its_words_on_end(engine: WhooshEngine) -> None:
    keep(engine, entry(1, "học vụ số bình dân"), entry(2, "phong trào bình dân học vụ số"))
    assert ids(engine, '"bình dân học vụ"') == [2]
    assert ids(engine, '"binh dan hoc vu"') == [2]
    assert ids(engine, "“bình dân học vụ”") == [2]


def test_an_unpaired_quotation_mark_is_no_phrase(engine: WhooshEngine) -> None:
    keep(engine, entry(1, "phong trào bình dân học vụ số"))
    assert ids(engine, '"bình dân') == [1]


def test_a_phrase_that_nobody_wrote_finds_nothing_and_its_words_are_offered(
    engine: WhooshEngine,
) -> None:
    keep(
        engine,
        entry(1, "phong trào bình dân học vụ số"),
        entry(2, "dân số tăng nhanh"),
        entry(3, "kế hoạch khác"),
    )
    found = find(engine, '"dân bình"', None)
    assert (found.results.total, found.lacking) == (0, ("dân bình",))
    assert (found.as_words.ahead, found.as_words.total) == (1, 2)
    both = find(engine, '"bình dân" "kế hoạch khác"', None)
    assert (both.results.total, both.lacking) == (0, ())
    assert find(engine, '"bình dân" "dân bình"', None).lacking == ("dân bình",)


def test_a_word_after_a_minus_is_left_out(engine: WhooshEngine) -> None:
    keep(engine, entry(1, "kế hoạch thanh tra"), entry(2, "kế hoạch tuyên truyền"))
    assert ids(engine, "kế hoạch -thanh") == [2]
    assert ids(engine, 'kế hoạch -"tuyên truyền"') == [1]


def test_what_carries_all_words_comes_before_what_carries_some(engine: WhooshEngine) -> None:
    keep(
        engine,
        entry(1, "truyền thông truyền thông truyền thông"),
        entry(2, "báo cáo dài về nhiều việc, có nhắc kế hoạch và truyền thông ở cuối"),
    )
    found = find(engine, "kế hoạch truyền thông", None)
    assert found.results.hits[0].id == "directive:2"
    assert (found.exact, found.partial) == (1, 1)


def test_a_star_stands_for_any_end_of_a_word_or_symbol(engine: WhooshEngine) -> None:
    keep(
        engine,
        entry(1, "tuyên truyền thanh niên", symbol="57-NQ/TW"),
        entry(2, "tuyên truyền thành tích", symbol="57-NQ/TU"),
        entry(3, "tuyên truyền khác", symbol="58-NQ/TW"),
    )

    def whole(words: str) -> list[int]:
        return sorted(ids(engine, words)[: find(engine, words, None).exact])

    assert whole("tuyên truyền than*") == [1, 2]
    assert whole("tuyên truyền -than*") == [3]
    assert whole("57-NQ*") == [1, 2]
    assert whole("ký-hiệu:57-nq* tuyên truyền") == [1, 2]
    assert whole("than* niên") == [1]
    assert find(engine, "*", None).results.total == 0
    assert sorted(ids(engine, "t* truyền")) == [1, 2, 3]
