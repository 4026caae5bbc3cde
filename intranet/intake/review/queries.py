"""What the clerk's desk shows: the queue in groups, one item's neighbours, the first pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage
from intranet.intake.models import IntakeItem
from intranet.intake.processing.item_progress import ItemProgress, Stage, waits

QUEUE_ORDER = (
    Stage.TO_CHECK,
    Stage.NEEDS_RECOGNITION,
    Stage.FAILED,
    Stage.RECOGNISING,
    Stage.READING,
    Stage.RECEIVED,
)
"""The order in which the clerk should look at things."""


@dataclass(frozen=True)
class QueuePosition:
    """Where an item stands among those that wait: place, number, and who is beside it."""

    place: int
    total: int
    before: int | None
    after: int | None


def by_stage(items: Sequence[ItemProgress]) -> list[tuple[Stage, list[ItemProgress]]]:
    """The items in groups, those that people can act on first; empty groups are left out."""
    groups = [(stage, [item for item in items if item.stage is stage]) for stage in QUEUE_ORDER]
    return [group for group in groups if group[1]]


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
