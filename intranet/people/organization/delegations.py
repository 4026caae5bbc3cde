"""Who acts for whom (ủy quyền), from one day to another. Nothing here commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.core.dates import holds_on
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization.absences import SHOWN_AFTER
from intranet.people.organization.errors import DatesReversed, DelegatedToSelf


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
    delegation = session.scalar(select(Delegation).filter_by(**key))
    if delegation is None:
        delegation = Delegation(**key, entered_by_id=by.id, entered_at=now())
        session.add(delegation)
    delegation.until, delegation.reason = until, reason
    session.flush()
    audit.record(session, by, "delegation.given", on=delegation, staff=staff.id, to=to.id)
    return delegation


def withdraw_delegation(session: Session, by: StaffMember, delegation: Delegation) -> Delegation:
    """The delegation, taken back."""
    if delegation.withdrawn_at is None:
        delegation.withdrawn_at = now()
        audit.record(session, by, "delegation.withdrawn", on=delegation)
    return delegation


def delegations(session: Session) -> Sequence[Delegation]:
    """Delegations that last, begin, or ended lately; the newest first."""
    query = select(Delegation).where(
        Delegation.withdrawn_at.is_(None), Delegation.until > today() - SHOWN_AFTER
    )
    both = (joinedload(Delegation.staff), joinedload(Delegation.to_staff))
    return session.scalars(query.options(*both).order_by(Delegation.since.desc())).all()


def stand_ins(session: Session, staff_ids: Sequence[int], day: date | None = None) -> Sequence[int]:
    """Who acts on a day (default today) for any of these people."""
    return session.scalars(
        select(Delegation.to_staff_id)
        .where(Delegation.staff_id.in_(staff_ids), Delegation.withdrawn_at.is_(None))
        .where(holds_on(Delegation, day or today()))
    ).all()
