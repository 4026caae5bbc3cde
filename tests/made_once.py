"""What all the portals of a test run have in common is made once: a test needs its own in no time.

The portal itself is not changed: its addresses and templates are those of every test, passwords
are hashed with the same algorithm at its least cost, and SQLite does not wait for the disk, which
only matters to who pulls the plug (those tests start processes of their own).
"""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from werkzeug.routing import Rule

from intranet.core.database import db
from intranet.people.accounts import passwords

Builder = Callable[..., tuple[str, str]]
_compile_builder = Rule._compile_builder
_builders: dict[tuple[object, ...], Builder] = {}


def addresses() -> None:
    """How an address is written is compiled for the first portal that has it."""
    Rule._compile_builder = _builder  # type: ignore[method-assign,assignment]


def _builder(rule: Rule, append_unknown: bool = True) -> Builder:
    key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


def passwords_quickly() -> None:
    """A sign-in takes no time."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def _wait_for_no_disk(connection: Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def ready(app: Flask, folder: Path) -> None:
    """Templates are compiled for the first portal that shows them, and commits wait for no disk."""
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    if db.engine.dialect.name == "sqlite":
        event.listen(db.engine, "connect", _wait_for_no_disk)
