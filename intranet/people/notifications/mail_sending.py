"""The worker carries waiting letters to the mail server, one carrier at a time.

Before a letter travels its next attempt is written down, after it that it has gone: a worker that
dies between the two sends it once more, under the same Message-ID. A server that cannot be reached
costs no letter an attempt. A clock that jumps back delays letters and doubles none.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import changed_rows, db, insert_missing
from intranet.people.notifications import mail_spool, smtp
from intranet.people.notifications.models import Letter, MailServer, is_waiting

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
PAUSES = tuple(timedelta(minutes=n) for n in (1, 2, 5, 15, 30, 60, 120, 240))
"""How long a letter waits after each attempt that failed; the last one again and again."""
SERVER_PAUSES = tuple(timedelta(minutes=n) for n in (1, 1, 2, 5, 10))
LONGEST_SECONDS = 50
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


def send_due_mail() -> None:
    """Send what is due, at most LETTERS_A_MINUTE in any minute; commits letter by letter."""
    if not settings().sends_mail or not _begin():
        return
    try:
        _send_due()
    finally:
        db.session.rollback()
        _change_server(busy_until=None)


def _begin() -> bool:
    """Whether this carrier may go: no other is on the way, and the server's pause is over."""
    db.session.execute(
        insert_missing(db.session, MailServer).values(id=1, failures=0, last_error="")
    )
    moment = now()
    free = _over(MailServer.busy_until, moment, LEASE)
    rested = _over(MailServer.next_at, moment, max(SERVER_PAUSES))
    mine = update(MailServer).where(MailServer.id == 1, free, rested)
    taken = changed_rows(db.session, mine.values(busy_until=moment + LEASE))
    db.session.commit()
    return taken == 1


def _over(
    column: InstrumentedAttribute[Any], moment: datetime, longest: timedelta
) -> ColumnElement[bool]:
    # Much farther ahead than was ever written means that the clock has jumped back since.
    return or_(column.is_(None), column <= moment, column > moment + 2 * longest)


def _send_due() -> None:
    mail_spool.drop_needless(db.session)
    db.session.commit()
    numbers = _due(settings().letters_a_minute)
    if not numbers:
        return
    until = monotonic() + LONGEST_SECONDS
    try:
        with smtp.SmtpConnection(settings()) as connection:
            _change_server(failing_since=None, failures=0, next_at=None, last_error="")
            for number in numbers:
                if not _carry(connection, number) or monotonic() > until:
                    break
    except smtp.MailServerFails as error:
        _note_failure(str(error))


def _due(at_most: int) -> list[int]:
    moment = now()
    gone = select(func.count()).where(Letter.sent_at > moment - A_MINUTE, Letter.sent_at <= moment)
    left = at_most - (db.session.scalar(gone) or 0)
    due = select(Letter.id).where(_is_due(moment)).limit(max(0, left))
    ordered = due.order_by(Letter.urgent.desc(), Letter.next_at, Letter.id)
    numbers = list(db.session.scalars(ordered))
    db.session.rollback()
    return numbers


def _is_due(moment: datetime) -> ColumnElement[bool]:
    waited = _over(Letter.next_at, moment, max(PAUSES))
    return and_(is_waiting(), waited, _over(Letter.not_before, moment, A_DAY))


def _carry(connection: smtp.SmtpConnection, number: int) -> bool:
    """Try one letter; whether the way to the server is still good."""
    letter = _taken(number)
    if letter is None:
        return True
    try:
        connection.send(letter)
    except smtp.LetterRefused as error:
        _change(number, failed_at=now(), last_error=str(error))
    except smtp.LetterLater as error:
        _change(number, last_error=str(error))
        return connection.is_open
    except smtp.MailServerFails:
        _change(number, attempts=Letter.attempts - 1, next_at=now())
        raise
    else:
        _change(number, sent_at=now(), last_error="")
    return True


def _taken(number: int) -> Letter | None:
    """The letter, apart from the session, its next attempt written down; None when it is gone."""
    moment = now()
    db.session.execute(update(MailServer).values(busy_until=moment + LEASE))
    # Asked for anew as due: another carrier may have had it in hand since the list was made.
    due = select(Letter).where(Letter.id == number, _is_due(moment))
    whole = due.options(joinedload(Letter.staff)).execution_options(populate_existing=True)
    letter = db.session.scalar(whole)
    if letter is not None:
        letter.next_at = moment + PAUSES[min(letter.attempts, len(PAUSES) - 1)]
        letter.attempts += 1
        db.session.flush()
        db.session.expunge_all()  # so that it can be read while nothing of the database is held
    db.session.commit()
    return letter


def _change(number: int, **values: object) -> None:
    db.session.execute(update(Letter).where(Letter.id == number).values(values))
    db.session.commit()


def _note_failure(words: str) -> None:
    server = db.session.get_one(MailServer, 1, populate_existing=True)
    pause = SERVER_PAUSES[min(server.failures, len(SERVER_PAUSES) - 1)]
    server.failing_since = server.failing_since or now()
    server.failures += 1
    server.next_at, server.last_error = now() + pause, words
    db.session.commit()
    log.warning("The mail server fails: %s", words)


def _change_server(**values: object) -> None:
    db.session.execute(update(MailServer).values(values))
    db.session.commit()
