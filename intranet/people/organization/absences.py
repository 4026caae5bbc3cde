"""Long leave and secondments (nghỉ dài, biệt phái): who is away is excused from reading meanwhile.

Nothing here commits.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.core.dates import ends_after
from intranet.people.models import StaffMember
from intranet.people.organization.errors import DatesReversed
from intranet.people.organization.memberships import tell_moved
from intranet.people.organization.models import Absence, AbsenceKind

SHOWN_AFTER = timedelta(days=90)
"""How long an absence or a delegation that has ended still stands on the list."""


def note_absence(
    session: Session, by: StaffMember, staff: StaffMember, since: date, until: date | None,
    kind: AbsenceKind, reason: str = "",
) -> Absence:  # fmt: skip
    """The absence from `since` up to, not including, `until` (None: no end known yet).

    The same beginning again changes end, kind and reason. Raises DatesReversed.
    """
    if until is not None and until <= since:
        raise DatesReversed
    query = select(Absence).filter_by(staff_id=staff.id, since=since, withdrawn_at=None)
    absence = session.scalar(query)
    if absence is None:
        absence = Absence(staff_id=staff.id, since=since, entered_by_id=by.id, entered_at=now())
        session.add(absence)
    absence.until, absence.kind, absence.reason = until, kind, reason
    session.flush()
    audit.record(
        session, by, "absence.noted", on=absence, staff=staff.id, since=since.isoformat(),
        until=until.isoformat() if until else "", kind=kind.value,
    )  # fmt: skip
    tell_moved(session, [staff])
    return absence


def withdraw_absence(session: Session, by: StaffMember, absence: Absence) -> Absence:
    """The absence, taken back as if it had never been."""
    if absence.withdrawn_at is None:
        absence.withdrawn_at = now()
        audit.record(session, by, "absence.withdrawn", on=absence, staff=absence.staff_id)
        tell_moved(session, [absence.staff])
    return absence


def absences(session: Session) -> Sequence[Absence]:
    """Absences that last, begin, or ended lately; the newest first."""
    lasting = ends_after(Absence, today() - SHOWN_AFTER)
    query = select(Absence).where(Absence.withdrawn_at.is_(None), lasting)
    return session.scalars(
        query.options(joinedload(Absence.staff)).order_by(Absence.since.desc())
    ).all()
