"""How often an address may ask, and how much heavy work is done at once, over all processes.

The counters lie in Redis where REDIS_URL is set, otherwise in a SQLite file of the instance folder.
When they cannot be reached, each process counts alone until they can.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from time import time
from typing import Any

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

from config import Settings
from intranet.core.current_settings import settings

SCHEME = "counter-file"
SECONDS_TO_WAIT = 5
HEAVY_AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
"""Turns for each heavy work on a machine: as many processors are left for everybody's pages."""
TABLE = """CREATE TABLE IF NOT EXISTS counter (
    key TEXT PRIMARY KEY, number INTEGER NOT NULL, expires REAL NOT NULL
)"""
limiter = Limiter(get_remote_address, strategy="fixed-window", in_memory_fallback_enabled=True)


def counters_address(settings: Settings) -> str:
    """Where the counters of all processes lie, as the library `limits` names it."""
    if settings.redis_url:
        unix = settings.redis_url.startswith("unix://")
        return f"redis+{settings.redis_url}" if unix else settings.redis_url
    return f"{SCHEME}://{settings.instance / 'rate_limits.sqlite3'}"


class CounterFile(Storage):
    """How often each key was counted since its window began; the file is made when first needed."""

    STORAGE_SCHEME = [SCHEME]
    base_exceptions = sqlite3.Error

    def __init__(self, uri: str, wrap_exceptions: bool = False, **_options: object) -> None:
        super().__init__(uri, wrap_exceptions)
        self.path = uri.removeprefix(f"{SCHEME}://")

    def _run(self, statement: str, *values: object) -> list[Any]:
        with closing(sqlite3.connect(self.path, SECONDS_TO_WAIT, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous=OFF")  # nobody misses a minute's counters
            file.execute("BEGIN IMMEDIATE")
            file.execute(TABLE)
            file.execute("DELETE FROM counter WHERE expires <= ?", (time(),))
            rows = file.execute(statement, values).fetchall()
            file.execute("COMMIT")
        return rows

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The new number; a window of `expiry` seconds begins with the first count."""
        rows = self._run(
            "INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT (key) "
            "DO UPDATE SET number = number + excluded.number RETURNING number",
            key, amount, time() + expiry,
        )  # fmt: skip
        return int(rows[0][0])

    def get(self, key: str) -> int:
        """The number in the window that lasts; 0 without one."""
        return sum(row[0] for row in self._run("SELECT number FROM counter WHERE key = ?", key))

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the epoch; now where there is none."""
        rows = self._run("SELECT expires FROM counter WHERE key = ?", key)
        return float(rows[0][0]) if rows else time()

    def check(self) -> bool:
        """Whether the file can be written."""
        try:
            self._run("SELECT 1")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int:
        """How many counters were thrown away: all."""
        return len(self._run("DELETE FROM counter RETURNING key"))

    def clear(self, key: str) -> None:
        """Begin to count anew for this key."""
        self._run("DELETE FROM counter WHERE key = ?", key)


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
