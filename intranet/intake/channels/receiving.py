"""One way in for every channel: files become items one by one, each committed alone."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.storage import FileTooLarge, storage
from intranet.extraction.errors import ExtractionError, SecretMark
from intranet.intake.channels import originals, unpacking
from intranet.intake.models import Arrival, Channel, Fate
from intranet.intake.processing.duplicates import directive_of_file
from intranet.intake.quarantine import refusals
from intranet.intake.quarantine.preflight import safe_file_name
from intranet.intake.quarantine.refusals import SECRET_MARK, Refused
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, may

DEEPEST = 2
"""A package in a ZIP is opened, and a ZIP in a package; nothing deeper."""
AUTOMATIC = frozenset({Channel.FOLDER, Channel.MAIL})


@dataclass(frozen=True)
class ArrivalSource:
    """From where a file comes: the channel, who sent it, under which title.

    `origin` names this very arrival, "" where the same may come again; files of one source are
    told apart by their order. `parcels` and `kinds` are those of the parcels around the file,
    outermost first, `packet` is what the nearest package says of it.
    """

    channel: Channel
    by_id: int
    sender: str = ""
    title: str = ""
    origin: str = ""
    new_version_of_id: int | None = None
    parcels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    packet: dict[str, Any] | None = None

    def nth(self, number: int) -> "ArrivalSource":
        """The source of one file among several."""
        return replace(self, origin=f"{self.origin}|{number}" if self.origin else "")

    @property
    def digest(self) -> str | None:
        """The name of this arrival as it is remembered; None where the same may come again."""
        return hashlib.sha256(self.origin.encode()).hexdigest() if self.origin else None


@dataclass(frozen=True)
class ArrivalResult:
    """What became of one file; `name` is empty for a file with a secrecy mark.

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
        return self.rule == SECRET_MARK


def receive(stream: BinaryIO, name: str, source: ArrivalSource) -> Iterator[ArrivalResult]:
    """Take in what came; a ZIP or an edXML package gives a result for each file in it.

    Commits after each file and raises nothing but what breaks the portal itself. The stream must
    be seekable. What a source with an origin brought before is told again and not taken twice.
    """
    kind = unpacking.kind_of(stream, settings().max_upload_bytes)
    if not kind:
        yield _receive_file(stream, name, source)
    elif kind in source.kinds or len(source.kinds) >= DEEPEST:
        yield _refuse_parcel(refusals.ParcelInParcel(), 0, name, source)
    else:
        yield from _receive_parcel(stream, name, kind, source)


def _receive_parcel(
    stream: BinaryIO, name: str, kind: str, source: ArrivalSource
) -> Iterator[ArrivalResult]:
    try:
        received = storage().receive(stream, settings().max_upload_bytes)
    except FileTooLarge:
        yield _refuse_parcel(refusals.RefusedTooLarge(), 0, name, source)
        return
    around = replace(source, parcels=(*source.parcels, name), kinds=(*source.kinds, kind))
    try:
        members = unpacking.members(received.path, kind, settings().extraction_seconds)
        for result in _receive_members(members, around):
            received.path.touch()  # still at work: no sweep may take it for abandoned
            yield result
    except ExtractionError as error:
        yield _refuse_parcel(error, received.size, name, source)
    finally:
        storage().drop(received)  # the parcel itself is never kept


def _receive_members(
    members: Sequence[unpacking.ParcelMember], around: ArrivalSource
) -> Iterator[ArrivalResult]:
    if len(members) > 1:
        around = replace(around, new_version_of_id=None)  # which of them it is nobody said
    for number, member in enumerate(members):
        with member.open() as packed:
            content = unpacking.seekable(packed)
        with content:
            inside = replace(around.nth(number), packet=member.packet)
            yield from receive(content, member.name, inside)


def _receive_file(stream: BinaryIO, name: str, source: ArrivalSource) -> ArrivalResult:
    if earlier := _earlier_arrival(source):
        return _result(earlier)
    try:
        return _keep_file(stream, name, source)
    except IntegrityError:
        # Another worker kept the same bytes in the same moment: now they are known.
        db.session.rollback()
        stream.seek(0)
        return _keep_file(stream, name, source)


