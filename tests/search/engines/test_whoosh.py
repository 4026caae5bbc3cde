"""What only the Whoosh engine has: merges, builds by several processes, indexes of other forms."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.search.analysis import folds_of, forms_of
from intranet.search.engines import entry_processes
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.whoosh import index_writer
from intranet.search.engines.whoosh.engine import WhooshEngine, worth_merging
from intranet.search.engines.whoosh.segment_arrays import Postings, PostingsCache
from intranet.search.fields import Field
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Phrase
from tests.search.filled_engines import entry, ids, keep


@given(
    st.text(alphabet="aáàảãạăâấeéêếiíìoóôơớuúưứyýỳbcdđghklmnqrstvx1259Y", min_size=1, max_size=6)
)
def test_a_word_without_marks_is_one_of_what_its_spelling_may_stand_for(word: str) -> None:
    spelled, plain = forms_of(word)
    assert plain in folds_of(spelled)


def test_a_phrase_is_found_however_its_i_and_y_are_written(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    keep(
        engine,
        entry(1, "ký quỹ mẫu A4 kỳ hai"),
        entry(2, "kí quĩ mẫu á kì hai"),
        entry(3, "ký hai"),
    )
    for words, numbers in {"ký quỹ": {1, 2}, "kí quĩ mẫu A4": {1}, "mẫu á kỳ": {2}}.items():
        asked = Phrase(Field.SYL, tuple(forms_of(word)[0] for word in words.split()))
        hits = engine.search(SearchRequest(asked, audience=None)).hits
        assert {int(hit.id[-1]) for hit in hits} == numbers
    engine.close()


@dataclass(frozen=True)
class Sizes:
    """A segment as merging sees it."""

    living: int
    gone: int = 0

    def doc_count(self) -> int:
        return self.living

    def deleted_count(self) -> int:
        return self.gone

    def doc_count_all(self) -> int:
        return self.living + self.gone


def test_large_parts_are_left_alone_until_small_ones_make_up_for_them() -> None:
    large, small = Sizes(5_000), [Sizes(count) for count in (1, 3, 50, 90)]
    assert worth_merging([large, *small]) == small
    assert worth_merging([large, Sizes(1)]) == []
    grown = [Sizes(count) for count in (90, 80, 170, 340, 680, 1_300, 2_600)]
    assert large in worth_merging([large, *grown])
    wasteful = Sizes(5_000, gone=4_000)
    assert worth_merging([large, wasteful]) == [wasteful]


def test_a_dead_builder_leaves_nothing_after_the_next_rebuild(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    keep(engine, entry(1, "kế hoạch"))
    (tmp_path / "4.77").mkdir()
    (tmp_path / "2.5").mkdir()
    engine.rebuild([entry(2, "kế hoạch")])
    assert engine.ids() == {"directive:2"}
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["4.78"]
    engine.close()


def test_an_index_of_another_form_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "3.1").mkdir()
    (tmp_path / "current").write_text("3.1", "ascii")
    engine = WhooshEngine(tmp_path)
    assert engine.stats().entries == 0
    engine.rebuild([entry(1, "kế hoạch")])
    assert engine.ids() == {"directive:1"}
    assert not (tmp_path / "3.1").exists()


def test_a_process_that_dies_while_building_leaves_the_old_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path)
    keep(engine, entry(1, "kế hoạch"))
    monkeypatch.setattr(entry_processes, "FEW", 3)
    monkeypatch.setattr(index_writer, "write_segment", _dies)
    monkeypatch.setattr(entry_processes, "process_count", lambda: 2)
    with pytest.raises(IndexUnavailable):
        engine.rebuild(entry(number, "kế hoạch") for number in range(9))
    assert ids(engine, "kế hoạch") == [1]


def _dies(*_given: object) -> None:
    raise SystemExit(1)


def test_postings_asked_for_long_ago_make_room() -> None:
    cache = PostingsCache(most=5)

    def postings(word: str, count: int) -> int:
        made = Postings(np.arange(count, dtype=np.int32), np.ones(count, np.float32))
        return len(cache.get(("segment", "fold", word), lambda: made).numbers)

    assert [postings("a", 3), postings("b", 2), postings("a", 9), postings("c", 1)] == [3, 2, 3, 1]
    assert postings("b", 4) == 4  # was forgotten: "a" had been asked for since
    cache.keep_only(["other"])
    assert postings("a", 5) == 5
