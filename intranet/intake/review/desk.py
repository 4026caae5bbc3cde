"""What waits on the clerk's desk, for the home page: to check, in danger of being late, refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, now, today
from intranet.core.dates import typed_day
from intranet.intake.models import Arrival, Fate
from intranet.intake.processing.item_progress import ItemProgress, open_items
from intranet.intake.quarantine.isolation import is_isolated
from intranet.people.organization.working_days import Calendar, calendar

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class WaitingItem:
    """One item that waits: what it was read as, and the last day on which it is shared in time."""

    progress: ItemProgress
    symbol: str
    subject: str
    arrived_on: date
    last_day: date | None
    unsure: int

    @property
    def days_left(self) -> int | None:
        """Days to the last day, negative after it."""
        return (self.last_day - today()).days if self.last_day else None

    @property
    def may_be_late(self) -> bool:
        """Whether it is shared too late unless that happens today."""
        return self.days_left is not None and self.days_left <= 0


@dataclass(frozen=True)
class ClerkDesk:
    """All that waits: items by how pressing they are, and what was refused in the last days."""

    waiting: Sequence[WaitingItem]
    moving: int
    refused: Sequence[Arrival]
    refused_total: int

    @property
    def may_be_late(self) -> int:
        """How many are shared too late unless that happens today."""
        return sum(item.may_be_late for item in self.waiting)


def clerk_desk(session: Session, prompt_days: int, refused: int) -> ClerkDesk:
    """The desk: what the machine is done with, the most pressing first; some refused arrivals."""
    items, days = open_items(session), calendar(session)
    waiting = [_waiting(item, days, prompt_days) for item in items if not item.is_moving]
    waiting.sort(key=lambda item: (item.last_day or date.max, item.progress.item.id))
    lately = (
        select(Arrival)
        .where(Arrival.fate == Fate.REFUSED, Arrival.at >= now() - LATELY)
        .where(~is_isolated(Arrival.file_id.expression))
    )
    return ClerkDesk(
        waiting,
        len(items) - len(waiting),
        session.scalars(lately.order_by(Arrival.id.desc()).limit(refused)).all(),
        session.scalar(lately.with_only_columns(func.count())) or 0,
    )


def _waiting(progress: ItemProgress, days: Calendar, prompt_days: int) -> WaitingItem:
    symbol, subject = progress.entered("symbol"), progress.entered("subject")
    arrived = typed_day(progress.entered("received_on")) or local_day(progress.item.uploaded_at)
    return WaitingItem(
        progress, symbol, subject[:1].upper() + subject[1:], arrived,
        days.after(arrived, prompt_days), len(progress.facts.unsure()),
    )  # fmt: skip
