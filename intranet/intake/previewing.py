"""Printable forms of Office originals, made by the worker when nothing else is to be done."""

from sqlalchemy.orm import Session

from intranet.core.storage import Storage
from intranet.core.tasks import after_commit
from intranet.directives import previews
from intranet.directives.models import StoredFile
from intranet.extraction import old_office


def ask_for_preview(session: Session, file: StoredFile) -> None:
    """Let the worker make the printable form of an original that has none."""
    if file.kind in previews.PRINTABLE and not previews.has_preview(file):
        after_commit(session, "make_preview", file.id)


def made(sha256: str, store: Storage) -> bool:
    """Make the printable form; whether there is one now. Without LibreOffice there is none."""
    content = old_office.preview(store.path(sha256))
    if content:
        previews.keep(sha256, content)
    return bool(content)
