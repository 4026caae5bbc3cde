"""When each automatic channel is polled: by one worker at a time, less often while it fails."""

from collections.abc import Callable
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import or_, update

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import changed_rows, db, insert_missing
from intranet.core.errors import PortalError
from intranet.intake.channels.models import ChannelPoll
from intranet.intake.channels.receiving import receiving_clerk
from intranet.intake.models import Channel

LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBLINGS = 6


class ChannelFailed(PortalError):
    """A channel could not be polled; the message says why and what to do."""


def poll(channel: Channel, take: Callable[[int], None]) -> None:
    """Take what waits in a channel, in the name of the clerk of this id, if it may be polled now.

    A failure is noted for the status page, also that nobody is named to take files (DOORS_AS).
    A poll that died frees the channel by itself after the time that one file may take and a minute.
    """
    if not _claim(channel):
        return
    clerk = receiving_clerk()
    by_id = clerk.id if clerk else None
    db.session.rollback()
    if by_id is None:
        _note_failure(channel, _("Chưa có tài khoản văn thư đứng tên nhận tệp. Hãy đặt DOORS_AS."))
        return
    try:
        take(by_id)
    except ChannelFailed as error:
        db.session.rollback()
        _note_failure(channel, str(error))
    except BaseException:
        db.session.rollback()
        _note(channel, claimed_at=None)
        raise
    else:
        _note(
            channel, looked_at=now(), well_at=now(), error="", failures=0, next_at=None,
            claimed_at=None,
        )  # fmt: skip


def keep_polling(channel: Channel) -> None:
    """Say between two files that this poll goes on."""
    _note(channel, claimed_at=now())


def poll_soon(channel: Channel) -> None:
    """Let the next poll come at once, however often the last ones failed; commits."""
    _note(channel, next_at=None)


def _claim(channel: Channel) -> bool:
    first = {ChannelPoll.channel: channel, ChannelPoll.error: "", ChannelPoll.failures: 0}
    db.session.execute(insert_missing(db.session, ChannelPoll).values(first))
    db.session.commit()
    moment = now()
    dead = moment - timedelta(seconds=settings().extraction_seconds + 60)
    free = or_(ChannelPoll.claimed_at.is_(None), ChannelPoll.claimed_at < dead)
    due = or_(ChannelPoll.next_at.is_(None), ChannelPoll.next_at <= moment)
    claim = update(ChannelPoll).where(ChannelPoll.channel == channel, free, due)
    claimed = changed_rows(db.session, claim.values(claimed_at=moment))
    db.session.commit()
    return bool(claimed)


def _note_failure(channel: Channel, sentence: str) -> None:
    failures = db.session.get_one(ChannelPoll, channel).failures + 1
    wait = min(timedelta(minutes=2 ** min(failures, MOST_DOUBLINGS)), LONGEST_WAIT)
    _note(
        channel, looked_at=now(), error=sentence, failures=failures, next_at=now() + wait,
        claimed_at=None,
    )  # fmt: skip


def _note(channel: Channel, **values: object) -> None:
    db.session.execute(update(ChannelPoll).where(ChannelPoll.channel == channel).values(**values))
    db.session.commit()
