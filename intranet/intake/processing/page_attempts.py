"""A page read once more in another way (đọc lại trang): the worker's steps.

Clerks ask for it in `reprocess`; the order of the steps stands in `tasks`. Nothing here commits.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import changed_rows
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from intranet.extraction.values import Page
from intranet.intake.processing.models import PageAttempt
from intranet.intake.processing.ocr_pages import words_as_json

TURNS = (0, 90, 180, 270)
ENCODINGS = ("tcvn3", "vni", "viscii", "cp1258")
WAYS = (
    "text",
    *(f"ocr:{turn}" for turn in TURNS),
    *(f"converted:{encoding}" for encoding in ENCODINGS),
)
"""text layer as it is, recognition with the page turned, text layer of an old encoding."""


@dataclass(frozen=True)
class PageJob:
    """One page to read now, and how."""

    sha256: str
    name: str
    number: int
    way: str


def claim_attempt(session: Session, attempt_id: int, patience: timedelta) -> PageJob | None:
    """The page to read for this wish, or None when it is done or another worker is at it."""
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
    return PageJob(file.sha256, file.name, attempt.page.number, attempt.way)


def read_page(job: PageJob, path: Path, seconds: float) -> Page:
    """The page read in the way that was asked for, in a child process with limits."""
    way, _, detail = job.way.partition(":")
    if way == "ocr":
        return recognise_isolated(path, job.number, turn=int(detail), seconds=seconds)
    forced = {job.number: job.way}
    extraction = extract_isolated(path, name=job.name, seconds=seconds, forced=forced)
    pages = {page.number: page for page in extraction.pages}
    empty = Page(job.number, "", confidence=0.0, score=0.0, reason=extraction.reason or "")
    return pages.get(job.number, empty)


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
    query = select(PageAttempt.id).where(
        PageAttempt.made_at.is_(None),
        or_(PageAttempt.claimed_at < dead, PageAttempt.asked_at < dead),
    )
    return list(session.scalars(query))
