"""What a clerk does with an item: draft, publish, discard. Nothing here commits."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives import actions as repository
from intranet.directives.audience.rule import Audience
from intranet.directives.changes import withdrawal
from intranet.directives.models import Directive, Version
from intranet.directives.secrecy_check import must_be_public
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.intake.models import UNREAD, FileReading, IntakeItem, ItemState
from intranet.intake.quarantine.refusals import CheckedByAnother, StillReading
from intranet.people.models import StaffMember

CHECKING = timedelta(minutes=15)
"""How long an opened check page counts as being worked on."""


def start_checking(session: Session, item_id: int, staff_id: int) -> None:
    """Note who checks the item now, unless somebody else began shortly before."""
    free = or_(
        IntakeItem.checking_by_id.is_(None),
        IntakeItem.checking_by_id == staff_id,
        IntakeItem.checking_since < now() - CHECKING,
    )
    session.execute(
        update(IntakeItem)
        .where(IntakeItem.id == item_id, IntakeItem.state == ItemState.OPEN, free)
        .values(checking_by_id=staff_id, checking_since=now())
    )


def other_checker(item: IntakeItem, staff: StaffMember) -> StaffMember | None:
    """Who else has this item open on their check page."""
    other, since = item.checking_by, item.checking_since
    if other is None or since is None or other.id == staff.id or since < now() - CHECKING:
        return None
    return other


def save_draft(
    session: Session, by: StaffMember, item: IntakeItem, draft: Mapping[str, object], revision: int
) -> IntakeItem:
    """The item with the fields as typed so far. Raises CheckedByAnother, SecretTyped."""
    must_be_public(*_typed(draft, "subject", "note"), symbol="".join(_typed(draft, "symbol")))
    _claim(item, revision)
    item.draft, item.checking_by, item.checking_since = dict(draft), by, now()
    audit.record(session, by, "item.saved", on=item)
    return item


def _typed(draft: Mapping[str, object], *names: str) -> list[str]:
    """What a draft says in these fields; a posted field is a list of texts."""
    posted = [draft.get(name) or [] for name in names]
    lists = (value if isinstance(value, list) else [value] for value in posted)
    return [str(text) for texts in lists for text in texts]


def publish_item(
    session: Session,
    by: StaffMember,
    item: IntakeItem,
    revision: int,
    facts: DirectiveFacts,
    audience: Audience,
    order: ReadingOrder | None,
    *,
    beside_twin: bool = False,
) -> Directive:
    """The directive that the item has become; the same form sent twice gives the same one.

    Raises StillReading, CheckedByAnother and what `directives.actions.publish` raises.
    """
    if _is_own_echo(by, item, revision) and item.directive:
        return item.directive
    _must_be_read(session, item)
    _claim(item, revision)
    directive = repository.publish(
        session, by, item.file, facts, audience, order, beside_twin=beside_twin
    )
    _close(by, item, directive)
    return directive


def undo(session: Session, by: StaffMember, version: Version) -> IntakeItem | None:
    """The item from which a version was published, back on the desk with all that was typed.

    None where it came by no desk or waits already. Raises TooLateToUndo.
    """
    directive = version.directive
    withdrawal.undo(session, by, version)
    came = select(IntakeItem).filter_by(file_id=version.file_id)
    waiting = session.scalar(came.filter_by(state=ItemState.OPEN))
    published = came.filter_by(state=ItemState.PUBLISHED, directive_id=directive.id)
    item = waiting or session.scalar(published.order_by(IntakeItem.id.desc()).limit(1))
    if item is not None and item.state is ItemState.PUBLISHED:
        item.state, item.directive = ItemState.OPEN, None
        item.revision += 1
        item.checking_by, item.checking_since = by, now()
        session.flush()
    return item


def _is_own_echo(by: StaffMember, item: IntakeItem, revision: int) -> bool:
    """Whether the same person sends the same form a second time."""
    published = item.state is ItemState.PUBLISHED and item.directive is not None
    return published and item.revision == revision + 1 and item.checking_by_id == by.id


def publish_version(
    session: Session,
    by: StaffMember,
    item: IntakeItem,
    revision: int,
    directive: Directive,
    note: str,
    read_again: bool,
    order: ReadingOrder | None,
    issued_on: date | None = None,
) -> Version:
    """The new version that the item has become; `issued_on` is the day on its own paper.

    Raises StillReading, CheckedByAnother, DateInFuture, DeadlineTooEarly.
    """
    _must_be_read(session, item)
    _claim(item, revision)
    version = repository.add_version(
        session, by, directive, item.file, note, read_again, order, issued_on=issued_on
    )
    _close(by, item, directive)
    return version


def discard(session: Session, by: StaffMember, item: IntakeItem) -> IntakeItem:
    """Put an item aside that was uploaded by mistake; the original stays for the audit."""
    if item.state is ItemState.OPEN:
        item.state = ItemState.DISCARDED
        audit.record(session, by, "item.discarded", on=item)
    return item


def _must_be_read(session: Session, item: IntakeItem) -> None:
    reading = session.get(FileReading, item.file_id)
    if reading and reading.state in UNREAD:
        raise StillReading


def _claim(item: IntakeItem, revision: int) -> None:
    if item.revision != revision or item.state is not ItemState.OPEN:
        raise CheckedByAnother
    item.revision += 1


def _close(by: StaffMember, item: IntakeItem, directive: Directive) -> None:
    item.state, item.directive = ItemState.PUBLISHED, directive
    item.checking_by, item.checking_since = by, now()
