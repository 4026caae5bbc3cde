"""The state of mail for the administrator: the spool, what failed, the mail server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.people.notifications.models import Letter, MailServer, is_waiting

MOST_SHOWN = 10


@dataclass(frozen=True)
class MailState:
    """The spool and the server: waiting letters, the oldest of them, what failed, what went out."""

    waiting: int
    oldest: datetime | None
    sent_today: int
    failed: Sequence[Letter]
    failed_total: int
    delayed: Sequence[Letter]
    server: MailServer | None


def mail_state(session: Session) -> MailState:
    """How the mail is doing now; of failed letters the newest."""
    waiting = select(func.count(), func.min(Letter.made_at)).where(is_waiting())
    number, oldest = session.execute(waiting).one()
    day = Letter.sent_at > now() - timedelta(days=1)
    failed = Letter.failed_at.is_not(None)
    tried = (is_waiting(), Letter.last_error != "")
    return MailState(
        number,
        oldest,
        session.scalar(select(func.count()).where(day)) or 0,
        _newest(session, failed),
        session.scalar(select(func.count()).where(failed)) or 0,
        _newest(session, *tried),
        session.get(MailServer, 1),
    )


def _newest(session: Session, *which: object) -> Sequence[Letter]:
    letters = select(Letter).where(*which).order_by(Letter.id.desc()).limit(MOST_SHOWN)  # type: ignore[arg-type]
    return session.scalars(letters.options(joinedload(Letter.staff))).all()


def letter(session: Session, letter_id: int) -> Letter:
    """The letter with this number; raises NotFound."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFound
    return letter
