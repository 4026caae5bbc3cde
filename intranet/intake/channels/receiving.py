"""One way in for every door: what came becomes items, one after another, each committed alone."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.settings import settings
from intranet.core.storage import FileTooLarge, storage
from intranet.extraction.errors import ExtractionError, SecretMark, UnknownKind
from intranet.intake.channels import unpacking
from intranet.intake.channels.models import Door, DoorEntry, Fate
from intranet.intake.quarantine.preflight import kept_name
from intranet.intake.quarantine.refusals import Refused, RefusedTooLarge
from intranet.intake.review import actions
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, may

SECRET = "secret_mark"
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
DEEPEST = 2
"""A package in a ZIP is opened, and a ZIP in a package; nothing deeper."""
AUTOMATIC = frozenset({Door.FOLDER, Door.MAIL})


class ParcelInParcel(UnknownKind):
    """An archive lies in an archive."""

    message = "Tệp nén nằm trong tệp nén khác. Hãy giải nén rồi gửi từng văn bản."


@dataclass(frozen=True)
class Source:
    """From where a file comes: the door, who sent it, under which title.

    `origin` names this very arrival, "" where the same may come again; files of one source are
    told apart by their order.
    """

    door: Door
    by_id: int
    sender: str = ""
    title: str = ""
    origin: str = ""
    new_version_of_id: int | None = None

    def part(self, number: int) -> "Source":
        """The source of one file among several."""
        return replace(self, origin=f"{self.origin}|{number}" if self.origin else "")


@dataclass(frozen=True)
class Parcel:
    """The parcels around a file, outermost first, and what the nearest package says of it."""

    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    packet: dict[str, Any] | None = None


@dataclass(frozen=True)
class Taken:
    """What became of one file; `name` is empty for a paper with a secrecy mark.

    `whole` tells that a parcel was refused before any file in it was looked at, `in_parcel` that
    the file came in one.
    """

    name: str
    fate: Fate
    rule: str = ""
    reason: str = ""
    item_id: int | None = None
    file_id: int | None = None
    directive_id: int | None = None
    whole: bool = False
    in_parcel: bool = False

    @property
    def is_secret(self) -> bool:
        """Whether the file was refused for a secrecy mark."""
        return self.rule == SECRET


NO_PARCEL = Parcel()


def take(
    stream: BinaryIO, name: str, source: Source, parcel: Parcel = NO_PARCEL
) -> Iterator[Taken]:
    """Take in what came; a ZIP or an edXML package gives a line for each file in it.

    Commits after each file and raises nothing but what breaks the portal itself. The stream must
    be seekable. What a source with an origin brought before is told again and not taken twice.
    """
    kind = unpacking.kind_of(stream, _most_bytes())
    if not kind:
        yield _one(stream, name, source, parcel)
    elif kind in parcel.kinds or len(parcel.kinds) >= DEEPEST:
        yield _refused_parcel(ParcelInParcel(), 0, name, source, parcel)
    else:
        yield from _opened(stream, name, kind, source, parcel)


def _most_bytes() -> int:
    return settings().max_upload_mb * actions.MEGABYTE


def _opened(
    stream: BinaryIO, name: str, kind: str, source: Source, parcel: Parcel
) -> Iterator[Taken]:
    try:
        received = storage().receive(stream, _most_bytes())
    except FileTooLarge:
        yield _refused_parcel(RefusedTooLarge(), 0, name, source, parcel)
        return
    around = Parcel((*parcel.names, name), (*parcel.kinds, kind))
    try:
        found = unpacking.parts(received.path, kind, settings().extraction_seconds)
        for taken in _each(found, source, around):
            received.path.touch()  # still at work: no sweep may take it for abandoned
            yield taken
    except ExtractionError as error:
        yield _refused_parcel(error, received.size, name, source, parcel)
    finally:
        storage().drop(received)  # the parcel itself is never kept


def _each(parts: Sequence[unpacking.Part], source: Source, around: Parcel) -> Iterator[Taken]:
    if len(parts) > 1:
        source = replace(source, new_version_of_id=None)  # which of them it is nobody said
    for number, part in enumerate(parts):
        inside = replace(around, packet=part.packet)
        with part.open() as packed:
            content = unpacking.seekable(packed)
        with content:
            yield from take(content, part.name, source.part(number), inside)


def _one(stream: BinaryIO, name: str, source: Source, parcel: Parcel) -> Taken:
    if before := _seen(source):
        return _told(before)
    try:
        return _received(stream, name, source, parcel)
    except IntegrityError:
        # Another worker kept the same bytes in the same moment: now they are known.
        db.session.rollback()
        stream.seek(0)
        return _received(stream, name, source, parcel)


def _received(stream: BinaryIO, name: str, source: Source, parcel: Parcel) -> Taken:
    by = db.session.get_one(StaffMember, source.by_id)
    own = name.replace("\\", "/").rsplit("/", 1)[-1]
    began = now()
    db.session.commit()  # nobody waits for a lock while the file is looked at
    try:
        arrival = actions.receive(
            db.session, by, stream, own, storage(), settings(),
            new_version_of_id=source.new_version_of_id,
        )  # fmt: skip
    except Refused as error:
        rule = "too_large" if isinstance(error, FileTooLarge) else error.rule
        return _kept_line(_refusal(error, rule, name, source, parcel))
    entry = _entry(name, source, parcel)
    if arrival.duplicate_of:
        entry.fate, entry.directive_id = Fate.PUBLISHED, arrival.duplicate_of.id
    elif item := arrival.item:
        entry.fate = Fate.TAKEN if item.uploaded_at >= began else Fate.KNOWN
        entry.item_id, entry.file_id, entry.size = item.id, item.file_id, item.file.size
    if source.door in AUTOMATIC:
        audit.record(db.session, by, "item.arrived", on=arrival.item, door=source.door.value)
    return _kept_line(entry)


def _refused_parcel(
    error: Exception, size: int, name: str, source: Source, parcel: Parcel
) -> Taken:
    """The line of a parcel that is refused as a whole; as for a file, only an audit line stays."""
    if before := _seen(source):
        return replace(_told(before), whole=True)
    rule = "too_large" if isinstance(error, FileTooLarge) else rule_of(error)
    by = db.session.get_one(StaffMember, source.by_id)
    audit.record(db.session, by, "file.refused", rule=rule, size=size)
    return replace(_kept_line(_refusal(error, rule, name, source, parcel)), whole=True)


def rule_of(error: Exception) -> str:
    """What refused a file, as the audit trail names it: `SecretMark` is secret_mark."""
    return CAPITAL.sub("_", type(error).__name__).lower()


def _refusal(error: Exception, rule: str, name: str, source: Source, parcel: Parcel) -> DoorEntry:
    entry = _entry(name, source, parcel)
    entry.fate, entry.rule, entry.reason = Fate.REFUSED, rule[:40], str(error)
    if rule == SECRET:
        entry.name = entry.sender = entry.title = entry.parcel = ""
        entry.packet, entry.reason = None, SecretMark.message
    return entry


def _entry(name: str, source: Source, parcel: Parcel) -> DoorEntry:
    return DoorEntry(
        origin=_digest(source), door=source.door, at=now(), by_id=source.by_id, fate=Fate.TAKEN,
        name=kept_name(name), parcel=kept_name(" / ".join(parcel.names)) if parcel.names else "",
        parcel_kind=parcel.kinds[-1] if parcel.kinds else "", packet=parcel.packet,
        sender=source.sender.replace("\0", "")[:255], title=source.title.replace("\0", "")[:255],
    )  # fmt: skip


def _kept_line(entry: DoorEntry) -> Taken:
    db.session.add(entry)
    db.session.flush()
    told = _told(entry)
    db.session.commit()
    return told


def _seen(source: Source) -> DoorEntry | None:
    digest = _digest(source)
    if digest is None:
        return None
    return db.session.scalar(select(DoorEntry).filter_by(origin=digest))


def _digest(source: Source) -> str | None:
    return hashlib.sha256(source.origin.encode()).hexdigest() if source.origin else None


def _told(entry: DoorEntry) -> Taken:
    return Taken(
        entry.name, entry.fate, entry.rule, entry.reason, entry.item_id, entry.file_id,
        entry.directive_id, in_parcel=bool(entry.parcel),
    )  # fmt: skip


def clerk_of_the_doors() -> StaffMember | None:
    """In whose name the automatic doors take files (DOORS_AS): a clerk who is in post."""
    found = db.session.scalar(select(StaffMember).filter_by(username=settings().doors_as))
    usable = found is not None and found.is_active and may(found.role, Permission.CHECK)
    return found if usable else None
