"""How the files of items came in, in words for people, and what the doors saw lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import HOME, now
from intranet.intake.channels.models import Door, DoorEntry, DoorLook, Fate
from intranet.intake.channels.unpacking import EDXML
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.review.words import DOOR

MOST_SHOWN = 50
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class DoorState:
    """A door as the status page shows it: how it is, and what came in the last seven days."""

    door: Door
    look: DoorLook | None
    counts: dict[Fate, int] = field(default_factory=dict)

    @property
    def fails(self) -> bool:
        """Whether the last look went wrong."""
        return bool(self.look and self.look.error)


def came_from(entry: DoorEntry) -> str:
    """Where a file came from, on one line: the door, the parcel, the sender and the title."""
    parts = [str(DOOR[entry.door])]
    if entry.parcel:
        word = _("gói edXML %(name)s") if entry.parcel_kind == EDXML else _("tệp nén %(name)s")
        parts.append(word % {"name": entry.parcel})
    parts += [one for one in (entry.sender, entry.title) if one]
    return ", ".join(parts)


def sources(session: Session, item_id: int) -> Sequence[DoorEntry]:
    """Every arrival of an item, the first one first."""
    query = select(DoorEntry).filter_by(item_id=item_id).options(joinedload(DoorEntry.by))
    return session.scalars(query.order_by(DoorEntry.id)).all()


def lines(session: Session, items: Iterable[IntakeItem]) -> dict[int, list[str]]:
    """What to say under each item about its arrival; plain uploads need no words. Two queries."""
    by_id = {item.id: item for item in items}
    said: dict[int, list[str]] = {number: [] for number in by_id}
    query = select(DoorEntry).where(DoorEntry.item_id.in_(by_id)).order_by(DoorEntry.id)
    for entry in session.scalars(query):
        if entry.item_id is not None and (words := _about(entry)):
            said[entry.item_id] = [*said[entry.item_id], words]
    discarded = _discarded_before(session, by_id.values())
    for item in by_id.values():
        if item.state is ItemState.OPEN and item.file_id in discarded:
            said[item.id].append(_("Tệp này từng bị bỏ; nay chờ kiểm tra lại."))
    return said


def _about(entry: DoorEntry) -> str:
    if entry.fate is Fate.KNOWN:
        at = entry.at.astimezone(HOME).strftime("%H:%M %d/%m/%Y")
        return _("Đến lần nữa lúc %(at)s, trùng từng byte.", at=at)
    plain = entry.door is Door.UPLOAD and not entry.parcel
    return "" if plain else came_from(entry)


def _discarded_before(session: Session, items: Iterable[IntakeItem]) -> set[int]:
    files = {item.file_id for item in items}
    query = select(IntakeItem.file_id).where(
        IntakeItem.file_id.in_(files), IntakeItem.state == ItemState.DISCARDED
    )
    return set(session.scalars(query))


def door_states(session: Session, doors: Sequence[Door]) -> list[DoorState]:
    """How these doors are. Two queries."""
    looks = {one.door: one for one in session.scalars(select(DoorLook))}
    query = select(DoorEntry.door, DoorEntry.fate, func.count()).where(
        DoorEntry.at >= now() - LATELY
    )
    counts: dict[Door, dict[Fate, int]] = {door: {} for door in Door}
    for door, fate, number in session.execute(query.group_by(DoorEntry.door, DoorEntry.fate)):
        counts[door][fate] = number
    return [DoorState(door, looks.get(door), counts[door]) for door in doors]


def lately(session: Session, *, refused_only: bool = False) -> Sequence[DoorEntry]:
    """What came last, newest first."""
    query = select(DoorEntry).options(joinedload(DoorEntry.by), joinedload(DoorEntry.item))
    if refused_only:
        query = query.where(DoorEntry.fate == Fate.REFUSED)
    return session.scalars(query.order_by(DoorEntry.id.desc()).limit(MOST_SHOWN)).all()
