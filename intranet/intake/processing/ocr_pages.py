"""Pages that wait for recognition (OCR): each page is claimed, recognised and kept by itself.

The order of the steps stands in `tasks`. Nothing here commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import changed_rows
from intranet.directives.models import FilePage
from intranet.extraction.values import Page, RecognisedWord
from intranet.intake.models import FileReading, ReadingState
from intranet.language.secrecy.examination import Secrecy, examine

PLACES = 4
"""Decimals of a word's place: a ten-thousandth of a page is finer than any print."""


@dataclass(frozen=True)
class ClaimedPage:
    """One page for the worker to recognise now."""

    page_id: int
    file_id: int
    sha256: str
    number: int


def keep_pages(session: Session, file_id: int, pages: Sequence[Page]) -> None:
    """The pages of an original as they were read now; text that a person corrected stays."""
    query = select(FilePage).filter_by(file_id=file_id)
    known = {page.number: page for page in session.scalars(query)}
    for page in pages:
        row = known.pop(page.number, None) or FilePage(file_id=file_id, number=page.number)
        session.add(row)
        if row.edited_at is None:
            fill(row, page)
    for gone in known.values():
        session.delete(gone)


def fill(row: FilePage, page: Page) -> None:
    """Write a reading into the row of its page."""
    row.rewrite(page.text)
    row.method, row.confidence = page.method, page.confidence
    row.score, row.reason = page.score, page.reason
    row.width, row.height = page.width, page.height
    row.pending, row.claimed_at = page.pending, None
    row.words = words_as_json(page.words)


def words_as_json(words: Iterable[RecognisedWord]) -> list[list[Any]] | None:
    """Words as a JSON column holds them: [text, x0, y0, x1, y1, confidence, line]."""
    rows = [
        [
            word.text,
            *(round(at, PLACES) for at in (word.x0, word.y0, word.x1, word.y1)),
            round(word.confidence, 2),
            word.line,
        ]
        for word in words
    ]
    return rows or None


def words_from_json(rows: Sequence[Sequence[Any]] | None) -> tuple[RecognisedWord, ...]:
    """The words that `words_as_json` wrote."""
    return tuple(RecognisedWord(*row) for row in rows or ())


def recognised_pages(session: Session, file_id: int) -> Mapping[int, Page]:
    """The pages of an original that recognition has read, with their words."""
    query = select(FilePage).filter_by(file_id=file_id, method="ocr", pending=False)
    rows = session.scalars(query.options(undefer(FilePage.words)))
    return {
        row.number: Page(
            row.number, row.text, "ocr", row.confidence, row.width, row.height,
            score=row.score, reason=row.reason, words=words_from_json(row.words),
        )
        for row in rows
        if row.words or row.reason
    }  # fmt: skip


def claim_page(session: Session, patience: timedelta) -> ClaimedPage | None:
    """The page to recognise now, or None when none waits.

    The file with the fewest pages left comes first, so that a long scan never blocks short ones.
    """
    moment = now()
    free = or_(FilePage.claimed_at.is_(None), FilePage.claimed_at < moment - patience)
    while (page_id := session.scalar(_next_page(free))) is not None:
        claim = update(FilePage).where(FilePage.id == page_id, FilePage.pending, free)
        if changed_rows(session, claim.values(claimed_at=moment)):
            page = session.get_one(FilePage, page_id, options=[joinedload(FilePage.file)])
            return ClaimedPage(page.id, page.file_id, page.file.sha256, page.number)
    return None


def _next_page(free: ColumnElement[bool]) -> Select[int]:
    left = (
        select(FilePage.file_id, func.count().label("pages"))
        .where(FilePage.pending)
        .group_by(FilePage.file_id)
        .subquery()
    )
    return (
        select(FilePage.id)
        .join(left, left.c.file_id == FilePage.file_id)
        .join(FileReading, FileReading.file_id == FilePage.file_id)
        .where(FilePage.pending, free, FileReading.state == ReadingState.RECOGNISING)
        .order_by(left.c.pages, FilePage.file_id, FilePage.number)
        .limit(1)
    )


def keep_page(session: Session, claimed: ClaimedPage, recognised: Page) -> bool:
    """Write a recognised page down; whether it was the last one that its original waited for."""
    page = session.get(FilePage, claimed.page_id)
    if page is None or not page.pending:
        return False
    fill(page, recognised)
    session.flush()
    left = select(FilePage.id).where(FilePage.file_id == page.file_id, FilePage.pending)
    return session.scalar(left.limit(1)) is None


def shows_secret(page: Page) -> bool:
    """Whether a recognised page bears a secrecy mark, so that the rest need not be read."""
    examined = examine(page.text, opening=page.number == 1, recognised=True)
    return examined.verdict is Secrecy.BLOCK


def forget_claims(session: Session) -> None:
    """Free the pages that a dead worker was at."""
    session.execute(update(FilePage).where(FilePage.pending).values(claimed_at=None))


def waiting_pages(session: Session) -> int:
    """How many pages wait for recognition."""
    of_file = FileReading.file_id == FilePage.file_id
    query = select(func.count()).select_from(FilePage).join(FileReading, of_file)
    waits = (FilePage.pending, FileReading.state == ReadingState.RECOGNISING)
    return session.scalar(query.where(*waits)) or 0


def take_up_scans(session: Session) -> None:
    """Scans that came while no recogniser was installed are taken up once there is one."""
    pending = FileReading.file_id.in_(select(FilePage.file_id).where(FilePage.pending))
    scans = select(FileReading).filter_by(state=ReadingState.NEEDS_RECOGNITION).where(pending)
    for reading in session.scalars(scans):
        reading.state, reading.since, reading.reason = ReadingState.RECOGNISING, now(), ""
        audit.record(session, None, "file.read_again", on=reading.file)
