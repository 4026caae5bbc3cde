"""The spool: letters are written with what they tell and wait in the database to be sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask_babel import force_locale
from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import insert_missing
from intranet.core.settings import settings
from intranet.people.models import StaffMember
from intranet.people.notifications.mail_text import trial_letter, urgent_letter
from intranet.people.notifications.models import Letter, MailWish, Notice, is_waiting
from intranet.people.notifications.notice_choices import after_quiet, choices_of
from intranet.people.signals import mail_written

AT_ONCE = 500
KEPT = timedelta(days=90)


def write(
    session: Session, staff: StaffMember, key: str, words: tuple[str, str], not_before: datetime,
    urgent: bool = False,
) -> Letter | None:  # fmt: skip
    """The letter with this subject and text in the spool; None when its key is there already.

    It is sent after the commit, and not before the moment given.
    """
    moment = now()
    values = {
        "key": key, "subject": words[0], "text": words[1], "not_before": not_before,
        "urgent": urgent, "staff_id": staff.id, "recipient": staff.email, "made_at": moment,
        "next_at": moment, "attempts": 0, "last_error": "",
    }  # fmt: skip
    adding = insert_missing(session, Letter).values(values).returning(Letter)
    letter: Letter | None = session.scalars(adding).one_or_none()
    return letter


def write_urgent(session: Session, made: Mapping[int, int]) -> None:
    """A letter for each of these new notices (id → whose), if its person wants such letters."""
    if not settings().sends_mail:
        return
    numbers = list(made)
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        _write_part(session, {number: made[number] for number in part})
    mail_written.send(session)


def _write_part(session: Session, made: Mapping[int, int]) -> None:
    choices = choices_of(session, set(made.values()))
    rows = session.execute(
        select(Notice, StaffMember)
        .join(StaffMember, StaffMember.id == Notice.staff_id)
        .where(Notice.id.in_(made), StaffMember.email != "")
    )
    for notice, staff in rows.all():
        choice = choices[staff.id]
        if choice.mail is MailWish.URGENT:
            with force_locale(staff.locale):
                words = urgent_letter(notice)
            begins = after_quiet(choice, now())
            letter = write(session, staff, f"notice:{notice.id}", words, begins, urgent=True)
            mark_mailed([notice], letter)


def mark_mailed(notices: Sequence[Notice], letter: Letter | None) -> None:
    """Note that the notices stand in this letter."""
    for notice in notices:
        notice.mailed_at = now()
        notice.letter_id = letter.id if letter else None


def write_trial(session: Session, by: StaffMember) -> Letter | None:
    """A letter to oneself that tries the mail server; at most one a second."""
    with force_locale(by.locale):
        words = trial_letter()
    letter = write(session, by, f"trial:{by.id}:{now():%Y%m%d%H%M%S}", words, now())
    audit.record(session, by, "mail.tried", on=by)
    mail_written.send(session)
    return letter


def try_again(session: Session, by: StaffMember, letter: Letter) -> Letter:
    """Give a letter that the server refused another chance, at the person's address of today."""
    if letter.failed_at is not None:
        letter.failed_at, letter.next_at, letter.attempts = None, now(), 0
        letter.recipient = letter.staff.email or letter.recipient
        audit.record(session, by, "mail.sent_again", on=letter)
        mail_written.send(session)
    return letter


def take_back(session: Session, letters: Select[int | None]) -> None:
    """Throw away these letters, or their words where they have gone out already.

    What else stood in those that had not goes out anew.
    """
    session.execute(
        update(Letter)
        .where(Letter.id.in_(letters), Letter.sent_at.is_not(None))
        .values(subject="", text="")
    )
    waiting = session.scalars(
        select(Letter.id).where(Letter.id.in_(letters), Letter.sent_at.is_(None))
    ).all()
    session.execute(
        update(Notice).where(Notice.letter_id.in_(waiting)).values(letter_id=None, mailed_at=None)
    )
    session.execute(delete(Letter).where(Letter.id.in_(waiting)))


def drop_needless(session: Session) -> None:
    """Throw away waiting letters whose notices were all read meanwhile, or whose person left."""
    tells = select(Notice.letter_id).where(Notice.letter_id == Letter.id)
    unread = tells.where(Notice.read_at.is_(None))
    was_read = and_(tells.exists(), ~unread.exists())
    gone = select(StaffMember.id).where(StaffMember.left_on.is_not(None))
    needless = or_(was_read, Letter.staff_id.in_(gone))
    _throw_away(session, session.scalars(select(Letter.id).where(is_waiting(), needless)).all())


def _throw_away(session: Session, letters: Sequence[int]) -> None:
    session.execute(update(Notice).where(Notice.letter_id.in_(letters)).values(letter_id=None))
    session.execute(delete(Letter).where(Letter.id.in_(letters)))


def throw_away_old(session: Session) -> None:
    """Letters that went out long ago are not needed any more."""
    limit = now() - KEPT
    old = select(Letter.id).where(or_(Letter.sent_at < limit, Letter.failed_at < limit))
    _throw_away(session, session.scalars(old.limit(AT_ONCE)).all())
