"""A page read once more in another way (đọc lại trang): the worker's steps.

Clerks ask for it in `reprocess`; the order of the steps stands in `tasks`. Nothing here commits.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import changed_rows
from intranet.core.storage import storage
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from intranet.extraction.values import Page
from intranet.intake.processing.models import PageAttempt
from intranet.intake.processing.ocr_pages import words_as_json

PAGE_SECONDS = 90


def claim_attempt(
    session: Session, attempt_id: int, patience: timedelta
) -> Callable[[], Page] | None:
    """What reads the page of this wish, or None when it is done or another worker is at it."""
    free = or_(PageAttempt.claimed_at.is_(None), PageAttempt.claimed_at < now() - patience)
    claim = (
        update(PageAttempt)
        .where(PageAttempt.id == attempt_id, PageAttempt.made_at.is_(None), free)
        .values(claimed_at=now())
    )
    if not changed_rows(session, claim):
        return None
    attempt = session.get_one(PageAttempt, attempt_id)
    file = attempt.page.file
    return partial(_read_page, file.sha256, file.name, attempt.page.number, attempt.way)


def _read_page(sha256: str, name: str, number: int, way: str) -> Page:
    """The page read in the way that was asked for, in a child process with limits."""
    path, (kind, _, detail) = storage().path(sha256), way.partition(":")
    if kind == "ocr":
        return recognise_isolated(path, number, turn=int(detail), seconds=PAGE_SECONDS)
    extraction = extract_isolated(path, name=name, seconds=PAGE_SECONDS, forced={number: way})
    empty = Page(number, "", confidence=0.0, score=0.0, reason=extraction.reason or "")
    return next((page for page in extraction.pages if page.number == number), empty)


def keep_attempt(session: Session, attempt_id: int, page: Page) -> None:
    """Write the other reading down beside the one that counts."""
    attempt = session.get(PageAttempt, attempt_id)
    if attempt is None or attempt.made_at is not None:
        return
    attempt.text, attempt.method, attempt.made_at = page.text, page.method, now()
    attempt.confidence, attempt.score, attempt.reason = page.confidence, page.score, page.reason
    attempt.words = words_as_json(page.words)


def forgotten_attempts(session: Session, patience: timedelta) -> list[int]:
    """The wishes whose task was lost or whose worker died."""
    dead = now() - patience
    forgotten = or_(PageAttempt.claimed_at < dead, PageAttempt.asked_at < dead)
    return list(session.scalars(select(PageAttempt.id).filter_by(made_at=None).where(forgotten)))
