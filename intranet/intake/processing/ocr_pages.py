"""Pages that wait for recognition: a page is the unit of work, and each is kept by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Select, func, or_, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.directives.models import FilePage
from intranet.extraction.values import Page, Word
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.signals import file_waits, pages_wait
from intranet.language.secrecy.examination import Secrecy, examine

PLACES = 4
"""Decimals of a word's place: a ten-thousandth of a page is finer than any print."""


@dataclass(frozen=True)
class Claimed:
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
    row.text, row.method, row.confidence = page.text, page.method, page.confidence
    row.score, row.reason = page.score, page.reason
    row.width, row.height = page.width, page.height
    row.pending, row.claimed_at = page.pending, None
    row.words = packed(page.words)


def packed(words: Iterable[Word]) -> list[list[Any]] | None:
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


def unpacked(rows: Sequence[Sequence[Any]] | None) -> tuple[Word, ...]:
    """The words that `packed` wrote."""
    return tuple(Word(*row) for row in rows or ())


def recognised_pages(session: Session, file_id: int) -> Mapping[int, Page]:
    """The pages of an original that recognition has read, with their words."""
    query = select(FilePage).filter_by(file_id=file_id, method="ocr", pending=False)
    found = session.scalars(query.options(undefer(FilePage.words)))
    return {row.number: _page(row) for row in found if row.words or row.reason}


def _page(row: FilePage) -> Page:
    return Page(
        row.number, row.text, "ocr", row.confidence, row.width, row.height,
        score=row.score, reason=row.reason, words=unpacked(row.words),
    )  # fmt: skip


def ask_for_pages(session: Session, count: int) -> None:
    """Tell the worker that so many more pages wait; each task takes the page that is next then."""
    pages_wait.send(session, count)


def claim(session: Session, patience: timedelta) -> Claimed | None:
    """The page to recognise now, or None when none waits.

    The file with the fewest pages left comes first, so that a long scan never blocks short ones.
    """
    moment = now()
    while (page_id := session.scalar(_waiting(moment - patience))) is not None:
        free = _free(moment - patience)
        claimed = session.execute(
            update(FilePage)
            .where(FilePage.id == page_id, FilePage.pending, free)
            .values(claimed_at=moment)
        )
        if cast("CursorResult[object]", claimed).rowcount:
            page = session.get_one(FilePage, page_id, options=[joinedload(FilePage.file)])
            return Claimed(page.id, page.file_id, page.file.sha256, page.number)
    return None


def _free(dead: Any) -> Any:
    return or_(FilePage.claimed_at.is_(None), FilePage.claimed_at < dead)


def _waiting(dead: Any) -> Select[int]:
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
        .where(FilePage.pending, _free(dead), FileReading.state == ReadingState.RECOGNISING)
        .order_by(left.c.pages, FilePage.file_id, FilePage.number)
        .limit(1)
    )


def keep_page(session: Session, claimed: Claimed, found: Page) -> bool:
    """Write a recognised page down; whether it was the last one that its original waited for.

    The last page sends the original to be read as a whole.
    """
    page = session.get(FilePage, claimed.page_id)
    if page is None or not page.pending:
        return False
    fill(page, found)
    session.flush()
    left = select(FilePage.id).where(FilePage.file_id == page.file_id, FilePage.pending)
    if session.scalar(left.limit(1)) is not None:
        return False
    read_as_a_whole(session, page.file_id)
    return True


def read_as_a_whole(session: Session, file_id: int) -> None:
    """Its pages are there: facts, citations and secrecy marks are looked for in all of them."""
    reading = session.get_one(FileReading, file_id)
    reading.state, reading.since, reading.attempts = ReadingState.RECEIVED, now(), 0
    file_waits.send(session, file_id)


def shows_secret(page: Page) -> bool:
    """Whether a recognised page bears a secrecy mark, so that the rest need not be read."""
    found = examine(page.text, opening=page.number == 1, recognised=True)
    return found.verdict is Secrecy.BLOCK


def forget_claims(session: Session) -> int:
    """Free the pages that a dead worker was at; how many pages wait altogether."""
    session.execute(update(FilePage).where(FilePage.pending).values(claimed_at=None))
    return waiting(session)


def waiting(session: Session) -> int:
    """How many pages wait for recognition."""
    query = (
        select(func.count())
        .select_from(FilePage)
        .join(FileReading, FileReading.file_id == FilePage.file_id)
    )
    query = query.where(FilePage.pending, FileReading.state == ReadingState.RECOGNISING)
    return session.scalar(query) or 0


def start_waiting(session: Session) -> None:
    """Scans that came while no recogniser was installed are taken up once there is one."""
    pending = select(FilePage.file_id).where(FilePage.pending)
    found = session.scalars(
        select(FileReading).where(
            FileReading.state == ReadingState.NEEDS_RECOGNITION, FileReading.file_id.in_(pending)
        )
    )
    for reading in found:
        reading.state, reading.since, reading.reason = ReadingState.RECOGNISING, now(), ""
        audit.record(session, None, "file.read_again", on=reading.file)
