"""The PDF of a report: made by the worker from the Word file, kept aside, made again if lost."""

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from intranet.core.current_settings import settings
from intranet.core.storage import write_whole
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.sandbox import office_files
from intranet.intake.quarantine.places import Scope
from intranet.printing.reproducible_files import reproducible_pdf
from intranet.programme.reports import report_text
from intranet.programme.reports.errors import NoPrinter, NotYetPrinted
from intranet.programme.reports.figures import Figures
from intranet.programme.reports.models import Snapshot


def place_of(word: bytes) -> Path:
    """Where the PDF of this Word file lies, made or not."""
    return settings().instance / "reports" / f"{sha256(word).hexdigest()}.pdf"


def keep_pdf(snapshot: Snapshot, figures: Figures) -> None:
    """Make the PDF of a report if it lacks; without LibreOffice there is none."""
    word = report_text.word(snapshot, figures)
    place = place_of(word)
    if place.exists():
        return
    with tempfile.NamedTemporaryFile(suffix=".docx") as copy:
        copy.write(word)
        copy.flush()
        made = office_files.preview(Path(copy.name))
    if made is not None:
        write_whole(place, reproducible_pdf(made, snapshot.made_at))


def pdf_of(snapshot: Snapshot, figures: Figures) -> bytes:
    """The PDF. Raises NoPrinter where none can be made, NotYetPrinted while it is awaited."""
    place = place_of(report_text.word(snapshot, figures))
    if place.exists():
        return place.read_bytes()
    raise NotYetPrinted if libreoffice.is_here() else NoPrinter


def drop_printed(_scope: Scope) -> None:
    """PDFs that were made before go; they are made again without the names."""
    shutil.rmtree(settings().instance / "reports", ignore_errors=True)
