"""A whole index is built by several processes, and what did not change is not analysed again."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.writing import SegmentWriter

from intranet.core.current_settings import settings
from intranet.search.analysis import Analysed, analyse
from intranet.search.engines import analysis_cache, entry_processes, registry
from intranet.search.engines.analysis_cache import NAME, AnalysisCache
from intranet.search.engines.port import Engine
from intranet.search.engines.whoosh.gathered_postings import GatheredPostings
from intranet.search.engines.whoosh.index_writer import EntryWriter
from intranet.search.engines.whoosh.schema import document_of, schema
from intranet.search.engines.whoosh.storage import MappedFiles, open_index
from intranet.search.fields import IndexEntry
from intranet.search.init import rewrite_index
from tests.properties import examples
from tests.search.filled_engines import entry, ids, keep

LONG = "Kế hoạch 211/KH-UBND ngày 20/5/2025 về chuyển đổi số của tỉnh. " * 30
WORDS = st.sampled_from(["kế", "hoạch", "ke", "Kế hoạch", "57-NQ/TW", "20/5/2025", "đất", "😀"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@st.composite
def some_entries(draw: st.DrawFn) -> list[IndexEntry]:
    """Entries whose words often are the same."""
    texts = draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=9))
    return [entry(n, title, text, kind="KH") for n, (title, text) in enumerate(texts)]


def content(folder: Path) -> dict[tuple[str, bytes], list[tuple[Any, ...]]]:
    """All that Whoosh's own readers find in an index, posting by posting."""
    reader, found = open_index(folder).reader(), {}
    for field, token in reader.all_terms():
        matcher = reader.postings(field, token)
        figures = reader.term_info(field, token)
        lengths = figures.min_length(), figures.max_length()
        found[field, token] = [(figures.weight(), figures.max_weight(), *lengths)]
        while matcher.is_active():
            length = reader.doc_field_length(matcher.id(), field)
            found[field, token].append((matcher.id(), matcher.weight(), matcher.value(), length))
            matcher.next()
    return found


def written(folder: Path, writer: type[SegmentWriter], entries: list[IndexEntry]) -> Any:
    """What an index holds that a writer wrote in two parts, merged into one."""
    folder.mkdir()
    MappedFiles(folder).create_index(schema())
    for part, merging in ((entries[::2], {"merge": False}), (entries[1::2], {"optimize": True})):
        writing = writer(open_index(folder))
        if isinstance(writing, EntryWriter):
            writing.pool = GatheredPostings(folder, most=5)
        for each in part:
            writing.add_document(**document_of(each, analyse(each.text)))
        writing.commit(**merging)
    return content(folder)


@examples(25)
@given(some_entries())
def test_our_writer_writes_what_whooshs_own_would(
    tmp_path_factory: pytest.TempPathFactory, entries: list[IndexEntry]
) -> None:
    folder = tmp_path_factory.mktemp("writers")
    assert written(folder / "ours", EntryWriter, entries) == written(
        folder / "whoosh", SegmentWriter, entries
    )


def test_long_lists_are_read_block_by_block(tmp_path: Path) -> None:
    entries = [entry(n, "kế hoạch " * (n % 5 + 1)) for n in range(400)]
    assert written(tmp_path / "ours", EntryWriter, entries) == written(
        tmp_path / "whoosh", SegmentWriter, entries
    )


def test_several_processes_build_what_one_would(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [entry(n, f"kế hoạch {n}", LONG * (n % 3)) for n in range(40)]
    keep(engine, *entries)
    alone = ids(engine, "kế hoạch chuyển đổi số")
    _by_several(monkeypatch)
    engine.rebuild(iter(entries))
    assert engine.ids() == {each.id for each in entries}
    assert ids(engine, "kế hoạch chuyển đổi số") == alone


def _by_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_processes, "FEW", 3)
    monkeypatch.setattr(entry_processes, "process_count", lambda: 2)


def test_a_text_that_did_not_change_is_not_analysed_again(tmp_path: Path) -> None:
    first = entry(1, "kế hoạch", LONG)
    with AnalysisCache(tmp_path) as texts:
        assert texts.analysed(first) == analyse(LONG)
    other = analyse("đã sửa trong tệp")
    _put(tmp_path, first, LONG, other)
    with AnalysisCache(tmp_path) as texts:
        assert texts.analysed(first) == other  # so it was looked up
        assert texts.analysed(entry(1, "kế hoạch", f"{LONG} mới")) == analyse(f"{LONG} mới")
        assert texts.analysed(entry(1, "tên mới", LONG)) == other


def _put(folder: Path, of: IndexEntry, text: str, made: Analysed) -> None:
    with sqlite3.connect(folder / NAME) as database:
        row = (of.id, analysis_cache._digest(text), analysis_cache._packed(made))
        database.execute(analysis_cache.INSERT, row)


def test_a_rebuild_reads_the_analysed_texts(engine: Engine) -> None:
    old = entry(1, "kế hoạch", LONG)
    engine.rebuild([old])
    _put(engine.folder, old, LONG, analyse("lúa nước"))
    engine.rebuild([old, entry(2, "nghị quyết", f"{LONG} khác")])
    assert ids(engine, "lúa nước") == [1]
    assert ids(engine, "chuyển đổi số") == [2]


def test_texts_of_entries_that_are_gone_are_forgotten(engine: Engine) -> None:
    engine.rebuild([entry(1, "kế hoạch", LONG), entry(2, "nghị quyết", f"{LONG} khác")])
    engine.rebuild([entry(2, "nghị quyết", f"{LONG} khác")])
    with sqlite3.connect(engine.folder / NAME) as database:
        assert database.execute("SELECT name FROM analysed").fetchall() == [("directive:2",)]


def test_a_damaged_file_of_texts_is_taken_away(engine: Engine) -> None:
    engine.folder.mkdir()
    (engine.folder / NAME).write_bytes(b"no database at all " * 100)
    engine.rebuild([entry(1, "kế hoạch", LONG)])
    assert ids(engine, "chuyển đổi số") == [1]
    with AnalysisCache(engine.folder) as texts:
        _put(engine.folder, entry(1, ""), LONG, analyse("lúa"))
        with sqlite3.connect(engine.folder / NAME) as database:
            database.execute("UPDATE analysed SET content = ?", (b"xyz",))
        assert texts.analysed(entry(1, "", LONG)) == analyse(LONG)


def test_texts_that_cannot_be_kept_are_analysed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with AnalysisCache(tmp_path) as texts:
        assert texts.analysed(entry(1, "", LONG)) == analyse(LONG)


@given(st.text(max_size=60))
def test_an_analysed_text_is_kept_as_it_is(text: str) -> None:
    made = analyse(text)
    assert analysis_cache._unpacked(analysis_cache._packed(made)) == made


@pytest.mark.usefixtures("app")
def test_no_analysed_text_stays_after_words_had_to_leave_the_disk() -> None:
    folder = settings().search_index
    registry.engine().rebuild([entry(1, "kế hoạch", LONG)])
    assert (folder / NAME).exists()
    rewrite_index()
    assert not (folder / NAME).exists()
