"""Counters in a SQLite file that the processes of one machine share, as a storage of `limits`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import time

from limits.storage import Storage

SCHEME = "counter-file"
SECONDS_TO_WAIT = 5
TABLE = """CREATE TABLE IF NOT EXISTS counter (
    key TEXT PRIMARY KEY, number INTEGER NOT NULL, expires REAL NOT NULL
)"""


class CounterFile(Storage):
    """How often each key was counted since its window began; the file is made when first needed."""

    STORAGE_SCHEME = [SCHEME]
    base_exceptions = sqlite3.Error

    def __init__(self, uri: str, **options: float | str | bool) -> None:
        super().__init__(uri, **options)
        self.path = uri.removeprefix(f"{SCHEME}://")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, SECONDS_TO_WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")  # nobody misses a minute's counters
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(TABLE)
            connection.execute("DELETE FROM counter WHERE expires <= ?", (time(),))
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The new number; a window of `expiry` seconds begins with the first count."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO counter VALUES (?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET number = number + excluded.number",
                (key, amount, time() + expiry),
            )
            return self._found(connection, key)[0]

    def get(self, key: str) -> int:
        """The number in the window that lasts; 0 without one."""
        with self._writing() as connection:
            return self._found(connection, key)[0]

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the epoch; now where there is none."""
        with self._writing() as connection:
            return self._found(connection, key)[1]

    def _found(self, connection: sqlite3.Connection, key: str) -> tuple[int, float]:
        query = "SELECT number, expires FROM counter WHERE key = ?"
        return connection.execute(query, (key,)).fetchone() or (0, time())

    def check(self) -> bool:
        """Whether the file can be written."""
        try:
            with self._writing():
                return True
        except sqlite3.Error:
            return False

    def reset(self) -> int:
        """How many counters were thrown away: all."""
        with self._writing() as connection:
            return connection.execute("DELETE FROM counter").rowcount

    def clear(self, key: str) -> None:
        """Begin to count anew for this key."""
        with self._writing() as connection:
            connection.execute("DELETE FROM counter WHERE key = ?", (key,))
