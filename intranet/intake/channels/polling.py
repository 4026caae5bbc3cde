"""When each automatic door is looked at: one at a time, and later and later while it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.exc import IntegrityError

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.errors import PortalError
from intranet.core.settings import settings
from intranet.intake.channels.models import Door, DoorLook

LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBLINGS = 6


class DoorFailed(PortalError):
    """A door could not be looked at; the message says why and what to do."""


@contextmanager
def looking(door: Door) -> Iterator[bool]:
    """Whether this worker may look at the door now; what goes wrong is noted for the status page.

    A look that died frees the door by itself after the time that one file may take and a minute.
    """
    if not _claimed(door):
        yield False
        return
    try:
        yield True
    except DoorFailed as error:
        db.session.rollback()
        _failed(door, str(error))
    except BaseException:
        db.session.rollback()
        _freed(door)
        raise
    else:
        _well(door)


def still_looking(door: Door) -> None:
    """Say between two files that this look goes on."""
    db.session.execute(update(DoorLook).where(DoorLook.door == door).values(claimed_at=now()))
    db.session.commit()


def ask_soon(door: Door) -> None:
    """Let the next look come at once, however often the last ones failed."""
    db.session.execute(update(DoorLook).where(DoorLook.door == door).values(next_at=None))


def _claimed(door: Door) -> bool:
    _make_sure(door)
    moment = now()
    dead = moment - timedelta(seconds=settings().extraction_seconds + 60)
    free = or_(DoorLook.claimed_at.is_(None), DoorLook.claimed_at < dead)
    due = or_(DoorLook.next_at.is_(None), DoorLook.next_at <= moment)
    done = db.session.execute(
        update(DoorLook).where(DoorLook.door == door, free, due).values(claimed_at=moment)
    )
    db.session.commit()
    return bool(cast("CursorResult[object]", done).rowcount)


def _make_sure(door: Door) -> None:
    if db.session.get(DoorLook, door) is None:
        db.session.add(DoorLook(door=door, error="", failures=0))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()  # another worker was faster


def _well(door: Door) -> None:
    look = db.session.get_one(DoorLook, door)
    look.looked_at = look.well_at = now()
    look.error, look.failures, look.next_at, look.claimed_at = "", 0, None, None
    db.session.commit()


def _failed(door: Door, sentence: str) -> None:
    look = db.session.get_one(DoorLook, door)
    look.looked_at, look.claimed_at = now(), None
    look.error, look.failures = sentence, look.failures + 1
    wait = timedelta(minutes=2 ** min(look.failures, MOST_DOUBLINGS))
    look.next_at = now() + min(wait, LONGEST_WAIT)
    db.session.commit()


def _freed(door: Door) -> None:
    db.session.execute(update(DoorLook).where(DoorLook.door == door).values(claimed_at=None))
    db.session.commit()
