"""How far each item is, machine and people together."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.errors import existing
from intranet.directives.models import FilePage
from intranet.intake.models import FileReading, IntakeItem, ItemState, ReadingState
from intranet.intake.processing.suggestions import SuggestedFacts, loaded, typed
from intranet.intake.quarantine.isolation import is_isolated


class Stage(enum.Enum):
    """Where an item is on its way, machine and people together, as the rows name it.

    The words of ReadingState and ItemState, but what was read is to be checked.
    """

    RECEIVED = "received"
    READING = "reading"
    RECOGNISING = "recognising"
    TO_CHECK = "to_check"
    NEEDS_RECOGNITION = "needs_recognition"
    FAILED = "failed"
    PUBLISHED = "published"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class ItemProgress:
    """An item with the machine's state of its file, and how many pages wait for recognition."""

    item: IntakeItem
    reading: FileReading
    pending: int = 0

    @property
    def stage(self) -> Stage:
        """Where the item is on its way."""
        if self.item.state is not ItemState.OPEN:
            return Stage(self.item.state.value)
        is_read = self.reading.state is ReadingState.READ
        return Stage.TO_CHECK if is_read else Stage(self.reading.state.value)

    @property
    def is_moving(self) -> bool:
        """Whether the machine is at it: its pages are not yet looked through for marks."""
        return self.stage in {Stage.RECEIVED, Stage.READING, Stage.RECOGNISING}

    @cached_property
    def facts(self) -> SuggestedFacts:
        """What the machine has read."""
        return loaded(self.reading.facts)

    def entered(self, name: str) -> str:
        """A field of the form as a clerk typed it so far, else as the machine read it."""
        return typed(self.item.draft, name) or str(self.facts.values().get(name, ""))


def open_items(session: Session) -> Sequence[ItemProgress]:
    """Everything that waits for the clerk, oldest first."""
    return _all(session, _query().where(waits()).order_by(IntakeItem.id))


def recent_items(session: Session, limit: int = 30) -> Sequence[ItemProgress]:
    """The newest items in any state, newest first."""
    return _all(session, _query().order_by(IntakeItem.id.desc()).limit(limit))


def items_with_ids(session: Session, ids: Sequence[int]) -> Sequence[ItemProgress]:
    """These items, for the progress of an upload."""
    return _all(session, _query().where(IntakeItem.id.in_(ids)).order_by(IntakeItem.id))


def progress_of(session: Session, item_id: int) -> ItemProgress:
    """One item. Raises NotFound."""
    row = session.execute(_query().where(IntakeItem.id == item_id)).one_or_none()
    return ItemProgress(*existing(row))


def waits() -> ColumnElement[bool]:
    """The condition on items that a clerk has still to check."""
    return (IntakeItem.state == ItemState.OPEN) & ~is_isolated(IntakeItem.file_id.expression)


def waiting_query() -> Select[int]:
    """How many items wait for a clerk: the number beside "Kiểm tra"."""
    return select(func.count()).select_from(IntakeItem).where(waits())


def _query() -> Select[IntakeItem, FileReading, int]:
    pending = (
        select(func.count())
        .where(FilePage.file_id == IntakeItem.file_id, FilePage.pending)
        .scalar_subquery()
    )
    return (
        select(IntakeItem, FileReading, pending)
        .join(FileReading, FileReading.file_id == IntakeItem.file_id)
        .where(~is_isolated(IntakeItem.file_id.expression))
        .options(joinedload(IntakeItem.uploaded_by), joinedload(IntakeItem.checking_by))
    )


def _all(session: Session, query: Select[IntakeItem, FileReading, int]) -> Sequence[ItemProgress]:
    return [ItemProgress(*row) for row in session.execute(query)]
