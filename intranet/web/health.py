"""Whether every part works: for monitors, the admin page and people who start the portal."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sqlite3 import sqlite_version
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.anchors.anchoring import DIFFER, FAILED, MADE, newest_note
from intranet.core.clock import now
from intranet.core.current_settings import runs_as_root
from intranet.core.heartbeat import SILENT_AFTER_SECONDS, last_beat
from intranet.core.task_queue import TaskQueue
from intranet.extraction.sandbox.state import SandboxLevel, sandbox_state
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
        _part("database", lambda: _database(session)),
        _part("index", lambda: (True, index())),
        _part("worker", lambda: _worker(session, queue)),
        _part("storage", lambda: _storage(settings.uploads)),
        _part("receipts", lambda: _receipts(session)),
        _part("anchors", lambda: _anchors(session)),
        _sandbox(),
        PortalPart("own_account", not runs_as_root(), False, {}),
        *(PortalPart(name, _once(present), False, {}) for name, present in TOOLS.items()),
    ]


def _part(name: str, look: Callable[[], tuple[bool, dict[str, Any]]]) -> PortalPart:
    try:
        works, facts = look()
    except (SQLAlchemyError, OSError) as error:
        words = str(error) if isinstance(error, OSError) else type(error).__name__
        works, facts = False, {"error": words}
    return PortalPart(name, works, True, facts)


def _database(session: Session) -> tuple[bool, dict[str, Any]]:
    session.execute(text("SELECT 1"))
    kind = session.get_bind().dialect.name
    return True, {"kind": kind} | ({"version": sqlite_version} if kind == "sqlite" else {})


def _worker(session: Session, queue: TaskQueue) -> tuple[bool, dict[str, Any]]:
    seen = last_beat(session, "worker")
    ago = (now() - seen).total_seconds() if seen else None
    seconds = None if ago is None else round(ago)
    works = ago is not None and ago < SILENT_AFTER_SECONDS
    return works, {"seconds_since_heartbeat": seconds, "waiting_tasks": queue.waiting()}


def _storage(folder: Path) -> tuple[bool, dict[str, Any]]:
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK | os.X_OK)  # also False where the disk is read-only
    return writable and free > LEAST_FREE_BYTES, {"free_mb": free >> 20, "writable": writable}


def _receipts(session: Session) -> tuple[bool, dict[str, Any]]:
    # What the worker's last check found: nobody waits here until millions of rows are checked.
    last = last_check(session)
    if last is None:
        return True, {"checked_at": None}
    facts = {"checked_at": last.at.isoformat(timespec="seconds"), "rows": last.rows}
    if last.broken_at is not None:
        facts |= {"broken_at": last.broken_at, "why": last.why}
    return last.broken_at is None, facts


def _sandbox() -> PortalPart:
    state = sandbox_state()
    facts = {"level": state.level.value, "means": state.means or None}
    return PortalPart("sandbox", state.level is SandboxLevel.FULL, False, facts)


def _anchors(session: Session) -> tuple[bool, dict[str, Any]]:
    last = newest_note(session, MADE, FAILED)
    differs = newest_note(session, DIFFER)
    if last is None or last.act == FAILED:
        return last is None, {"error": last and last.detail["why"]}
    facts = {"checked_at": last.at.isoformat(timespec="seconds"), "number": last.detail["number"]}
    if differs is None or differs.detail["number"] != last.detail["number"]:
        return True, facts
    return False, facts | {"why": differs.detail["words"]}


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


@lru_cache
def _once(present: Callable[[], bool]) -> bool:
    # A tool is installed or not for the life of a process; asking costs a process each time.
    return present()
