"""The spool: letters are written with what they tell, wait in the database, and how they fare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from flask_babel import force_locale
from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.anchors.anchor_file import Anchor
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import insert_missing
from intranet.people.models import StaffMember
from intranet.people.notifications.mail_text import anchor_letter, trial_letter, urgent_letter
from intranet.people.notifications.models import Letter, MailServer, MailWish, Notice, is_waiting
from intranet.people.notifications.notice_choices import after_quiet, choices_of
from intranet.people.signals import mail_written

AT_ONCE = 500
KEPT = timedelta(days=90)
MOST_SHOWN = 10


def write(
    session: Session, staff: StaffMember, key: str, compose: Callable[[], tuple[str, str]],
    not_before: datetime, urgent: bool = False,
) -> Letter | None:  # fmt: skip
    """The letter that `compose` words (subject, text) in the person's language, in the spool.

    None when its key is there already. It is sent after the commit, not before the moment given.
    """
    with force_locale(staff.locale):
        subject, text = compose()
    return _keep(
        session, key=key, subject=subject, text=text, not_before=not_before, urgent=urgent,
        staff_id=staff.id, recipient=staff.email,
    )  # fmt: skip


def _keep(session: Session, **values: object) -> Letter | None:
    moment = now()
    values |= {"made_at": moment, "next_at": moment, "attempts": 0, "last_error": ""}
    adding = insert_missing(session, Letter).values(values).returning(Letter)
    return cast("Letter | None", session.scalar(adding))


def write_anchor(session: Session, anchor: Anchor, differs: str) -> None:
    """Write a new anchor to `ANCHOR_MAIL`, urgently when something differs from those before."""
    if not (settings().anchor_mail and settings().sends_mail):
        return
    with force_locale("vi"):
        subject, text = anchor_letter(anchor, differs)
    _keep(
        session, key=f"anchor:{anchor.digest}", subject=subject, text=text, not_before=now(),
        urgent=bool(differs), staff_id=None, recipient=settings().anchor_mail,
    )  # fmt: skip
    mail_written.send(session)


def write_urgent(session: Session, made: Mapping[int, int]) -> None:
    """A letter for each of these new notices (id → whose), if its person wants such letters."""
    if not settings().sends_mail:
        return
    new = list(made.items())
    for start in range(0, len(new), AT_ONCE):
        _write_part(session, dict(new[start : start + AT_ONCE]))
    mail_written.send(session)


def _write_part(session: Session, made: Mapping[int, int]) -> None:
    choices = choices_of(session, set(made.values()))
    told = select(Notice, StaffMember).join(StaffMember, StaffMember.id == Notice.staff_id)
    rows = session.execute(told.where(Notice.id.in_(made), StaffMember.email != ""))
    for notice, staff in rows.all():
        if choices[staff.id].mail is MailWish.URGENT:
            begins = after_quiet(choices[staff.id], now())
            words = partial(urgent_letter, notice)
            letter = write(session, staff, f"notice:{notice.id}", words, begins, urgent=True)
            mark_mailed([notice], letter)


def mark_mailed(notices: Sequence[Notice], letter: Letter | None) -> None:
    """Note that the notices stand in this letter."""
    for notice in notices:
        notice.mailed_at = now()
        notice.letter_id = letter.id if letter else None


def write_trial(session: Session, by: StaffMember) -> None:
    """Write a letter to oneself that tries the mail server; at most one a second."""
    write(session, by, f"trial:{by.id}:{now():%Y%m%d%H%M%S}", trial_letter, now())
    audit.record(session, by, "mail.tried", on=by)
    mail_written.send(session)


def try_again(session: Session, by: StaffMember, letter: Letter) -> None:
    """Give a letter that the server refused another chance, at the person's address of today."""
    if letter.failed_at is not None:
        letter.failed_at, letter.next_at, letter.attempts = None, now(), 0
        letter.recipient = (letter.staff and letter.staff.email) or letter.recipient
        audit.record(session, by, "mail.sent_again", on=letter)
        mail_written.send(session)


def take_back(session: Session, letters: Select[int | None]) -> None:
    """Throw away these letters, or their words where they have gone out already.

    What else stood in those that had not goes out anew.
    """
    these = Letter.id.in_(letters)
    gone = update(Letter).where(these, Letter.sent_at.is_not(None))
    session.execute(gone.values(subject="", text=""))
    waiting = session.scalars(select(Letter.id).where(these, Letter.sent_at.is_(None))).all()
    _throw_away(session, waiting, mailed_at=None)


def drop_needless(session: Session) -> None:
    """Throw away waiting letters whose notices were all read meanwhile, or whose person left."""
    tells = select(Notice.letter_id).where(Notice.letter_id == Letter.id)
    unread = tells.where(Notice.read_at.is_(None))
    was_read = and_(tells.exists(), ~unread.exists())
    gone = select(StaffMember.id).where(StaffMember.left_on.is_not(None))
    needless = or_(was_read, Letter.staff_id.in_(gone))
    _throw_away(session, session.scalars(select(Letter.id).where(is_waiting(), needless)).all())


def _throw_away(session: Session, letters: Sequence[int], **noted: object) -> None:
    told = update(Notice).where(Notice.letter_id.in_(letters))
    session.execute(told.values(letter_id=None, **noted))
    session.execute(delete(Letter).where(Letter.id.in_(letters)))


def throw_away_old(session: Session) -> None:
    """Letters that went out long ago are not needed any more."""
    limit = now() - KEPT
    old = select(Letter.id).where(or_(Letter.sent_at < limit, Letter.failed_at < limit))
    _throw_away(session, session.scalars(old.limit(AT_ONCE)).all())


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
    day = Letter.sent_at > now() - timedelta(days=1)
    failed, delayed = Letter.failed_at.is_not(None), and_(is_waiting(), Letter.last_error != "")
    newest = select(Letter).options(joinedload(Letter.staff)).order_by(Letter.id.desc())
    newest = newest.limit(MOST_SHOWN)
    counts = select(
        func.count().filter(is_waiting()), func.min(Letter.made_at).filter(is_waiting()),
        func.count().filter(day), func.count().filter(failed),
    ).select_from(Letter)  # fmt: skip
    waiting, oldest, sent_today, failed_total = session.execute(counts).one()
    shown = [
        session.scalars(newest.where(which)).all() if any_ else []
        for which, any_ in ((failed, failed_total), (delayed, waiting))
    ]
    server = session.get(MailServer, 1)
    return MailState(waiting, oldest, sent_today, shown[0], failed_total, shown[1], server)
