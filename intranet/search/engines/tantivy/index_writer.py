"""Writing a tantivy index: filling, changing and copying it."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

from intranet.search.engines.index_folder import Changes
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.tantivy.schema import document, made_ready, number_of, schema

SMALL_HEAP, LARGE_HEAP = 20_000_000, 128_000_000


def opened(folder: Path) -> Any:
    """The index in the folder as it is now. Raises FileNotFoundError when it is gone."""
    try:
        index = made_ready(tantivy.Index.open(str(folder)))
        # The generation says when to look again: no thread has to watch the folder.
        index.config_reader("manual")
        index.reload()
    except ValueError as error:
        raise FileNotFoundError(folder) from error
    return index


def created(folder: Path) -> Any:
    """A new index in a new folder."""
    folder.mkdir(parents=True)
    return made_ready(tantivy.Index(schema(), path=str(folder), reuse=False))


def fill(index: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Write all rows into an empty index and commit. Raises IndexUnavailable."""
    writer = _writer(index, LARGE_HEAP)
    for row in rows:
        _done(writer.add_document, document(row))
    _done(writer.commit)
    _done(writer.wait_merging_threads)


def change(index: Any, changes: Changes) -> None:
    """Put rows in the place of those with their ids, or only remove these, and commit.

    Raises IndexUnavailable; the index then is as it was.
    """
    writer = _writer(index, SMALL_HEAP)
    for name, row in changes.items():
        # Numbers are not found by delete_documents_by_term (tantivy-py 0.27).
        named = tantivy.Query.term_query(index.schema, "uid", number_of(name))
        _done(writer.delete_documents_by_query, named)
        if row is not None:
            _done(writer.add_document, document(row))
    _done(writer.commit)
    _done(writer.wait_merging_threads)


def _writer(index: Any, heap: int) -> Any:
    writer = _done(index.writer, heap, 1)
    # A writer that was killed leaves files whose names this one may need.
    _done(writer.garbage_collect_files)
    return writer


def _done(work: Callable[..., Any], *arguments: Any) -> Any:
    """What the library gives; a full disk and the like come from it as ValueError."""
    try:
        return work(*arguments)
    except ValueError as error:
        raise IndexUnavailable from error


def rows_of(folder: Path) -> Iterator[dict[str, Any]]:
    """All rows of an index."""
    searcher = opened(folder).searcher()
    every = tantivy.Query.all_query()
    for _, place in searcher.search(every, limit=max(1, searcher.num_docs), count=False).hits:
        yield json.loads(bytes(searcher.doc(place).get_first("row")))
