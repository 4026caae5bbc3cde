"""What the clerk's desk shows."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from intranet.core.errors import NotFound
from intranet.directives.audience.rule import is_reader
from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.intake.models import FileReading, IntakeItem, ItemState, ReadingState
from intranet.intake.quarantine.isolation import is_isolated
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import Department, StaffMember


class Stage(enum.Enum):
    """Where an item is on its way, machine and people together, as the rows name it."""

    RECEIVED = "received"
    READING = "reading"
    RECOGNISING = "recognising"
    TO_CHECK = "to_check"
    NEEDS_RECOGNITION = "needs_recognition"
    FAILED = "failed"
    PUBLISHED = "published"
    DISCARDED = "discarded"


FROM_READING = {
    ReadingState.RECEIVED: Stage.RECEIVED,
    ReadingState.READING: Stage.READING,
    ReadingState.RECOGNISING: Stage.RECOGNISING,
    ReadingState.READ: Stage.TO_CHECK,
    ReadingState.NEEDS_RECOGNITION: Stage.NEEDS_RECOGNITION,
    ReadingState.FAILED: Stage.FAILED,
}

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
class Row:
    """An item with the machine's state of its file, and how many pages wait for recognition."""

    item: IntakeItem
    reading: FileReading
    pending: int = 0

    @property
    def stage(self) -> Stage:
        """Where the item is on its way."""
        if self.item.state is ItemState.PUBLISHED:
            return Stage.PUBLISHED
        if self.item.state is ItemState.DISCARDED:
            return Stage.DISCARDED
        return FROM_READING[self.reading.state]


def _rows() -> Select[IntakeItem, FileReading, int]:
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


def open_rows(session: Session) -> Sequence[Row]:
    """Everything that waits for the clerk, oldest first."""
    query = _rows().where(IntakeItem.state == ItemState.OPEN)
    return [Row(*found) for found in session.execute(query.order_by(IntakeItem.id))]


def recent_rows(session: Session, limit: int = 30) -> Sequence[Row]:
    """The newest items in any state, newest first."""
    query = _rows().order_by(IntakeItem.id.desc()).limit(limit)
    return [Row(*found) for found in session.execute(query)]


def rows_of(session: Session, ids: Sequence[int]) -> Sequence[Row]:
    """These items, for the progress of an upload."""
    query = _rows().where(IntakeItem.id.in_(ids)).order_by(IntakeItem.id)
    return [Row(*found) for found in session.execute(query)]


def row_for(session: Session, item_id: int) -> Row:
    """One item; raises NotFound."""
    found = session.execute(_rows().where(IntakeItem.id == item_id)).one_or_none()
    if found is None:
        raise NotFound
    return Row(*found)


def by_stage(rows: Sequence[Row]) -> list[tuple[Stage, list[Row]]]:
    """The rows in groups, those that people can act on first; empty groups are left out."""
    groups = [(stage, [row for row in rows if row.stage is stage]) for stage in QUEUE_ORDER]
    return [group for group in groups if group[1]]


@dataclass(frozen=True)
class Neighbours:
    """Where an item stands among those that wait: place, number, and who is beside it."""

    place: int
    total: int
    before: int | None
    after: int | None


def neighbours(session: Session, item: IntakeItem) -> Neighbours:
    """The items before and after this one in the queue."""
    query = (
        select(IntakeItem.id)
        .where(IntakeItem.state == ItemState.OPEN, ~is_isolated(IntakeItem.file_id.expression))
        .order_by(IntakeItem.id)
    )
    ids = list(session.scalars(query))
    earlier = [one for one in ids if one < item.id]
    later = [one for one in ids if one > item.id]
    return Neighbours(
        place=len(earlier) + 1,
        total=len(ids),
        before=earlier[-1] if earlier else None,
        after=later[0] if later else None,
    )


@dataclass(frozen=True)
class OpenCount:
    """How many items wait for the clerk; none of them counts as late."""

    number: int
    late: bool = False


def open_count(session: Session) -> OpenCount:
    """The number beside "Kiểm tra"."""
    query = select(func.count()).where(
        IntakeItem.state == ItemState.OPEN, ~is_isolated(IntakeItem.file_id.expression)
    )
    return OpenCount(session.scalar(query) or 0)


def directive_of_file(session: Session, file: StoredFile) -> Directive | None:
    """The directive that has these very bytes as one of its versions."""
    query = (
        select(Directive)
        .join(Version)
        .where(Version.file_id == file.id, Directive.isolated_at.is_(None))
    )
    return session.scalar(query.order_by(Version.id).limit(1))


def twin_of(session: Session, symbol: str, but_file: StoredFile) -> Directive | None:
    """The directive of the store with the same symbol, whatever its body or day."""
    key = lookup_key(symbol)
    if not key:
        return None
    query = (
        select(Directive)
        .where(Directive.symbol_key == key, Directive.isolated_at.is_(None))
        .options(joinedload(Directive.issuing_body), selectinload(Directive.versions))
        .order_by(Directive.issued_on.desc())
    )
    found = session.scalars(query.limit(5)).all()
    return next((one for one in found if one.latest.file_id != but_file.id), None)


@dataclass(frozen=True)
class Unit:
    """A unit with the people that a directive can be addressed to."""

    department: Department
    people: Sequence[StaffMember]


def units(session: Session) -> Sequence[Unit]:
    """All units that have readers, in the order of the office."""
    query = (
        select(StaffMember)
        .join(StaffMember.department)
        .where(is_reader())
        .options(contains_eager(StaffMember.department))
        .order_by(Department.position, Department.name, StaffMember.id)
    )
    grouped = groupby(session.scalars(query), key=lambda one: one.department)
    return [Unit(department, list(people)) for department, people in grouped]


def first_pages(session: Session, file_id: int, most: int) -> Sequence[FilePage]:
    """The read text of the first pages of an original."""
    query = select(FilePage).where(FilePage.file_id == file_id).order_by(FilePage.number)
    return session.scalars(query.limit(most)).all()
