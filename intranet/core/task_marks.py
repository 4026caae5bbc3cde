"""Marks of tasks that began: what took the worker down with it twice is set aside."""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from intranet.core import audit
from intranet.core.database import writing

if TYPE_CHECKING:
    from huey import Huey

MOST_STARTS = 2
"""A task that began so often and never ended is not begun again."""
PREFIX = "begun:"

log = logging.getLogger(__name__)


class TaskMarks:
    """A mark in the queue's own store for each task from its beginning to its end.

    A worker that was killed, or that stalled until somebody killed it, leaves the marks of what it
    was at. An error that a task raises is an end. What another thread of this process is at is no
    sign of a death.
    """

    def __init__(self, queue: "Huey") -> None:
        self._queue = queue
        self._mine: Counter[str] = Counter()
        self._counting = Lock()

    @contextmanager
    def begun(self, task: str) -> Iterator[bool]:
        """Whether the task may be done in this block; what is set aside may not."""
        key = PREFIX + hashlib.sha256(task.encode()).hexdigest()
        with self._counting:
            starts = self._queue.get(key, peek=True) or 0
            died = starts - self._mine[key]
            if died <= MOST_STARTS:
                self._queue.put(key, starts + 1)
            if died < MOST_STARTS:
                self._mine[key] += 1
        if died >= MOST_STARTS:
            if died == MOST_STARTS:  # told once, not at each try
                _tell(task)
            yield False
            return
        try:
            yield True
        finally:
            self._end(key)

    def _end(self, key: str) -> None:
        with self._counting:
            self._mine[key] -= 1
            if self._mine[key]:
                self._queue.put(key, self._mine[key])
            else:
                del self._mine[key]
                self._queue.delete(key)

    def forget_mine(self) -> None:
        """Take away the marks of this process: it ends because it was asked to."""
        for key in tuple(self._mine):
            self._queue.delete(key)

    def forget_all(self) -> int:
        """Let everything be begun again that was set aside; how many marks there were."""
        keys = [key for key in self._queue.all_results() if _text(key).startswith(PREFIX)]
        return sum(bool(self._queue.delete(key)) for key in keys)


def _text(key: str | bytes) -> str:
    return key.decode() if isinstance(key, bytes) else key


def _tell(task: str) -> None:
    log.error("%s took the worker down %s times and is set aside", task, MOST_STARTS)
    with writing() as session:
        audit.record(session, None, "task.set_aside", task=task, starts=MOST_STARTS)
