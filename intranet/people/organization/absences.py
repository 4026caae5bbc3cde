"""Noting who is away and who acts for whom. Nothing here commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization.memberships import mark_moved
from intranet.people.organization.models import Absence, AbsenceKind


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
    found = session.scalar(query)
    if found is None:
        found = Absence(staff_id=staff.id, since=since, entered_by_id=by.id, entered_at=now())
        session.add(found)
    found.until, found.kind, found.reason = until, kind, reason
    session.flush()
    audit.record(
        session, by, "absence.noted", on=found, staff=staff.id, since=since.isoformat(),
        until=until.isoformat() if until else "", kind=kind.value,
    )  # fmt: skip
    mark_moved(session, staff)
    return found


def withdraw_absence(session: Session, by: StaffMember, absence: Absence) -> Absence:
    """The absence, taken back as if it had never been."""
    if absence.withdrawn_at is None:
        absence.withdrawn_at = now()
        audit.record(session, by, "absence.withdrawn", on=absence, staff=absence.staff_id)
        mark_moved(session, absence.staff)
    return absence


def delegate(
    session: Session, by: StaffMember, staff: StaffMember, to: StaffMember, since: date,
    until: date, reason: str = "",
) -> Delegation:  # fmt: skip
    """That `to` acts for `staff` meanwhile. Raises DatesReversed, DelegatedToSelf."""
    if until <= since:
        raise DatesReversed
    if staff.id == to.id:
        raise DelegatedToSelf
    key = {"staff_id": staff.id, "to_staff_id": to.id, "since": since, "withdrawn_at": None}
    found = session.scalar(select(Delegation).filter_by(**key))
    if found is None:
        found = Delegation(**key, entered_by_id=by.id, entered_at=now())
        session.add(found)
    found.until, found.reason = until, reason
    session.flush()
    audit.record(session, by, "delegation.given", on=found, staff=staff.id, to=to.id)
    return found


def withdraw_delegation(session: Session, by: StaffMember, delegation: Delegation) -> Delegation:
    """The delegation, taken back."""
    if delegation.withdrawn_at is None:
        delegation.withdrawn_at = now()
        audit.record(session, by, "delegation.withdrawn", on=delegation)
    return delegation


def away(session: Session, day: date | None = None) -> Sequence[Absence]:
    """Who is away on a day (default today)."""
    on = day or today()
    open_end = or_(Absence.until.is_(None), Absence.until > on)
    query = select(Absence).where(Absence.withdrawn_at.is_(None), Absence.since <= on, open_end)
    return session.scalars(query.order_by(Absence.since)).all()


def stand_ins(session: Session, staff_ids: Sequence[int], day: date | None = None) -> Sequence[int]:
    """Who acts on a day (default today) for any of these people."""
    on = day or today()
    return session.scalars(
        select(Delegation.to_staff_id)
        .where(Delegation.staff_id.in_(staff_ids), Delegation.withdrawn_at.is_(None))
        .where(Delegation.since <= on, Delegation.until > on)
    ).all()