def _keep_file(stream: BinaryIO, name: str, source: ArrivalSource) -> ArrivalResult:
    by = db.session.get_one(StaffMember, source.by_id)
    own_name = name.replace("\\", "/").rsplit("/", 1)[-1]
    began = now()
    db.session.commit()  # nobody waits for a lock while the file is looked at
    try:
        file = originals.store_original(db.session, by, stream, own_name)
    except Refused as error:
        return _remember(_refusal(error, name, source))
    arrival, item = _arrival(name, source), None
    if published := directive_of_file(db.session, file):
        arrival.fate, arrival.directive_id = Fate.PUBLISHED, published.id
    else:
        item = originals.open_item(db.session, by, file, own_name)
        item.new_version_of_id = source.new_version_of_id or item.new_version_of_id
        arrival.fate = Fate.TAKEN if item.uploaded_at >= began else Fate.KNOWN
        arrival.item_id, arrival.file_id, arrival.size = item.id, file.id, file.size
    if source.channel in AUTOMATIC:
        audit.record(db.session, by, "item.arrived", on=item, door=source.channel.value)
    return _remember(arrival)


def _refuse_parcel(
    error: Refused | ExtractionError, size: int, name: str, source: ArrivalSource
) -> ArrivalResult:
    """Refuse a parcel as a whole; as for a file, only an audit line stays."""
    if earlier := _earlier_arrival(source):
        return replace(_result(earlier), whole=True)
    by = db.session.get_one(StaffMember, source.by_id)
    audit.record(db.session, by, "file.refused", rule=error.rule, size=size)
    return replace(_remember(_refusal(error, name, source)), whole=True)


def _refusal(error: Refused | ExtractionError, name: str, source: ArrivalSource) -> Arrival:
    arrival = _arrival(name, source)
    arrival.fate, arrival.rule, arrival.reason = Fate.REFUSED, error.rule[:40], str(error)
    if error.rule == SECRET_MARK:
        arrival.name = arrival.sender = arrival.title = arrival.parcel = ""
        arrival.packet, arrival.reason = None, SecretMark.message
    return arrival


def _arrival(name: str, source: ArrivalSource) -> Arrival:
    return Arrival(
        origin=source.digest, channel=source.channel, at=now(), by_id=source.by_id,
        fate=Fate.TAKEN, name=safe_file_name(name),
        parcel=safe_file_name(" / ".join(source.parcels)) if source.parcels else "",
        parcel_kind=source.kinds[-1] if source.kinds else "", packet=source.packet,
        sender=source.sender.replace("\0", "")[:255], title=source.title.replace("\0", "")[:255],
    )  # fmt: skip


def _remember(arrival: Arrival) -> ArrivalResult:
    db.session.add(arrival)
    db.session.flush()
    result = _result(arrival)
    db.session.commit()
    return result


def _earlier_arrival(source: ArrivalSource) -> Arrival | None:
    known = select(Arrival).filter_by(origin=source.digest)
    return db.session.scalar(known) if source.digest else None


def _result(arrival: Arrival) -> ArrivalResult:
    return ArrivalResult(
        arrival.name, arrival.fate, arrival.rule, arrival.reason, arrival.item_id,
        arrival.file_id, arrival.directive_id, in_parcel=bool(arrival.parcel),
    )  # fmt: skip


def receiving_clerk() -> StaffMember | None:
    """In whose name the automatic channels take files (DOORS_AS)."""
    return clerk_in_post(db.session, settings().doors_as)


def clerk_in_post(session: Session, username: str) -> StaffMember | None:
    """The person of this account, if it is a clerk who is in post."""
    clerk = session.scalar(select(StaffMember).filter_by(username=username))
    usable = clerk is not None and clerk.is_active and may(clerk.role, Permission.CHECK)
    return clerk if usable else None
