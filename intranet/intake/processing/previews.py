"""Printable forms of Office originals, made by the worker when nothing else is to be done."""

from sqlalchemy.orm import Session

from intranet.core.storage import Storage
from intranet.core.tasks import after_commit
from intranet.directives.models import StoredFile
from intranet.directives.viewer import printable_forms
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.intake.signals import preview_missing


def ask_for_preview(session: Session, file: StoredFile) -> None:
    """Let the worker make the printable form of an original that has none."""
    if file.kind in printable_forms.PRINTABLE and not printable_forms.has_preview(file):
        preview_missing.send(session, file.id)


def made(sha256: str, store: Storage) -> bool:
    """Make the printable form; whether there is one now. Without LibreOffice there is none."""
    content = libreoffice.preview(store.path(sha256))
    if content:
        printable_forms.keep(sha256, content)
    return bool(content)
