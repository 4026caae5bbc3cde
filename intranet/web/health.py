"""Whether every part works: for monitors, the admin page and people who start the portal."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.clock import now
from intranet.core.heartbeat import SILENT_AFTER_SECONDS, last_beat
from intranet.core.tasks import TaskQueue
from intranet.reading.receipts.chain_verification import last_check

LEAST_FREE_BYTES = 200 << 20


@dataclass(frozen=True)
class PortalPart:
    """One part of the portal: whether it works, whether it must, and what is known of it."""

    name: str
    works: bool
    needed: bool
    facts: dict[str, Any]


def examine(
    session: Session, settings: Settings, queue: TaskQueue, index: Callable[[], dict[str, Any]]
) -> list[PortalPart]:
    """Every part, needed ones first. `index` gives the facts of the search index or raises."""
    return [
        _database(session),
        _index(index),
        _worker(session, queue),
        _storage(settings.uploads),
        _receipts(session),
        *(_tool(name, command) for name, command in TOOLS.items()),
    ]


def _database(session: Session) -> PortalPart:
    try:
        session.execute(text("SELECT 1"))
        dialect = session.get_bind().dialect.name
    except SQLAlchemyError as error:
        return PortalPart("database", False, True, {"error": type(error).__name__})
    facts = {"kind": dialect}
    if dialect == "sqlite":
        facts["version"] = sqlite3.sqlite_version
    return PortalPart("database", True, True, facts)


def _index(index: Callable[[], dict[str, Any]]) -> PortalPart:
    try:
        facts = index()
    except OSError as error:
        return PortalPart("index", False, True, {"error": str(error)})
    return PortalPart("index", True, True, facts)


def _worker(session: Session, queue: TaskQueue) -> PortalPart:
    try:
        seen = last_beat(session, "worker")
    except SQLAlchemyError as error:
        return PortalPart("worker", False, True, {"error": type(error).__name__})
    ago = (now() - seen).total_seconds() if seen else None
    facts = {"seconds_since_heartbeat": round(ago) if ago is not None else None}
    works = ago is not None and ago < SILENT_AFTER_SECONDS
    return PortalPart("worker", works, True, {**facts, "waiting_tasks": queue.waiting()})


def _storage(folder: Path) -> PortalPart:
    free = shutil.disk_usage(folder).free
    probe = folder / ".probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return PortalPart("storage", False, True, {"error": str(error)})
    return PortalPart("storage", free > LEAST_FREE_BYTES, True, {"free_mb": free >> 20})


def _receipts(session: Session) -> PortalPart:
    # What the worker's last check found: nobody waits here until millions of rows are checked.
    try:
        last = last_check(session)
    except SQLAlchemyError as error:
        return PortalPart("receipts", False, True, {"error": type(error).__name__})
    if last is None:
        return PortalPart("receipts", True, True, {"checked_at": None})
    facts = {"checked_at": last.at.isoformat(timespec="seconds"), "rows": last.rows}
    if last.broken_at is not None:
        facts |= {"broken_at": last.broken_at, "why": last.why}
    return PortalPart("receipts", last.broken_at is None, True, facts)


def _tesseract() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=10, check=False
    )
    return "vie" in listed.stdout.split()


TOOLS: dict[str, Callable[[], bool]] = {
    "tesseract_vie": _tesseract,
    "libreoffice": lambda: shutil.which("soffice") is not None,
}


def _tool(name: str, present: Callable[[], bool]) -> PortalPart:
    return PortalPart(name, _once(present), False, {})


@lru_cache
def _once(present: Callable[[], bool]) -> bool:
    # A tool is installed or not for the life of a process; asking costs a process each time.
    return present()
