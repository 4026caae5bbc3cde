"""How a person wants to be told: by mail or not, at which hour, never at which hours."""

from collections.abc import Collection
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import HOME, now
from intranet.core.errors import BadInput
from intranet.people.models import StaffMember
from intranet.people.notifications.models import MailWish, Notice, NoticeChoice

DIGEST_HOUR, QUIET_FROM, QUIET_TO = 7, 20, 6


class DigestInQuiet(BadInput):
    """The hour of the daily letter lies in the hours without letters."""

    message = _l("Giờ gửi thư gộp đang nằm trong giờ yên lặng. Hãy chọn giờ khác.")


def usual(staff_id: int) -> NoticeChoice:
    """What holds for whoever never chose; not in the session."""
    hours = {"digest_hour": DIGEST_HOUR, "quiet_from": QUIET_FROM, "quiet_to": QUIET_TO}
    return NoticeChoice(staff_id=staff_id, mail=MailWish.URGENT, **hours)


def choice_of(session: Session, staff_id: int) -> NoticeChoice:
    """How this person wants to be told."""
    return session.get(NoticeChoice, staff_id) or usual(staff_id)


def choices_of(session: Session, staff_ids: Collection[int]) -> dict[int, NoticeChoice]:
    """The same for many people in one question."""
    rows = session.scalars(select(NoticeChoice).where(NoticeChoice.staff_id.in_(staff_ids)))
    known = {choice.staff_id: choice for choice in rows}
    return {number: known.get(number) or usual(number) for number in staff_ids}


def choose(
    session: Session, staff: StaffMember, mail: MailWish, digest_hour: int, quiet_from: int,
    quiet_to: int,
) -> None:  # fmt: skip
    """Remember how a person wants to be told; hours 0–23. Raises DigestInQuiet."""
    choice = choice_of(session, staff.id)
    before = _hours(choice)
    choice.mail, choice.digest_hour = mail, digest_hour
    choice.quiet_from, choice.quiet_to = quiet_from, quiet_to
    if mail is not MailWish.OFF and in_quiet(choice, digest_hour):
        raise DigestInQuiet
    session.add(choice)
    if before[0] is MailWish.OFF and mail is not MailWish.OFF:
        # Nobody who begins to take letters wants to hear of all the weeks before.
        earlier = update(Notice).where(Notice.staff_id == staff.id, Notice.mailed_at.is_(None))
        session.execute(earlier.values(mailed_at=now()))
    if _hours(choice) != before:
        audit.record(session, staff, "notices.chosen", on=staff, mail=mail.value)


def _hours(choice: NoticeChoice) -> tuple[MailWish, int, int, int]:
    return choice.mail, choice.digest_hour, choice.quiet_from, choice.quiet_to


def in_quiet(choice: NoticeChoice, hour: int) -> bool:
    """Whether no letter may go out in this hour of the day."""
    start, end = choice.quiet_from, choice.quiet_to
    return start <= hour < end if start <= end else hour >= start or hour < end


def after_quiet(choice: NoticeChoice, moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    local = moment.astimezone(HOME)
    if not in_quiet(choice, local.hour):
        return moment
    end = local.replace(hour=choice.quiet_to, minute=0, second=0, microsecond=0)
    return (end if end > local else end + timedelta(days=1)).astimezone(moment.tzinfo)
