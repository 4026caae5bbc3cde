"""What of the store is like an arriving paper: the same bytes, the same symbol, nearly its text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, case, cast, delete, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive, FilePage, Version
from intranet.intake.channels.models import FileLikeness, NearFiles
from intranet.intake.models import FileReading, IntakeItem, ItemState
from intranet.intake.processing.suggestions import loaded
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.language.text.similarity import ALIKE, bands, likeness, shingles
from intranet.people.models import StaffMember

MOST_CANDIDATES, MOST_SHOWN = 20, 5


@dataclass(frozen=True)
class Earlier:
    """The same bytes in an earlier item: it waits, was discarded, or became a directive."""

    item_id: int
    name: str
    state: ItemState
    at: datetime
    directive_id: int | None


@dataclass(frozen=True)
class SameSymbol:
    """A paper of the same symbol: published, or another item that waits.

    `agrees` tells that body and day are the same too, as far as both are known: a new version or
    another scan; otherwise it is another paper whose number happens to be the same.
    """

    directive: Directive | None
    item: IntakeItem | None
    body: str
    issued_on: date | None
    agrees: bool


@dataclass(frozen=True)
class NearText:
    """A paper with nearly the same words; `percent` of the three-word pieces are common."""

    percent: int
    directive: Directive | None
    item: IntakeItem | None


@dataclass(frozen=True)
class Alike:
    """Everything that an item resembles; empty parts when there is nothing."""

    same_hash: Sequence[Earlier] = ()
    same_symbol: Sequence[SameSymbol] = ()
    near_text: Sequence[NearText] = ()

    def __bool__(self) -> bool:
        return bool(self.same_hash or self.same_symbol or self.near_text)


def keep(session: Session, file_id: int, text: str) -> int:
    """Note how the text of an original can be found again by its likeness; how many are alike.

    Call it whenever a reading is kept; an earlier note is replaced. Does not commit.
    """
    forget(session, file_id)
    own = shingles(text)
    values = bands(own)
    if not values:
        return 0
    others = _candidates(session, file_id, values)
    session.add_all(
        FileLikeness(file_id=file_id, band=band, value=value) for band, value in enumerate(values)
    )
    found = 0
    for other_id in others:
        alike_by = likeness(own, shingles(_text_of(session, other_id)))
        if alike_by >= ALIKE:
            session.add(NearFiles(file_id=file_id, other_id=other_id, likeness=alike_by))
            found += 1
    session.flush()
    return found


def forget(session: Session, file_id: int) -> None:
    """Remove every note about the text of an original, as when it is wiped."""
    session.execute(delete(FileLikeness).where(FileLikeness.file_id == file_id))
    pair = or_(NearFiles.file_id == file_id, NearFiles.other_id == file_id)
    session.execute(delete(NearFiles).where(pair))


def alike(session: Session, item: IntakeItem) -> Alike:
    """What an item resembles among everything that is here, for the clerk."""
    return Alike(
        same_hash=_same_hash(session, item),
        same_symbol=_same_symbol(session, item),
        near_text=_near_text(session, item.file_id),
    )


def near_directives(
    session: Session, staff: StaffMember, file_id: int
) -> list[tuple[Directive, int]]:
    """Published papers with nearly the text of an original, with the percentage, best first.

    Only those that this person may see.
    """
    near = dict(_near_ids(session, file_id))
    query = visible(staff).join(Version).where(Version.file_id.in_(near)).distinct()
    found = session.scalars(query.options(selectinload(Directive.versions))).all()
    rated = [(one, max(near.get(v.file_id, 0) for v in one.versions)) for one in found]
    return sorted(rated, key=lambda pair: -pair[1])[:MOST_SHOWN]


def _candidates(session: Session, file_id: int, values: Sequence[int]) -> list[int]:
    pairs = list(enumerate(values))
    query = select(FileLikeness.file_id).where(
        tuple_(FileLikeness.band, FileLikeness.value).in_(pairs), FileLikeness.file_id != file_id
    )
    common = Counter(session.scalars(query))
    return [one for one, _times in common.most_common(MOST_CANDIDATES)]


def _text_of(session: Session, file_id: int) -> str:
    query = select(FilePage.text).where(FilePage.file_id == file_id).order_by(FilePage.number)
    return "\n".join(session.scalars(query))


def _same_hash(session: Session, item: IntakeItem) -> list[Earlier]:
    query = select(IntakeItem).where(IntakeItem.file_id == item.file_id, IntakeItem.id != item.id)
    return [
        Earlier(one.id, one.name, one.state, one.uploaded_at, one.directive_id)
        for one in session.scalars(query.order_by(IntakeItem.id.desc()).limit(MOST_SHOWN))
    ]


def _same_symbol(session: Session, item: IntakeItem) -> list[SameSymbol]:
    reading = session.get(FileReading, item.file_id)
    read = loaded(reading.facts).values() if reading else {}
    key = lookup_key(str(item.draft.get("symbol") or read.get("symbol", "")))
    if not key:
        return []
    published = [
        SameSymbol(one, None, one.issuing_body.name, one.issued_on,
                   _agrees(read, one.issuing_body.name, one.issued_on))
        for one in _published(session, key, item)
    ]  # fmt: skip
    return published + _waiting(session, key, item, read)


def _published(session: Session, key: str, item: IntakeItem) -> Sequence[Directive]:
    query = (
        select(Directive)
        .where(Directive.symbol_key == key)
        .options(joinedload(Directive.issuing_body), selectinload(Directive.versions))
        .order_by(Directive.issued_on.desc())
    )
    found = session.scalars(query.limit(MOST_SHOWN)).all()
    return [one for one in found if all(v.file_id != item.file_id for v in one.versions)]


def _waiting(
    session: Session, key: str, item: IntakeItem, read: dict[str, Any]
) -> list[SameSymbol]:
    """Other items that wait with this symbol, as it was read."""
    query = (
        select(IntakeItem, FileReading)
        .join(FileReading, FileReading.file_id == IntakeItem.file_id)
        .where(IntakeItem.state == ItemState.OPEN, IntakeItem.id != item.id)
        .where(or_(_mentions(FileReading.facts, key), _mentions(IntakeItem.draft, key)))
    )
    found = []
    for other, reading in session.execute(query):
        theirs = loaded(reading.facts).values()
        if lookup_key(str(other.draft.get("symbol") or theirs.get("symbol", ""))) == key:
            body, day = theirs.get("body", ""), theirs.get("issued_on")
            found.append(SameSymbol(None, other, body, day, _agrees(read, body, day)))
    return found[:MOST_SHOWN]


def _mentions(column: Any, key: str) -> ColumnElement[bool]:
    """Whether the JSON has the symbol's number anywhere: spares reading what cannot match."""
    digits = re.match(r"\d*", key)
    return cast(column, Text).contains(digits[0] if digits else "")


