"""Old binary Office files become new ones before they are read, where LibreOffice is at hand."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.formats.sniffing import sniff

OLD = ("doc", "ppt")


@contextmanager
def renewed(path: Path) -> Iterator[Path | None]:
    """A passing copy of an old file in its new format, or None when it needs or has none."""
    made = _converted(path)
    if made is None:
        yield None
        return
    with tempfile.NamedTemporaryFile(prefix=libreoffice.PREFIX) as copy:
        copy.write(made)
        copy.flush()
        yield Path(copy.name)


def _converted(path: Path) -> bytes | None:
    try:
        kind = sniff(path).kind
        return libreoffice.convert(path, kind) if kind in OLD else None
    except (ExtractionError, OSError):
        return None  # the reader in this house says what it can of the old file
