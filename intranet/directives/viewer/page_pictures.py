"""Pictures of pages: drawn in a child process with limits, kept on disk up to a measure.

A web process draws what is quick and leaves the rest to the worker; nobody waits for a turn. What
cannot be drawn is noted beside the pictures: `….none` for a day, `….later` while it is worked on.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from flask_babel import lazy_gettext as _l

from intranet.core.current_settings import settings
from intranet.core.errors import NotFound, PortalError
from intranet.core.rate_limits import HEAVY_AT_ONCE, turn
from intranet.core.storage import storage, write_whole
from intranet.core.task_queue import tasks
from intranet.directives.models import StoredFile
from intranet.directives.viewer.printable_forms import printed_or_original
from intranet.extraction.sandbox.isolated import render_isolated

MOST_BYTES = 400 * 2**20
KEPT_SHARE = 0.75
DRAWING, AT_ONCE = "drawing", HEAVY_AT_ONCE
"""How many pictures all web processes of a machine draw at the same time; the worker draws one."""
SECONDS, SECONDS_OF_WORKER = 10, 30
MOST_SLOW = 3
"""After so many pages that took the worker too long no other page of a file is tried that day."""
SLOW = b"slow"
FIRST_WIDTH = 1000
"""Pixels of the picture of a first page that is drawn ahead: reader and check page show it."""
REMEMBERED, WORKED_ON = 24 * 3600, 300  # seconds
EVERY = 50
"""How many pictures are drawn between two looks at how much room they take."""

_since_tidied = iter(range(1 << 62))


class PictureLater(PortalError):
    """It takes longer than a page may wait, or others are being drawn."""

    status = 503
    message = _l("Hình trang đang được vẽ. Hãy đợi vài giây rồi mở lại.")


def drawn(file: StoredFile, number: int, width: int) -> Path:
    """The kept picture of a page, drawn when it is first asked for.

    Raises NotFound when the page cannot be drawn, PictureLater while the worker draws it or when
    all turns are taken, OriginalMissing when the original is gone.
    """
    drawn_from = printed_or_original(file.sha256)
    place = _folder() / f"{file.sha256}-{number}-{width}.png"
    if place.exists():
        with suppress(FileNotFoundError):  # tidied away this moment; whoever serves it says so
            os.utime(place)
        return place
    is_none = number < 1 or 0 < (file.page_count or 0) < number
    if is_none or _gave_up(file.sha256, number):
        raise NotFound
    later = _mark(file.sha256, number, "later")
    if _is_younger(later, WORKED_ON):
        raise PictureLater
    with turn(DRAWING, range(AT_ONCE)) as mine:
        content = render_isolated(drawn_from, number, width, seconds=SECONDS) if mine else None
    if content is None:
        if mine:
            later.touch()
            tasks().enqueue(draw_later, file.sha256, number, width)
        raise PictureLater
    _keep(file.sha256, number, place, content)
    if not place.exists():
        raise NotFound
    return place


def draw_later(sha256: str, number: int, width: int) -> None:
    """Draw what took a web process too long, or will be wanted soon; the worker's task."""
    place = _folder() / f"{sha256}-{number}-{width}.png"
    with turn(DRAWING, [AT_ONCE]) as mine:  # else whoever asks next asks again
        if mine and not place.exists() and not _gave_up(sha256, number):
            drawn_from = printed_or_original(sha256)
            content = render_isolated(drawn_from, number, width, seconds=SECONDS_OF_WORKER)
            _keep(sha256, number, place, content)
    _mark(sha256, number, "later").unlink(missing_ok=True)


def _keep(sha256: str, number: int, place: Path, content: bytes | None) -> None:
    if content:
        write_whole(place, content)
        if next(_since_tidied) % EVERY == 0:
            tidy(place.parent)
    else:
        write_whole(_mark(sha256, number, "none"), SLOW if content is None else b"")
    if not storage().path(sha256, must_exist=False).exists():
        # It was wiped while we drew: nothing of it may stay behind.
        for left in place.parent.glob(f"{sha256}-*"):
            left.unlink(missing_ok=True)


def _folder() -> Path:
    folder = settings().instance / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _mark(sha256: str, number: int, kind: str) -> Path:
    return _folder() / f"{sha256}-{number}.{kind}"


def _gave_up(sha256: str, number: int) -> bool:
    if _is_younger(_mark(sha256, number, "none"), REMEMBERED):
        return True
    slow = (mark for mark in _folder().glob(f"{sha256}-*.none") if mark.stat().st_size)
    return sum(_is_younger(mark, REMEMBERED) for mark in slow) >= MOST_SLOW


def _is_younger(mark: Path, seconds: int) -> bool:
    with suppress(FileNotFoundError):
        return time.time() - mark.stat().st_mtime < seconds
    return False


def tidy(folder: Path, most: int = MOST_BYTES) -> None:
    """Delete the pictures that nobody asked for longest until there is room."""
    pictures = []
    for place in folder.iterdir():
        with suppress(FileNotFoundError):
            told = place.stat()
            pictures.append((told.st_mtime, told.st_size, place))
    taken = sum(size for _, size, _ in pictures)
    spare = taken - most * KEPT_SHARE if taken > most else 0
    for _, size, place in sorted(pictures):
        if spare > 0:
            place.unlink(missing_ok=True)
            spare -= size
