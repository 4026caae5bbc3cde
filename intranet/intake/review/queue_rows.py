"""The queue as its page shows it: what waits with its first page, what was just published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from intranet.core.clock import now
from intranet.directives.changes.withdrawal import UNDO_TIME, undoable
from intranet.directives.models import Directive, Version
from intranet.directives.viewer.printable_forms import is_drawn
from intranet.intake.channels.arrivals import arrival_lines
from intranet.intake.channels.upload_rows import stage_words
from intranet.intake.processing.item_progress import ItemProgress, Stage, open_items
from intranet.intake.review.readiness import Readiness, readiness_of
from intranet.people.models import StaffMember

MOST_UNDONE = 30
ORDER = (
    Stage.TO_CHECK, Stage.NEEDS_RECOGNITION, Stage.FAILED, Stage.RECOGNISING, Stage.READING,
    Stage.RECEIVED,
)  # fmt: skip
"""The order in which the clerk should look at things."""


@dataclass(frozen=True)
class QueueRow:
    """One document that waits: how sure it is, how it came, whether its page can be drawn."""

    readiness: Readiness
    came: Sequence[str]

    @property
    def progress(self) -> ItemProgress:
        """The item with the machine's state of its file."""
        return self.readiness.progress

    @property
    def reading_words(self) -> str:
        """How far the machine is with it."""
        return stage_words(self.progress)

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture of the first page; of what is being read nobody sees any."""
        return is_drawn(self.progress.item.file) and not self.progress.is_moving


@dataclass(frozen=True)
class Queue:
    """Everything that waits for a clerk, in groups by what can be done, and what can be undone.

    That is what was published within the last minutes, each with the end of its time.
    """

    groups: Sequence[tuple[Stage, Sequence[QueueRow]]]
    just_published: Sequence[tuple[Version, datetime]]

    @property
    def rows(self) -> list[QueueRow]:
        """All that waits."""
        return [row for _stage, rows in self.groups for row in rows]

    @property
    def moving(self) -> int:
        """How many the machine is still reading."""
        return sum(row.progress.is_moving for row in self.rows)

    @property
    def sure(self) -> int:
        """How many could be published at once."""
        return sum(row.readiness.is_sure for row in self.rows)


def queue_for(session: Session, clerk: StaffMember) -> Queue:
    """The queue for this clerk. The number of queries does not grow with it."""
    items = open_items(session)
    came = arrival_lines(session, [item.item for item in items])
    rows = [
        QueueRow(one, came[one.progress.item.id]) for one in readiness_of(session, clerk, items)
    ]
    groups = [(stage, [row for row in rows if row.progress.stage is stage]) for stage in ORDER]
    return Queue([group for group in groups if group[1]], _just_published(session))


def _just_published(session: Session) -> list[tuple[Version, datetime]]:
    query = (
        select(Version)
        .join(Version.directive)
        .options(contains_eager(Version.directive).selectinload(Directive.versions))
        .where(Version.published_at > now() - UNDO_TIME, Directive.is_in_store)
        .order_by(Version.published_at.desc())
    )
    versions = session.scalars(query.limit(MOST_UNDONE)).all()
    ends = undoable(session, versions)
    return [(version, ends[version.id]) for version in versions if version.id in ends]
