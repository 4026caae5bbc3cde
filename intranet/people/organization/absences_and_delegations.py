"""Who is away for long (nghỉ dài, biệt phái) and who acts for whom (ủy quyền), by date.

Who is away is excused from reading meanwhile. Nothing here commits.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now, today
from intranet.core.dates import ends_after, holds_on
from intranet.people.errors import DatesReversed, DelegatedToSelf
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization.memberships import tell_moved
from intranet.people.organization.models import Absence, AbsenceKind

SHOWN_AFTER = timedelta(days=90)
"""How long an absence or a delegation that has ended still stands on the list."""
Dated = TypeVar("Dated", Absence, Delegation)


def note_absence(
    session: Session, by: StaffMember, staff: StaffMember, since: date, until: date | None,
    kind: AbsenceKind, reason: str = "",
) -> Absence:  # fmt: skip
    """The absence from `since` up to, not including, `until` (None: no end known yet).

    The same beginning again changes end, kind and reason. Raises DatesReversed.
    """
    if until is not None and until <= since:
        raise DatesReversed
    absence = _entered(session, by, Absence, staff_id=staff.id, since=since)
    absence.until, absence.kind, absence.reason = until, kind, reason
    session.flush()
    audit.record(
        session, by, "absence.noted", on=absence, staff=staff.id, since=since.isoformat(),
        until=until.isoformat() if until else "", kind=kind.value,
    )  # fmt: skip
    tell_moved(session, [staff])
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
    key = {"staff_id": staff.id, "to_staff_id": to.id, "since": since}
    delegation = _entered(session, by, Delegation, **key)
    delegation.until, delegation.reason = until, reason
    session.flush()
    audit.record(session, by, "delegation.given", on=delegation, staff=staff.id, to=to.id)
    return delegation


def _entered(session: Session, by: StaffMember, model: type[Dated], **key: Any) -> Dated:
    row = session.scalar(select(model).filter_by(withdrawn_at=None, **key))
    if row is None:
        row = model(entered_by_id=by.id, entered_at=now(), **key)
        session.add(row)
    return row


def withdraw_absence(session: Session, by: StaffMember, absence: Absence) -> None:
    """Take the absence back as if it had never been."""
    if absence.withdrawn_at is None:
        absence.withdrawn_at = now()
        audit.record(session, by, "absence.withdrawn", on=absence, staff=absence.staff_id)
        tell_moved(session, [absence.staff])


def withdraw_delegation(session: Session, by: StaffMember, delegation: Delegation) -> None:
    """Take the delegation back."""
    if delegation.withdrawn_at is None:
        delegation.withdrawn_at = now()
        audit.record(session, by, "delegation.withdrawn", on=delegation)


def listed(session: Session, model: type[Dated]) -> Sequence[Dated]:
    """Absences or delegations that last, begin, or ended lately; the newest first."""
    query = select(model).where(model.withdrawn_at.is_(None))
    lasting = query.where(ends_after(model, today() - SHOWN_AFTER))
    people = (Delegation.staff, Delegation.to_staff) if model is Delegation else (Absence.staff,)
    whole = lasting.options(*(joinedload(person) for person in people))
    return session.scalars(whole.order_by(model.since.desc())).all()


def stand_ins(session: Session, staff_ids: Sequence[int], day: date | None = None) -> Sequence[int]:
    """Who acts on a day (default today) for any of these people."""
    return session.scalars(
        select(Delegation.to_staff_id)
        .where(Delegation.staff_id.in_(staff_ids), Delegation.withdrawn_at.is_(None))
        .where(holds_on(Delegation, day or today()))
    ).all()
