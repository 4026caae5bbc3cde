"""How the files of items came in, in words for people, and what the channels saw lately."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import HOME, now
from intranet.directives.models import Directive
from intranet.intake.channels import edxml_metadata as edxml
from intranet.intake.channels.models import ChannelPoll
from intranet.intake.channels.unpacking import EDXML
from intranet.intake.channels.words import CHANNEL_WORDS
from intranet.intake.models import Arrival, Channel, Fate, IntakeItem, ItemState
from intranet.intake.quarantine.isolation import is_isolated

MOST_SHOWN = 50
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class ChannelStatus:
    """A channel as the status page shows it: how it is, and what came in the last seven days."""

    channel: Channel
    poll: ChannelPoll | None
    counts: dict[Fate, int] = field(default_factory=dict)

    @property
    def fails(self) -> bool:
        """Whether the last poll went wrong."""
        return bool(self.poll and self.poll.error)


@dataclass(frozen=True)
class ItemSource:
    """How an item came in, and what the edXML package around it says of it, if there is one.

    `arrivals` are (words, arrival), the first one first; `read` are the form's values of the
    machine's reading, which stand beside what the package says.
    """

    arrivals: Sequence[tuple[str, Arrival]]
    read: dict[str, Any]
    package: edxml.EdxmlMetadata | None = None
    notices: Sequence[tuple[str, Directive | None]] = ()
    contradictions: Sequence[str] = ()


def item_source(session: Session, item_id: int, read: dict[str, Any]) -> ItemSource:
    """How an item came in. One query, and one for each directive that a package speaks of."""
    arrivals = [(came_from(arrival), arrival) for arrival in arrivals_of(session, item_id)]
    packets = [arrival.packet for _words, arrival in arrivals if arrival.packet]
    if not packets:
        return ItemSource(arrivals, read)
    package = edxml.metadata_from(packets[-1])
    notices, contradictions = edxml.notices(session, package), edxml.contradictions(package, read)
    return ItemSource(arrivals, read, package, notices, contradictions)


def came_from(arrival: Arrival) -> str:
    """Where a file came from, on one line: the channel, the parcel, the sender and the title."""
    parts = [str(CHANNEL_WORDS[arrival.channel])]
    if arrival.parcel:
        word = _("gói edXML %(name)s") if arrival.parcel_kind == EDXML else _("tệp nén %(name)s")
        parts.append(word % {"name": arrival.parcel})
    return ", ".join([*parts, *filter(None, (arrival.sender, arrival.title))])


def arrivals_of(session: Session, item_id: int) -> Sequence[Arrival]:
    """Every arrival of an item, the first one first."""
    query = select(Arrival).filter_by(item_id=item_id).options(joinedload(Arrival.by))
    return session.scalars(query.order_by(Arrival.id)).all()


def arrival_lines(session: Session, items: Iterable[IntakeItem]) -> dict[int, list[str]]:
    """What to say under each item about its arrival; plain uploads need no words. Two queries."""
    by_id = {item.id: item for item in items}
    lines: defaultdict[int | None, list[str]] = defaultdict(list)
    query = select(Arrival).where(Arrival.item_id.in_(by_id)).order_by(Arrival.id)
    for arrival in session.scalars(query):
        if line := _line(arrival):
            lines[arrival.item_id].append(line)
    discarded_before = select(IntakeItem.file_id).where(
        IntakeItem.file_id.in_({item.file_id for item in by_id.values()}),
        IntakeItem.state == ItemState.DISCARDED,
    )
    discarded = set(session.scalars(discarded_before))
    for item in by_id.values():
        if item.state is ItemState.OPEN and item.file_id in discarded:
            lines[item.id].append(_("Tệp này từng bị bỏ; nay chờ kiểm tra lại."))
    return {number: lines[number] for number in by_id}


def _line(arrival: Arrival) -> str:
    if arrival.fate is Fate.KNOWN:
        at = arrival.at.astimezone(HOME).strftime("%H:%M %d/%m/%Y")
        return str(_("Đến lần nữa lúc %(at)s, trùng từng byte.", at=at))
    plain = arrival.channel is Channel.UPLOAD and not arrival.parcel
    return "" if plain else came_from(arrival)


def channel_statuses(session: Session, channels: Sequence[Channel]) -> list[ChannelStatus]:
    """How these channels are. Two queries."""
    polls = {poll.channel: poll for poll in session.scalars(select(ChannelPoll))}
    query = select(Arrival.channel, Arrival.fate, func.count()).where(Arrival.at >= now() - LATELY)
    counts: dict[Channel, dict[Fate, int]] = {channel: {} for channel in Channel}
    for channel, fate, number in session.execute(query.group_by(Arrival.channel, Arrival.fate)):
        counts[channel][fate] = number
    return [ChannelStatus(channel, polls.get(channel), counts[channel]) for channel in channels]


def recent_arrivals(session: Session) -> Sequence[Arrival]:
    """What came last, newest first; what is isolated is named nowhere."""
    query = select(Arrival).options(joinedload(Arrival.by), joinedload(Arrival.item))
    query = query.where(~is_isolated(Arrival.file_id.expression))
    return session.scalars(query.order_by(Arrival.id.desc()).limit(MOST_SHOWN)).all()
