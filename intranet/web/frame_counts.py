"""The numbers that stand in the frame of every page, asked for in one query."""

from dataclasses import dataclass

from flask import g
from sqlalchemy import select

from intranet.core.database import db
from intranet.intake.processing.item_progress import waiting_query
from intranet.intake.quarantine.isolation import open_isolations_query
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import unread_query
from intranet.people.permissions import Permission, has
from intranet.reading import panels
from intranet.reading.assignments.my_reading import UnreadCount


@dataclass(frozen=True)
class FrameCounts:
    """Notices not read, items that wait for a clerk, isolations that wait for an order."""

    notices: int = 0
    waiting: int = 0
    isolations: int = 0


def frame_counts(staff: StaffMember) -> FrameCounts:
    """The numbers for this person, asked once a page; what is left to read is known with them."""
    if "frame_counts" not in g:
        g.frame_counts = _ask(staff)
    counts: FrameCounts = g.frame_counts
    return counts


def left_to_read(staff: StaffMember) -> UnreadCount:
    """What this person has left to read, asked with the other numbers of the frame."""
    frame_counts(staff)
    return panels.unread_count(staff)


def _ask(staff: StaffMember) -> FrameCounts:
    asked = {"notices": unread_query(staff.id)}
    if has(staff, Permission.CHECK):
        asked["waiting"] = waiting_query()
    if has(staff, Permission.ADMINISTER):
        asked["isolations"] = open_isolations_query()
    numbers = [query.scalar_subquery() for query in asked.values()]
    reading = panels.unread_query(staff)
    query = select(*numbers) if reading is None else reading.add_columns(*numbers)
    row = db.session.execute(query).one()
    if reading is not None:
        panels.note_unread(*row[: -len(numbers)])
    return FrameCounts(**dict(zip(asked, row[-len(numbers) :], strict=True)))
