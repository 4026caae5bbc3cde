"""Printable forms (PDF) of Office originals: made by the worker, kept aside, made again if lost."""

from pathlib import Path

from intranet.core.current_settings import settings
from intranet.core.storage import write_whole
from intranet.directives.models import StoredFile
from intranet.extraction.formats.registry import PRINTABLE_KINDS


def place_of(sha256: str) -> Path:
    """Where the printable form of this original lies, made or not."""
    return settings().instance / "previews" / f"{sha256}.pdf"


def has_preview(file: StoredFile) -> bool:
    """Whether the original can be looked at as it prints."""
    return file.kind in PRINTABLE_KINDS and place_of(file.sha256).exists()


def keep(sha256: str, content: bytes) -> None:
    """Put a printable form in its place; nobody ever sees half of one."""
    write_whole(place_of(sha256), content)
