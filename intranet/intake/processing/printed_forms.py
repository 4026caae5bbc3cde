"""The printable form of an Office original: made, looked through, and the file divided like it.

What people count, cite and are asked to see are the sheets that come out of a printer: the text of
the file keeps its words and is divided where they end. Nothing here commits.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.storage import storage, write_whole
from intranet.directives.citations.actions import keep_citations
from intranet.directives.citations.models import FileCitation
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer import printable_forms
from intranet.extraction.errors import SecretMark
from intranet.extraction.formats.registry import PRINTABLE_KINDS
from intranet.extraction.layout.printed_pages import pages_by_print
from intranet.extraction.sandbox import office_files
from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.sandbox.preflight import preflight
from intranet.extraction.values import DocumentCitation, Extraction, Fact, Facts, Page
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.processing.ocr_pages import keep_pages
from intranet.intake.processing.suggestions import loaded, stored
from intranet.intake.quarantine.refusals import SECRET_MARK
from intranet.language.text.normalization import fold

SECONDS = 60
"""The longest that printing may take: nobody waits for it, and what failed is not tried again."""
AT_A_TIME = 20
"""How many printable forms that lack a sweep asks for."""


def printed_form(sha256: str) -> Extraction | None:
    """What stands on the printable form, which is made where it lacks; None when none comes of it.

    Refused with SecretMark it is not kept: nobody may look at it.
    """
    place = printable_forms.place_of(sha256)
    if place.exists():
        return _read(place)
    if not (content := office_files.preview(storage().path(sha256), SECONDS)):
        return None
    with NamedTemporaryFile(suffix=".pdf") as fresh:
        fresh.write(content)
        fresh.flush()
        printed = _looked_at(Path(fresh.name))
    if printed.pages:
        write_whole(place, content)
    return printed if printed.pages or is_secret(printed) else None


def is_secret(printed: Extraction) -> bool:
    """Whether the printed pages bear a mark that the parts of the file did not tell."""
    return printed.reason == SecretMark.message


def _looked_at(fresh: Path) -> Extraction:
    printed = _read(fresh)
    if printed.needs_recognition:  # letters that make no words were not looked through as they are
        seen = preflight(fresh, name="ban-in.pdf", seconds=settings().extraction_seconds)
        if seen.rule == SECRET_MARK:
            return replace(printed, pages=(), accepted=False, reason=SecretMark.message)
    return printed


def _read(place: Path) -> Extraction:
    chosen = settings()
    return extract_isolated(
        place, name="ban-in.pdf", max_pages=chosen.max_pages, seconds=chosen.extraction_seconds
    )


def laid_out(read: Extraction, printed: Extraction | None) -> Extraction:
    """What was read of a file, divided as it prints, with the places of its facts in print."""
    if not read.pages or printed is None or not printed.pages:
        return read
    texts = pages_by_print(
        "\n".join(page.text for page in read.pages), [sheet.text for sheet in printed.pages]
    )
    pages = tuple(
        replace(
            read.pages[0], number=sheet.number, text=text, width=sheet.width, height=sheet.height
        )
        for sheet, text in zip(printed.pages, texts, strict=True)
    )
    facts = _placed(read.facts, printed.facts)
    citations = tuple(replace(one, page=_page_of(one, texts)) for one in read.citations)
    return replace(read, pages=pages, facts=facts, citations=citations)


def _placed(facts: Facts, printed: Facts) -> Facts:
    """The facts as they were read, each with its place where print says the same."""
    placed: dict[str, Any] = {}
    for name in (field.name for field in fields(Facts)):
        fact, in_print = getattr(facts, name), getattr(printed, name)
        both = isinstance(fact, Fact) and isinstance(in_print, Fact)
        if both and fold(fact.value).split() == fold(in_print.value).split():
            placed[name] = replace(fact, box=in_print.box)
    return replace(facts, **placed)


def _page_of(citation: DocumentCitation, texts: Sequence[str]) -> int:
    """The sheet on which a citation stands; the one it was read on where it is not found again."""
    for wanted in (" ".join(citation.sentence.split()), citation.key):
        for number, text in enumerate(texts, 1):
            if wanted in " ".join(text.split()):
                return number
    return min(citation.page, len(texts))


def lay_out(session: Session, file: StoredFile, printed: Extraction) -> None:
    """Divide the kept text of a file as it prints; what a person corrected stays corrected."""
    query = select(FilePage).where(FilePage.file_id == file.id).order_by(FilePage.number)
    rows = session.scalars(query).all()
    reading = session.get(FileReading, file.id)
    laid = laid_out(_as_read(session, file, rows, reading), printed)
    corrected = next((row for row in rows if row.edited_at), None)
    by = corrected.edited_by_id if corrected else None
    for row in rows:
        row.edited_at = row.edited_by_id = None
    keep_pages(session, file.id, laid.pages)
    session.flush()
    if corrected:  # nobody can tell which sheets its words are on: all count as corrected
        for row in session.scalars(query):
            row.edited_at, row.edited_by_id = now(), by
    if reading:
        shown = stored(laid)
        reading.facts = {**reading.facts, "facts": shown["facts"], "sizes": shown["sizes"]}
    keep_citations(session, file.id, laid.citations)
    file.page_count = file.printed_pages = len(printed.pages)


def _as_read(
    session: Session, file: StoredFile, rows: Sequence[FilePage], reading: FileReading | None
) -> Extraction:
    """What is kept of a file in the form in which it was read."""
    pages = tuple(
        Page(
            row.number, row.text, row.method, row.confidence, score=row.score, reason=row.reason  # type: ignore[arg-type]
        )
        for row in rows
    )  # fmt: skip
    cited = session.scalars(select(FileCitation).filter_by(file_id=file.id).order_by("page"))
    citations = tuple(
        DocumentCitation(
            one.symbol, one.kind.value, one.sentence, one.page,
            one.cited_on.isoformat() if one.cited_on else None,
        )
        for one in cited
    )  # fmt: skip
    facts = loaded(reading.facts).facts if reading else Facts()
    return Extraction(
        file.name, True, None, file.kind, file.media_type, pages, facts, citations=citations
    )


def waiting_for_print(session: Session) -> list[int]:
    """The originals whose printable form was never made, or is lost from the disk."""
    read = FileReading.state.not_in((ReadingState.RECEIVED, ReadingState.READING))
    query = select(StoredFile.id, StoredFile.sha256, StoredFile.printed_pages)
    query = query.join(FileReading, FileReading.file_id == StoredFile.id).where(
        StoredFile.kind.in_(PRINTABLE_KINDS), StoredFile.size > 0, read,
        func.coalesce(StoredFile.printed_pages, 1) > 0,
    )  # fmt: skip
    rows = session.execute(query.order_by(StoredFile.id.desc()))
    lacking = (
        file_id
        for file_id, sha256, pages in rows
        if pages is None or not printable_forms.place_of(sha256).exists()
    )
    return [file_id for file_id, _number in zip(lacking, range(AT_A_TIME), strict=False)]
