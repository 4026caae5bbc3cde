"""The daily letter: once a day at the person's hour, everything unread that no letter told yet.

It tells what was there when the hour struck, however late the worker comes; what came after waits
for the next day. There is no letter without news. The key of a letter names the day, and a notice
remembers its letter: neither a second worker nor a clock that jumps back tells anything twice.
"""

from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby

from sqlalchemy import func, or_, select

from intranet.core.clock import HOME, now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.notifications.mail_spool import mark_mailed, throw_away_old, write
from intranet.people.notifications.mail_text import digest_letter
from intranet.people.notifications.models import MailWish, Notice, NoticeChoice
from intranet.people.notifications.notice_choices import DIGEST_HOUR, after_quiet, choice_of

PEOPLE_AT_ONCE = 100
MOST_NEWS = 60
OLDEST = timedelta(days=14)
"""Older news is found in the portal; a mail server set up today need not tell of last year."""


def write_digests() -> None:
    """Write the daily letters whose hour has come; commits for some people at a time."""
    if settings().sends_mail:
        write_digests_at(now())


def write_digests_at(moment: datetime) -> None:
    """The same for the hours that have struck at an aware moment of its day."""
    local = moment.astimezone(HOME)
    hours = set(db.session.scalars(select(NoticeChoice.digest_hour).distinct())) | {DIGEST_HOUR}
    db.session.rollback()
    for hour in sorted(hours):
        struck = datetime.combine(local.date(), time(hour), HOME)
        if struck <= local:
            _write_for_hour(hour, struck, moment)
    throw_away_old(db.session)
    db.session.commit()


def _write_for_hour(hour: int, struck: datetime, moment: datetime) -> None:
    last = 0
    while people := _waiting(hour, struck, last):
        for staff, news in people:
            told = news[-MOST_NEWS:]
            begins = after_quiet(choice_of(db.session, staff.id), moment)
            key = f"digest:{staff.id}:{struck:%Y-%m-%d}"
            if letter := write(db.session, staff, key, partial(digest_letter, told), begins):
                mark_mailed(told, letter)
        last = people[-1][0].id
        db.session.commit()
    db.session.rollback()


def _waiting(hour: int, struck: datetime, after: int) -> list[tuple[StaffMember, list[Notice]]]:
    """The next people whose hour this is, by number, each with the news to tell."""
    untold = Notice.read_at.is_(None) & Notice.mailed_at.is_(None)
    is_news = untold & (Notice.at <= struck) & (Notice.at > struck - OLDEST)
    wish = func.coalesce(NoticeChoice.digest_hour, DIGEST_HOUR)
    wants = or_(NoticeChoice.mail.is_(None), NoticeChoice.mail != MailWish.OFF)
    next_people = (
        select(Notice.staff_id)
        .join(StaffMember, StaffMember.id == Notice.staff_id)
        .outerjoin(NoticeChoice, NoticeChoice.staff_id == Notice.staff_id)
        .where(is_news, Notice.staff_id > after, wish == hour, wants)
        .where(StaffMember.left_on.is_(None), StaffMember.email != "")
        .distinct()
        .order_by(Notice.staff_id)
        .limit(PEOPLE_AT_ONCE)
    )
    numbers = list(db.session.scalars(next_people))
    rows = db.session.execute(
        select(StaffMember, Notice)
        .join(Notice, Notice.staff_id == StaffMember.id)
        .where(StaffMember.id.in_(numbers), is_news)
        .order_by(StaffMember.id, Notice.id)
    ).all()
    people = groupby(rows, key=lambda row: row[0])
    return [(staff, [notice for _staff, notice in theirs]) for staff, theirs in people]