def _agrees(read: dict[str, Any], body: str, issued_on: date | None) -> bool:
    """Whether body and day do not contradict; what was not read contradicts nothing."""
    mine = (fold(str(read.get("body", ""))), read.get("issued_on"))
    theirs = (fold(body), issued_on)
    return all(
        not one or not other or one == other for one, other in zip(mine, theirs, strict=True)
    )


def _near_ids(session: Session, file_id: int) -> list[tuple[int, int]]:
    query = select(NearFiles).where(
        or_(NearFiles.file_id == file_id, NearFiles.other_id == file_id)
    )
    pairs = session.scalars(query.order_by(NearFiles.likeness.desc())).all()
    return [
        (one.other_id if one.file_id == file_id else one.file_id, int(one.likeness * 100))
        for one in pairs
    ]


def _near_text(session: Session, file_id: int) -> list[NearText]:
    other = case((NearFiles.file_id == file_id, NearFiles.other_id), else_=NearFiles.file_id)
    waits = and_(IntakeItem.file_id == other, IntakeItem.state == ItemState.OPEN)
    query = (
        select(NearFiles.likeness, Directive, IntakeItem)
        .outerjoin(Version, Version.file_id == other)
        .outerjoin(Directive, Directive.id == Version.directive_id)
        .outerjoin(IntakeItem, waits)
        .where(or_(NearFiles.file_id == file_id, NearFiles.other_id == file_id))
        .where(or_(Directive.id.is_not(None), IntakeItem.id.is_not(None)))
        .order_by(NearFiles.likeness.desc(), NearFiles.other_id.desc())
        .limit(MOST_SHOWN)
    )
    return [NearText(int(row[0] * 100), row[1], row[2]) for row in session.execute(query)]
