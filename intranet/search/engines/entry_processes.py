"""The entries of a whole index, shared out among as many processes as there are cores."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from intranet.search.engines.port import IndexUnavailable
from intranet.search.fields import IndexEntry

FEW = 300  # entries for which no process is worth its start
MOST = 4  # processes; each takes up to 300 MB
BATCH = 4  # entries that a process takes at once: it waits seldom, and the last ones end together
NICENESS = 10  # as the reading children: pages of people come first
Answer = TypeVar("Answer")


def process_count() -> int:
    """How many processes build an index on this machine."""
    return min(MOST, len(os.sched_getaffinity(0)))


def counted(entries: Iterable[IndexEntry]) -> tuple[Iterator[IndexEntry], int]:
    """The entries, and how many processes are worth their start for them; 1 means this one."""
    coming = iter(entries)
    first = list(islice(coming, FEW))
    return chain(first, coming), process_count() if len(first) == FEW else 1


def shared_out(
    entries: Iterable[IndexEntry], count: int, work: Callable[..., None], *given: Any
) -> Iterator[Any]:
    """What so many processes give back of all entries, in no order; each runs work(pipe, *given).

    It takes its entries by `batches`. Raises IndexUnavailable when one of them died.
    """
    # New programs rather than copies of this one, which may have threads that hold locks.
    context = get_context("spawn")
    pipes = [context.Pipe() for _ in range(count)]
    children = [context.Process(target=work, args=(theirs, *given)) for _, theirs in pipes]
    try:
        for child, (_, theirs) in zip(children, pipes, strict=True):
            child.start()
            theirs.close()
        yield from _answers(entries, [ours for ours, _ in pipes])
    except (EOFError, BrokenPipeError, ConnectionResetError) as error:  # a process died
        raise IndexUnavailable from error
    finally:
        for child in children:
            child.kill()
            child.join()


def _answers(entries: Iterable[IndexEntry], pipes: list[Connection]) -> Iterator[Any]:
    coming = iter(entries)
    while batch := list(islice(coming, BATCH)):
        free = wait(pipes)[0]
        assert isinstance(free, Connection)
        answer = free.recv()
        free.send(batch)
        yield answer
    for pipe in pipes:
        pipe.send([])
    for pipe in pipes:
        yield pipe.recv()  # of the batch that it had
        yield pipe.recv()  # its last word


def batches(
    pipe: Connection, made: Callable[[list[IndexEntry]], Answer], last: Callable[[], Answer]
) -> None:
    """In such a process: give back what is made of each batch that comes, and a last word."""
    os.nice(max(0, NICENESS - os.nice(0)))
    answer: Answer | None = None
    pipe.send(answer)
    while batch := pipe.recv():
        pipe.send(made(batch))
    pipe.send(last())
