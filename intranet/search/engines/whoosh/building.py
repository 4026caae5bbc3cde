"""Building a whole index: a few entries here, many by as many processes as there are cores.

Each process writes one part. They are started as programs of their own: this one may have threads,
and a copy of it could wait for their locks for ever. Run as a program, this module is such a
process: it reads entries from its input and says at the end which part it wrote.
"""

import os
import pickle
import select
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from fcntl import F_SETPIPE_SZ, fcntl
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from whoosh.index import TOC, FileIndex

from config import CHECKOUT
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.whoosh.folder import Mapped
from intranet.search.engines.whoosh.segment_writer import PartWriter
from intranet.search.fields import IndexEntry

FEW = 300  # entries for which no process is worth its start
MOST = 4  # processes; each takes up to 200 MB
STEP = 50  # entries from one report of progress to the next
PIPE = 1 << 20  # bytes that wait for a process, so that none waits for entries

Progress = Callable[[int], None]


def fill(index: FileIndex, entries: Iterable[IndexEntry], progress: Progress | None = None) -> None:
    """Write all entries into an empty index; progress hears how many were handed over.

    Raises IndexUnavailable when a process failed; the index then is not to be used.
    """
    coming = iter(entries)
    first = list(islice(coming, FEW))
    counted = _counted(chain(first, coming), progress)
    cores = min(MOST, len(os.sched_getaffinity(0)))
    if len(first) < FEW or cores == 1:
        writer = PartWriter(index)
        with writer.whole():
            for entry in counted:
                writer.add(entry)
        return
    with _children(Path(index.storage.folder), cores) as children:
        _hand_out(counted, children)
        parts = [part for part in map(_part, children) if part]
    index.refresh()
    generation = index.latest_generation() + 1
    TOC(index.schema, parts, generation).write(index.storage, index.indexname)


def _counted(entries: Iterable[IndexEntry], progress: Progress | None) -> Iterator[IndexEntry]:
    count = 0
    for count, entry in enumerate(entries, 1):
        yield entry
        if progress and not count % STEP:
            progress(count)
    if progress and count % STEP:
        progress(count)


@contextmanager
def _children(folder: Path, count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Processes that wait for entries; none is left behind."""
    command = [sys.executable, "-m", __name__, str(folder.resolve())]
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(command, cwd=CHECKOUT, stdin=pipe, stdout=pipe) for _ in range(count)
    ]
    try:
        for child in children:
            with suppress(OSError):  # the system allows no larger pipe: it works with less
                fcntl(_input(child), F_SETPIPE_SZ, PIPE)
        yield children
    finally:
        for child in children:
            with suppress(BrokenPipeError):
                _input(child).close()
            child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()


def _hand_out(entries: Iterable[IndexEntry], children: list["subprocess.Popen[bytes]"]) -> None:
    """Give each entry to a process that has room for it."""
    inputs = list(map(_input, children))
    for turn, entry in enumerate(entries):
        _, ready, _ = select.select([], inputs, [])
        chosen = ready[turn % len(ready)]
        pickle.dump(entry, chosen)
        chosen.flush()
    for one in inputs:
        pickle.dump(None, one)
        one.flush()


def _part(child: "subprocess.Popen[bytes]") -> Any:
    """The part that a process wrote. Raises IndexUnavailable."""
    assert child.stdout
    said = child.stdout.read()
    if child.wait() or not said:
        raise IndexUnavailable
    return pickle.loads(said)


def _input(child: "subprocess.Popen[bytes]") -> IO[bytes]:
    assert child.stdin
    return child.stdin


def _entries(source: IO[bytes]) -> Iterator[IndexEntry]:
    # An input that ends without the last word comes from a process that died.
    while (entry := pickle.load(source)) is not None:
        yield entry


def main() -> None:
    """Write the entries that come in as one part of the index in the folder given."""
    writer = PartWriter(Mapped(sys.argv[1]).open_index())
    for entry in _entries(sys.stdin.buffer):
        writer.add(entry)
    pickle.dump(writer.finished(), sys.stdout.buffer)


if __name__ == "__main__":
    main()
