"""Which pages of a version a person was really shown, and what follows. Nothing here commits.

A page counts from the moment when it was handed out, and no two pages of a person at the same time:
n pages take at least n times SECONDS_A_PAGE. What comes faster is opened, not read through.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import insert_missing
from intranet.directives.models import Version
from intranet.directives.viewer.version_changes import changes_between
from intranet.people.models import StaffMember
from intranet.reading.models import PageView, ReceiptStep, Step
from intranet.reading.receipts.errors import ChangesNotEnough, NotHandedOut
from intranet.reading.receipts.steps import assignment_to_read, take_steps

CHANGES = 0
"""The number under which the list of changes is noted among the pages that were shown."""


@dataclass(frozen=True)
class Shown:
    """How far somebody came, and how many seconds are missing until the page counts."""

    step: Step
    wait: float = 0.0


def shown_pages(session: Session, staff: StaffMember, version_id: int) -> frozenset[int]:
    """The pages of a version that were shown to this person; CHANGES for the list of changes."""
    query = select(PageView.page).filter_by(staff_id=staff.id, version_id=version_id)
    return frozenset(session.scalars(query))


def missing_pages(session: Session, staff: StaffMember, version: Version) -> list[int]:
    """The pages that this person has still to be shown, in order; none after all the changes.

    Only who confirmed an earlier version can have been shown the changes: see `show_changes`.
    """
    shown = shown_pages(session, staff, version.id)
    if CHANGES in shown:
        return []
    return [page for page in range(1, _page_count(version) + 1) if page not in shown]


def _page_count(version: Version) -> int:
    # What could not be counted is read as one page.
    return max(1, version.file.page_count)


def show_page(
    session: Session, staff: StaffMember, version: Version, page: int,
    handed_at: datetime, at: datetime | None = None,
) -> Shown:  # fmt: skip
    """Note that a page was really shown, unless too little time has passed.

    Raises NotAddressed when the person was not asked to read this version, ReplacedMeanwhile and
    AssignmentClosed when it need not be read any more, NotHandedOut for a page that is none.
    """
    if not 1 <= page <= _page_count(version):
        raise NotHandedOut
    assignment = assignment_to_read(session, staff, version)
    hash_chain.lock(session, ReceiptStep)  # of two last pages at once the second sees the first
    moment = at or now()
    wait = _seconds_missing(session, staff, handed_at, moment)
    if not wait:
        _note(session, staff, version, page, handed_at, moment)
    steps = [Step.OPENED]
    if not missing_pages(session, staff, version):
        steps.append(Step.READ_THROUGH)
    take_steps(session, version, [staff], steps, moment, assignment=assignment)
    return Shown(steps[-1], wait)


def show_changes(
    session: Session, staff: StaffMember, version: Version, handed_at: datetime
) -> Shown:
    """Note that all changes since the version this person confirmed were shown.

    It stands for the pages, and the receipt says so; it takes the time of the pages with changes,
    of one at least. Raises NotAddressed, ReplacedMeanwhile, AssignmentClosed, and ChangesNotEnough
    for who has confirmed no earlier version or where the two versions cannot be compared.
    """
    assignment = assignment_to_read(session, staff, version)
    before = confirmed_before(session, staff, version)
    found = changes_between(session, before, version) if before else None
    if before is None or found is None or not found.comparable:
        raise ChangesNotEnough
    hash_chain.lock(session, ReceiptStep)
    moment = now()
    take_steps(session, version, [staff], [Step.OPENED], moment, assignment=assignment)
    if wait := _seconds_missing(session, staff, handed_at, moment, len(found.pages) or 1):
        return Shown(Step.OPENED, wait)
    _note(session, staff, version, CHANGES, handed_at, moment)
    # What the receipt says of somebody who read the changes only; sealed by its hash.
    reason = f"đọc phần thay đổi so với bản {before.number}"
    read = [Step.READ_THROUGH]
    take_steps(session, version, [staff], read, moment, assignment=assignment, reason=reason)
    return Shown(Step.READ_THROUGH)


def _seconds_missing(
    session: Session, staff: StaffMember, handed_at: datetime, moment: datetime, pages: int = 1
) -> float:
    """How long pages must stay on show yet: since they were handed out, and since the page before.

    A clock that was put back makes nobody wait for what it then calls the future.
    """
    mine = PageView.staff_id == staff.id, PageView.at <= moment
    last = session.scalar(select(func.max(PageView.at)).where(*mine))
    since = max(min(handed_at, moment), last or handed_at)
    shown = (moment - since).total_seconds()
    return max(0.0, pages * settings().seconds_a_page - shown)


def _note(
    session: Session, staff: StaffMember, version: Version, page: int, handed_at: datetime,
    at: datetime,
) -> None:  # fmt: skip
    row = {"staff_id": staff.id, "version_id": version.id, "page": page}
    session.execute(insert_missing(session, PageView), {**row, "handed_at": handed_at, "at": at})


def confirmed_before(session: Session, staff: StaffMember, version: Version) -> Version | None:
    """The newest earlier version that this person has confirmed."""
    if version.number == 1:
        return None
    return session.scalar(
        select(Version)
        .join(ReceiptStep, ReceiptStep.version_id == Version.id)
        .where(Version.directive_id == version.directive_id, Version.number < version.number)
        .where(ReceiptStep.staff_id == staff.id, ReceiptStep.step == Step.CONFIRMED)
        .order_by(Version.number.desc())
        .limit(1)
    )
