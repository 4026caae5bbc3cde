"""What analysis made of long texts, kept beside the indexes: a rebuild analyses what changed alone.

It serves every engine and outlives every form of their indexes. It may be deleted at any time, and
is whenever words of documents have to leave the disk (`forget`).
"""

import sqlite3
import zlib
from collections.abc import Callable, Collection
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import intranet.language
from intranet.search import analysis
from intranet.search.analysis import Analysed, analyse
from intranet.search.fields import IndexEntry

LONG = 1000  # letters; shorter texts are analysed as fast as they are looked up
BATCH = 50  # texts that are written together
LEVEL = 1  # of compression
PATIENCE = 60  # seconds for whoever else writes
NAME = "analysis.sqlite3"
INSERT = "INSERT OR REPLACE INTO analysed VALUES (?, ?, ?)"
Answer = TypeVar("Answer")


class AnalysisCache:
    """The analysed texts beside the indexes in a folder; `with` it what was analysed is kept.

    Any number of processes may share them, each thread with a cache of its own. Nothing relies on
    it: a file that cannot be read is taken away, one that cannot be written stays as it is.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._fresh: dict[str, tuple[bytes, bytes]] = {}
        self._database: sqlite3.Connection | None = None

    def __enter__(self) -> "AnalysisCache":
        return self

    def __exit__(self, *_error: object) -> None:
        self.keep()
        self._close()

    def analysed(self, entry: IndexEntry) -> Analysed:
        """The analysed text of an entry."""
        if len(entry.text) < LONG:
            return analyse(entry.text)
        digest = _digest(entry.text)
        if known := self._ask(partial(_known, name=entry.id, digest=digest)):
            return known
        made = analyse(entry.text)
        self._fresh[entry.id] = digest, _packed(made)
        if len(self._fresh) >= BATCH:
            self.keep()
        return made

    def keep(self) -> None:
        """Write down what was analysed since the last time."""
        if rows := [(name, *content) for name, content in self._fresh.items()]:
            self._ask(lambda database: database.executemany(INSERT, rows))
            self._fresh.clear()

    def keep_only(self, names: Collection[str]) -> None:
        """Forget the texts of all other entries."""
        if self._file.exists():
            self._ask(partial(_forget_others, names=names))

    def forget(self) -> None:
        """Take the whole file away; what follows is analysed anew."""
        self._close()
        for path in self._file.parent.glob(f"{NAME}*"):
            path.unlink(missing_ok=True)

    def _ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        """What the database answers; None when it cannot."""
        try:
            self._database = self._database or _opened(self._file)
            with self._database as database:
                return question(database)
        except sqlite3.OperationalError:  # the disk is full or closed
            return None
        except (sqlite3.DatabaseError, zlib.error, ValueError):
            self.forget()
            return None

    def _close(self) -> None:
        if self._database:
            self._database.close()
            self._database = None


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=PATIENCE)
    # Losing the last texts in a power cut costs nothing; deleted words are overwritten.
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA secure_delete=ON")
    database.execute(
        "CREATE TABLE IF NOT EXISTS analysed"
        " (name TEXT PRIMARY KEY, digest BLOB NOT NULL, content BLOB NOT NULL)"
    )
    return database


def _known(database: sqlite3.Connection, name: str, digest: bytes) -> Analysed | None:
    query = "SELECT content FROM analysed WHERE name = ? AND digest = ?"
    row = database.execute(query, (name, digest)).fetchone()
    return _unpacked(row[0]) if row else None


def _forget_others(database: sqlite3.Connection, names: Collection[str]) -> None:
    known = {name for (name,) in database.execute("SELECT name FROM analysed")}
    gone = [(name,) for name in known.difference(names)]
    database.executemany("DELETE FROM analysed WHERE name = ?", gone)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=_rules()).digest()


@cache
def _rules() -> bytes:
    """What stands for all that decides how a text is analysed: the code and its tables."""
    language = Path(intranet.language.__file__).parent
    files = sorted(path for path in language.rglob("*.*") if path.suffix != ".pyc")
    rules = blake2b(digest_size=32)
    for path in (*files, Path(analysis.__file__)):
        rules.update(path.read_bytes())
    return rules.digest()


def _packed(made: Analysed) -> bytes:
    lines = (made.syl, made.fold, made.symbols, made.dates)
    return zlib.compress("\n".join(map(" ".join, lines)).encode(), LEVEL)


def _unpacked(content: bytes) -> Analysed:
    syl, folded, symbols, dates = (
        tuple(line.split(" ")) if line else ()
        for line in zlib.decompress(content).decode().split("\n")
    )
    return Analysed(syl, folded, symbols, dates)
