"""What only the Whoosh engine has: the form of places, and which parts are merged."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.engines.whoosh.merge_policy import worth_merging
from intranet.search.engines.whoosh.postings_pool import Lists
from intranet.search.engines.whoosh.schema import Places
from tests.search.filled_engines import entry, keep


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=30, unique=True).map(sorted))
def test_places_are_read_as_they_were_written(places: list[int]) -> None:
    form = Places()
    assert form.decode_positions(form.encode(places)) == places
    assert form.decode_frequency(form.encode(places)) == len(places)


@dataclass(frozen=True)
class Sizes:
    """A part as merging sees it."""

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


def test_lists_that_grew_too_large_are_the_same_from_the_disk(tmp_path: Path) -> None:
    kept = []
    for limit in (1_000, 10**9):
        lists = Lists(tmp_path, limit)
        for number in range(50):
            for word in (b"chung", str(number % 7).encode()):
                lists.add("fold", word, number, 2.0, b"ab")
            lists.relieve()
        kept.append([
            (word, list(one.numbers), list(one.times), one.values) for word, one in lists.words()
        ])  # fmt: skip
    assert kept[0] == kept[1]
    assert not list(tmp_path.iterdir())


def test_a_dead_builder_leaves_nothing_after_the_next_rebuild(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    keep(engine, entry(1, "kế hoạch"))
    (tmp_path / "3.77").mkdir()
    (tmp_path / "2.5").mkdir()
    engine.rebuild([entry(2, "kế hoạch")])
    assert engine.ids() == {"directive:2"}
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == ["3.78"]
    engine.close()
