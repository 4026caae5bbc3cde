"""Pictures of pages: drawn in a child process with limits, kept on disk up to a measure."""

import os
import threading
from contextlib import suppress
from pathlib import Path

from intranet.core.errors import NotFound
from intranet.core.settings import settings
from intranet.core.storage import storage, write_whole
from intranet.directives.models import StoredFile
from intranet.extraction.sandbox.isolated import render_isolated

MOST_BYTES = 400 * 2**20
KEPT_SHARE = 0.75
AT_ONCE = 2
EVERY = 50
"""How many pictures are drawn between two looks at how much room they take."""

_drawing = threading.BoundedSemaphore(AT_ONCE)
_since_tidied = iter(range(1 << 62))


def drawn(file: StoredFile, number: int, width: int) -> Path:
    """The kept picture of a page, drawn when it is first asked for.

    Raises NotFound when the page cannot be drawn, OriginalMissing when the original is gone.
    """
    original = storage().path(file.sha256)
    folder = settings().instance / "pictures"
    place = folder / f"{file.sha256}-{number}-{width}.png"
    if place.exists():
        with suppress(FileNotFoundError):  # tidied away this moment; whoever serves it says so
            os.utime(place)
        return place
    with _drawing:
        content = None if place.exists() else render_isolated(original, number, width)
    if content is not None:
        write_whole(place, content)
        if next(_since_tidied) % EVERY == 0:
            tidy(folder)
    if not original.exists():
        # It was wiped while we drew: nothing of it may stay behind.
        place.unlink(missing_ok=True)
    if not place.exists():
        raise NotFound
    return place


def tidy(folder: Path, most: int = MOST_BYTES) -> int:
    """Delete the pictures that nobody asked for longest until there is room; how many went."""
    pictures = []
    for place in folder.iterdir():
        with suppress(FileNotFoundError):
            told = place.stat()
            pictures.append((told.st_mtime, told.st_size, place))
    room, gone = sum(size for _, size, _ in pictures), 0
    if room <= most:
        return 0
    for _, size, place in sorted(pictures):
        if room <= most * KEPT_SHARE:
            break
        place.unlink(missing_ok=True)
        room, gone = room - size, gone + 1
    return gone
