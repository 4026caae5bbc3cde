"""What is forgotten of people after the retention time, so that totals and proof stay whole.

Which pages somebody looked at is deleted; the account of who left long ago bears a pseudonym.
Receipts are never touched: they name people by number, and the chain covers that number.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import start_of, today
from intranet.core.errors import BadInput
from intranet.core.office_settings import office
from intranet.people.accounts.sessions import close_sessions
from intranet.people.models import StaffMember
from intranet.reading.models import PageView

PSEUDONYM = "da-nghi-"
RETIRED = "receipts.retired"


class WithinRetention(BadInput):
    """The day lies within the time for which details must be kept."""

    message = _l("Chỉ rút gọn dữ liệu cũ hơn thời gian lưu giữ. Hãy chọn ngày sớm hơn.")


@dataclass(frozen=True)
class Retired:
    """How many people lose their names, and how many notes of shown pages are deleted."""

    people: int
    pages: int


def first_retained_day() -> date:
    """The first day whose details are still kept (`RETENTION_YEARS` before today)."""
    day = today()
    year = day.year - office().retention_years
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if leap else day.day)


def proposal(session: Session, before: date) -> Retired:
    """What `retire` would forget."""
    people = _left(before).with_only_columns(func.count()).order_by(None).scalar_subquery()
    pages = select(func.count()).where(PageView.at < start_of(before)).scalar_subquery()
    return Retired(*session.execute(select(people, pages)).one())


def retire(session: Session, before: date) -> Retired:
    """What was forgotten: pages seen, and names of people who left, before a day.

    Nothing is forgotten twice. Raises WithinRetention where the day is later than
    `first_retained_day`.
    """
    if before > first_retained_day():
        raise WithinRetention
    gone: Any = session.execute(delete(PageView).where(PageView.at < start_of(before)))
    people = session.scalars(_left(before)).all()
    for staff in people:  # the post stays: audiences by post were counted with it
        staff.username = f"{PSEUDONYM}{staff.id}"
        staff.full_name, staff.name_salt = f"Người đã nghỉ {staff.id}", ""
        staff.email, staff.password_hash, staff.last_sign_in = "", "", None
        close_sessions(session, staff)
    done = Retired(len(people), gone.rowcount)
    if done.people or done.pages:
        audit.record(
            session, None, RETIRED, before=before.isoformat(), staff=[one.id for one in people],
            **vars(done),
        )  # fmt: skip
    return done


def _left(before: date) -> Select[StaffMember]:
    return select(StaffMember).where(
        StaffMember.left_on < before, StaffMember.username.not_like(f"{PSEUDONYM}%")
    )
