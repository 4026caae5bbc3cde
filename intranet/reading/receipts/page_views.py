"""Which pages of a version a person was really shown, and what follows. Nothing here commits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.core.clock import now
from intranet.core.database import insert_missing
from intranet.directives.models import Version
from intranet.directives.viewer.version_changes import changes_between
from intranet.people.models import StaffMember
from intranet.reading.models import PageView, ReceiptStep, Step
from intranet.reading.receipts.errors import ChangesNotEnough
from intranet.reading.receipts.steps import assignment_to_read, take_steps

CHANGES = 0
"""The number under which the list of changes is noted among the pages that were shown."""


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
    return [page for page in range(1, version.file.page_count + 1) if page not in shown]


def show_page(
    session: Session, staff: StaffMember, version: Version, page: int, at: datetime | None = None
) -> Step:
    """Note that a page was really shown; the furthest step reached by it.

    Raises NotAddressed when the person was not asked to read this version, ReplacedMeanwhile and
    AssignmentClosed when it need not be read any more.
    """
    assignment = assignment_to_read(session, staff, version)
    hash_chain.lock(session, ReceiptStep)  # of two last pages at once the second sees the first
    moment = at or now()
    if 1 <= page <= max(1, version.file.page_count):
        _note(session, staff, version, page, moment)
    steps = [Step.OPENED]
    if not missing_pages(session, staff, version):
        steps.append(Step.READ_THROUGH)
    take_steps(session, version, [staff], steps, moment, assignment=assignment)
    return steps[-1]


def show_changes(
    session: Session, staff: StaffMember, version: Version, at: datetime | None = None
) -> Step:
    """Note that all changes since the version this person confirmed were shown.

    It stands for the pages, and the receipt says so. Raises NotAddressed, ReplacedMeanwhile,
    AssignmentClosed, and ChangesNotEnough for who has confirmed no earlier version or where the two
    versions cannot be compared.
    """
    assignment = assignment_to_read(session, staff, version)
    before = confirmed_before(session, staff, version)
    if before is None or not changes_between(session, before, version).comparable:
        raise ChangesNotEnough
    moment = at or now()
    take_steps(session, version, [staff], [Step.OPENED], moment, assignment=assignment)
    _note(session, staff, version, CHANGES, moment)
    # What the receipt says of somebody who read the changes only; sealed by its hash.
    reason = f"đọc phần thay đổi so với bản {before.number}"
    read = [Step.READ_THROUGH]
    take_steps(session, version, [staff], read, moment, assignment=assignment, reason=reason)
    return Step.READ_THROUGH


def _note(session: Session, staff: StaffMember, version: Version, page: int, at: datetime) -> None:
    row = {"staff_id": staff.id, "version_id": version.id, "page": page, "at": at}
    session.execute(insert_missing(session, PageView), row)


def confirmed_before(session: Session, staff: StaffMember, version: Version) -> Version | None:
    """The newest earlier version that this person has confirmed."""
    return session.scalar(
        select(Version)
        .join(ReceiptStep, ReceiptStep.version_id == Version.id)
        .where(Version.directive_id == version.directive_id, Version.number < version.number)
        .where(ReceiptStep.staff_id == staff.id, ReceiptStep.step == Step.CONFIRMED)
        .order_by(Version.number.desc())
        .limit(1)
    )
