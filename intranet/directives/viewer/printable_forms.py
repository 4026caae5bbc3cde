"""Printable forms (PDF) of Office originals: made by the worker, kept aside, made again if lost.

The pages of such a file are those of its printable form, in the reader, in the search and in what
is recorded of reading.
"""

from pathlib import Path

from intranet.core.current_settings import settings
from intranet.core.storage import storage
from intranet.directives.models import StoredFile
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.formats.registry import PICTURED_KINDS, PRINTABLE_KINDS


def place_of(sha256: str) -> Path:
    """Where the printable form of this original lies, made or not."""
    return settings().instance / "previews" / f"{sha256}.pdf"


def has_preview(file: StoredFile) -> bool:
    """Whether the original can be looked at as it prints."""
    return bool(file.printed_pages) and place_of(file.sha256).exists()


def is_drawn(file: StoredFile) -> bool:
    """Whether there are pictures of its pages: of the original's own, or of its print."""
    return file.kind in PICTURED_KINDS or has_preview(file)


def is_being_made(file: StoredFile) -> bool:
    """Whether the printable form will be there soon: the worker has it still to make."""
    is_wanted = file.kind in PRINTABLE_KINDS and file.printed_pages is None and file.size > 0
    return is_wanted and libreoffice.is_here()


def printed_or_original(sha256: str) -> Path:
    """The file whose pages are drawn: the printable form where there is one, else the original.

    Raises OriginalMissing when the original is gone.
    """
    original = storage().path(sha256)
    return place if (place := place_of(sha256)).exists() else original
