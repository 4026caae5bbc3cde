"""Real PDF originals, and how many questions a page asks the database."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from fpdf import FPDF
from sqlalchemy import event

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import FilePage, StoredFile


def pdf_bytes(*pages: str) -> bytes:
    """A PDF with these lines, one a page."""
    paper = FPDF()
    paper.set_creation_date(now().replace(year=2025))
    for text in pages:
        paper.add_page()
        paper.set_font("Helvetica", size=14)
        paper.cell(text=text)
    return bytes(paper.output())


def pdf_original(*pages: str) -> StoredFile:
    """A PDF in the store with its texts read."""
    content = pdf_bytes(*pages)
    kept = storage().receive(io.BytesIO(content), 1 << 20)
    storage().keep(kept)
    file = StoredFile(
        sha256=kept.sha256,
        name="scan 01.PDF",
        size=kept.size,
        kind="pdf",
        media_type="application/pdf",
        page_count=len(pages),
        added_at=now(),
        pages=[
            FilePage(number=n, text=text, method="text", confidence=1.0)
            for n, text in enumerate(pages, 1)
        ],
    )
    db.session.add(file)
    db.session.commit()
    return file


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that the database was asked meanwhile."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
