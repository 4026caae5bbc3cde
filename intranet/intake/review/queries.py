"""What the clerk's desk shows of one item: its neighbours, the first pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage
from intranet.intake.models import IntakeItem
from intranet.intake.processing.item_progress import waits


@dataclass(frozen=True)
class QueuePosition:
    """Where an item stands among those that wait: place, number, and who is beside it."""

    place: int
    total: int
    before: int | None
    after: int | None


def queue_position(session: Session, item: IntakeItem) -> QueuePosition:
    """The items before and after this one in the queue."""
    ids = list(session.scalars(select(IntakeItem.id).where(waits()).order_by(IntakeItem.id)))
    earlier = [number for number in ids if number < item.id]
    later = [number for number in ids if number > item.id]
    before, after = max(earlier, default=None), min(later, default=None)
    return QueuePosition(len(earlier) + 1, len(ids), before, after)


def first_pages(session: Session, file_id: int, most: int) -> Sequence[FilePage]:
    """The read text of the first pages of an original."""
    query = select(FilePage).where(FilePage.file_id == file_id).order_by(FilePage.number)
    return session.scalars(query.limit(most)).all()
