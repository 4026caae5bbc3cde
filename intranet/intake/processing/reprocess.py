"""A page read once more in another way, compared, taken over or corrected by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import BadInput, NotFound
from intranet.core.tasks import after_commit
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.secrecy_check import must_be_public
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from intranet.extraction.values import Page
from intranet.intake.models import (
    FileReading,
    IntakeItem,
    ItemState,
    PageAttempt,
    ReadingState,
)
from intranet.intake.processing.ocr_pages import packed, read_as_a_whole
from intranet.intake.processing.text_changes import text_changed
from intranet.intake.quarantine.refusals import UnknownWay
from intranet.intake.signals import page_attempt_waits
from intranet.people.models import StaffMember

TURNS = (0, 90, 180, 270)
ENCODINGS = ("tcvn3", "vni", "viscii", "cp1258")
WAYS = (
    "text",
    *(f"ocr:{turn}" for turn in TURNS),
    *(f"converted:{encoding}" for encoding in ENCODINGS),
)
"""text layer as it is, recognition with the page turned, text layer of an old encoding."""


@dataclass(frozen=True)
class Order:
    """One page to read now, and how."""

    sha256: str
    name: str
    number: int
    way: str


def page_for(session: Session, file: StoredFile, number: int) -> FilePage:
    """The page of an original; raises NotFound."""
    found = session.scalar(select(FilePage).filter_by(file_id=file.id, number=number))
    if found is None:
        raise NotFound
    return found


def attempts_of(session: Session, page: FilePage) -> Sequence[PageAttempt]:
    """Every other reading of a page, newest first."""
    query = select(PageAttempt).filter_by(page_id=page.id).options(joinedload(PageAttempt.asked_by))
    return session.scalars(query.order_by(PageAttempt.id.desc())).all()


def ask(session: Session, by: StaffMember, page: FilePage, way: str) -> PageAttempt:
    """Ask the machine to read a page in another way; the same wish while it waits is one.

    Raises UnknownWay.
    """
    if way not in WAYS:
        raise UnknownWay
    waiting = select(PageAttempt).filter_by(page_id=page.id, way=way, made_at=None)
    if found := session.scalar(waiting):
        return found
    attempt = PageAttempt(page=page, way=way, asked_at=now(), asked_by_id=by.id)
    session.add(attempt)
    session.flush()
    audit.record(session, by, "page.read_again", on=page.file, page=page.number, way=way)
    page_attempt_waits.send(session, attempt.id)
    return attempt


def claim(session: Session, attempt_id: int, patience: timedelta) -> Order | None:
    """What to read for this wish, or None when it is done or another worker is at it."""
    free = or_(PageAttempt.claimed_at.is_(None), PageAttempt.claimed_at < now() - patience)
    claimed = session.execute(
        update(PageAttempt)
        .where(PageAttempt.id == attempt_id, PageAttempt.made_at.is_(None), free)
        .values(claimed_at=now())
    )
    if not cast("CursorResult[object]", claimed).rowcount:
        return None
    attempt = session.get_one(PageAttempt, attempt_id)
    file = attempt.page.file
    return Order(file.sha256, file.name, attempt.page.number, attempt.way)


def read(order: Order, path: Path, seconds: float) -> Page:
    """The page read in the way of the order, in a child process with limits."""
    way, _, detail = order.way.partition(":")
    if way == "ocr":
        return recognise_isolated(path, order.number, turn=int(detail), seconds=seconds)
    forced = {order.number: order.way}
    found = extract_isolated(path, name=order.name, seconds=seconds, forced=forced)
    pages = {page.number: page for page in found.pages}
    empty = Page(order.number, "", confidence=0.0, score=0.0, reason=found.reason or "")
    return pages.get(order.number, empty)


def keep(session: Session, attempt_id: int, found: Page) -> PageAttempt | None:
    """Write the other reading down beside the one that counts."""
    attempt = session.get(PageAttempt, attempt_id)
    if attempt is None or attempt.made_at is not None:
        return attempt
    attempt.text, attempt.method, attempt.made_at = found.text, found.method, now()
    attempt.confidence, attempt.score, attempt.reason = found.confidence, found.score, found.reason
    attempt.words = packed(found.words)
    return attempt


def forgotten(session: Session, patience: timedelta) -> list[int]:
    """The wishes whose task was lost or whose worker died."""
    dead = now() - patience
    query = select(PageAttempt.id).where(
        PageAttempt.made_at.is_(None),
        or_(PageAttempt.claimed_at < dead, PageAttempt.asked_at < dead),
    )
    return list(session.scalars(query))


def adopt(session: Session, by: StaffMember, page: FilePage, attempt_id: int) -> FilePage:
    """The page with the other reading in place of its own. Raises NotFound."""
    query = select(PageAttempt).filter_by(id=attempt_id, page_id=page.id)
    attempt = session.scalar(query.options(undefer(PageAttempt.words)))
    if attempt is None or attempt.made_at is None:
        raise NotFound
    page.text, page.method, page.words = attempt.text, attempt.method, attempt.words
    page.confidence, page.score, page.reason = attempt.confidence, attempt.score, attempt.reason
    page.edited_at = page.edited_by = None
    _remember_way(session, page, attempt.way)
    audit.record(session, by, "page.adopted", on=page.file, page=page.number, way=attempt.way)
    _follow_up(session, page)
    return page


def correct(session: Session, by: StaffMember, page: FilePage, text: str) -> FilePage:
    """The page with its text as a person typed it; recognised places stay for the eye.

    Raises BadInput when nothing is left of the text, SecretTyped when it bears a secrecy mark.
    """
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise BadInput
    if page.number == 1:
        must_be_public(words)
    if words == page.text:
        return page
    page.text, page.edited_at, page.edited_by = words, now(), by
    audit.record(session, by, "page.corrected", on=page.file, page=page.number)
    text_changed(session, page.file)
    return page


def read_whole(session: Session, by: StaffMember, file: StoredFile, way: str) -> FileReading:
    """Ask for the whole original in one way; an empty `way` lets the machine choose afresh.

    Pages that a person corrected stay. Raises UnknownWay.
    """
    if way and way not in WAYS:
        raise UnknownWay
    reading = session.get_one(FileReading, file.id)
    if reading.state in {ReadingState.READING, ReadingState.RECOGNISING}:
        return reading
    reading.forced = {str(number): way for number in range(1, file.page_count + 1) if way}
    for page in session.scalars(select(FilePage).filter_by(file_id=file.id, edited_at=None)):
        page.words, page.reason, page.method = None, "", "text"
    audit.record(session, by, "file.read_again", on=file, way=way)
    read_as_a_whole(session, file.id)
    return reading


def _remember_way(session: Session, page: FilePage, way: str) -> None:
    reading = session.get_one(FileReading, page.file_id)
    reading.forced = {**reading.forced, str(page.number): way}


def _follow_up(session: Session, page: FilePage) -> None:
    """Facts that wait for the clerk are read again; published ones stay as people saw them."""
    waits = select(IntakeItem.id).filter_by(file_id=page.file_id, state=ItemState.OPEN)
    session.flush()
    if session.scalar(waits.limit(1)) is not None:
        read_as_a_whole(session, page.file_id)
    text_changed(session, page.file)
