"""What the portal knows of a person's reading of one version, said to that person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import Version
from intranet.directives.viewer.version_changes import changes_between
from intranet.people.models import StaffMember
from intranet.reading.models import PageView, ReceiptStep, Step

CHANGES = 0
"""The number under which the list of changes is noted among the pages that were shown."""


def shown_pages(session: Session, staff: StaffMember, version: Version) -> frozenset[int]:
    """The pages of a version that were shown to this person; CHANGES for the list of changes."""
    query = select(PageView.page).filter_by(staff_id=staff.id, version_id=version.id)
    return frozenset(session.scalars(query))


def missing_pages(session: Session, staff: StaffMember, version: Version) -> list[int]:
    """The pages that this person has still to be shown, in order; none after all the changes.

    Only who confirmed an earlier version can have been shown the changes: see `show_changes`.
    """
    shown = shown_pages(session, staff, version)
    if CHANGES in shown:
        return []
    return [page for page in range(1, version.file.page_count + 1) if page not in shown]


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


def changes_suffice(session: Session, staff: StaffMember, version: Version) -> Version | None:
    """The version that this person confirmed, if reading what changed since is enough.

    It is not where a text is missing: nobody can say what changed then.
    """
    before = confirmed_before(session, staff, version)
    if before is None or not changes_between(session, before, version).comparable:
        return None
    return before


def by_changes(before: Version) -> str:
    """What the receipt says of somebody who read the changes only; sealed by its hash."""
    return f"đọc phần thay đổi so với bản {before.number}"
