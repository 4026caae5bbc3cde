"""Writing a Whoosh index: changes, merges, and a whole index by several processes."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex
from whoosh.writing import SegmentWriter

from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.whoosh.schema import document_of
from intranet.search.engines.whoosh.storage import open_index
from intranet.search.fields import IndexEntry

FEW = 300  # entries for which no process is worth its start
MOST = 4  # processes; each takes up to 200 MB
MEMORY = 96  # megabytes of postings before a writer puts them into a file


@contextmanager
def writer_of(index: FileIndex, **merging: Any) -> Iterator[SegmentWriter]:
    """A writer that commits at the end of the block; on an error the index stays as it was.

    Nothing is merged unless `merging` says what (see Whoosh's `commit`). The caller is the only
    one who writes. Whoosh would read a segment in one compound file into memory at each opening.
    """
    writer = SegmentWriter(index, limitmb=MEMORY, compound=False)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(**(merging or {"merge": False}))


def fill(index: FileIndex, entries: Iterable[IndexEntry]) -> None:
    """Write all entries into an empty index: a few here, many by as many processes as cores.

    Raises IndexUnavailable when a process failed; the index then is not to be used.
    """
    coming = iter(entries)
    first = list(islice(coming, FEW))
    cores = min(MOST, len(os.sched_getaffinity(0)))
    if len(first) < FEW or cores == 1:
        with writer_of(index) as writer:
            for entry in chain(first, coming):
                writer.add_document(**document_of(entry))
        return
    segments = _segments_of(chain(first, coming), Path(index.storage.folder), cores)
    generation = index.latest_generation() + 1
    TOC(index.schema, segments, generation).write(index.storage, index.indexname)


def _segments_of(entries: Iterable[IndexEntry], folder: Path, count: int) -> list[Any]:
    """The segments that so many processes write, each entry taken by one that is free."""
    # New programs rather than copies of this one, which may have threads that hold locks.
    context = get_context("spawn")
    pipes = [context.Pipe() for _ in range(count)]
    children = [context.Process(target=write_segment, args=(folder, theirs)) for _, theirs in pipes]
    try:
        for child, (_, theirs) in zip(children, pipes, strict=True):
            child.start()
            theirs.close()
        ours = [pipe[0] for pipe in pipes]
        for entry in entries:
            ready = wait(ours)
            free = next(pipe for pipe in ours if pipe in ready)
            free.recv()
            free.send(entry)
        for pipe in ours:
            pipe.send(None)
        return [segment for pipe in ours if (segment := _last_word(pipe))]
    except (EOFError, BrokenPipeError) as error:  # a process died
        raise IndexUnavailable from error
    finally:
        for child in children:
            child.kill()
            child.join()


def _last_word(pipe: Connection) -> Any:
    """The segment a process wrote, None if it got no entry; it says "ready" before each entry."""
    while (said := pipe.recv()) == READY:
        pass
    return said


READY = "ready"


def write_segment(folder: Path, pipe: Connection) -> None:
    """Write the entries that come through the pipe, until None, as one segment; send it back.

    It is not in the index yet. An end without None comes from a process that died.
    """
    writer = SegmentWriter(open_index(folder), _lk=False, limitmb=MEMORY, compound=False)
    written = 0
    pipe.send(READY)
    while entry := pipe.recv():
        pipe.send(READY)
        writer.add_document(**document_of(entry))
        written += 1
    pipe.send(writer._finalize_segment() if written else None)
