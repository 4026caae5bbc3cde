"""Turns for heavy work that a page asks for: so many at once on a machine, and nobody waits."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from intranet.core.settings import settings


@contextmanager
def turn(work: str, numbers: Iterable[int]) -> Iterator[bool]:
    """Whether one of these turns was free; it is ours inside the block, over all processes.

    A process that dies gives its turn back: the system holds the lock.
    """
    for number in numbers:
        with (settings().instance / f"{work}-{number}.lock").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield True
            return
    yield False
