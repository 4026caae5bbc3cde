"""Keeping the list of staff: adding people, changing facts about them. Nothing here commits."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import today
from intranet.people.accounts.passwords import IssuedPassword
from intranet.people.accounts.sessions import close_sessions
from intranet.people.errors import LastAdmin, NameTaken
from intranet.people.models import Department, StaffMember
from intranet.people.organization.departments import departments, keep_department
from intranet.people.organization.memberships import PLACE, begin_place, keep_memberships
from intranet.people.roles import Role

By = StaffMember | None
ADMINISTRATORS = select(StaffMember.id).filter_by(role=Role.ADMIN, left_on=None).limit(1)


@dataclass(frozen=True)
class StaffFacts:
    """What the administrator says about a person."""

    full_name: str
    department: Department
    role: Role
    title: str = ""
    email: str = ""
    joined_on: date | None = None
    left_on: date | None = None


def add_staff(
    session: Session, by: By, username: str, facts: StaffFacts, issued: IssuedPassword
) -> StaffMember:
    """A new person, who must change the issued password first; raises NameTaken."""
    staff = write_new_staff(session, by, username, facts, issued)
    keep_memberships(session, [staff])
    return staff


def write_new_staff(
    session: Session, by: By, username: str, facts: StaffFacts, issued: IssuedPassword
) -> StaffMember:
    """The same without the membership: whoever writes many people keeps all theirs at the end."""
    username = username.strip().lower()
    if session.scalar(select(StaffMember.id).where(StaffMember.username == username)):
        raise NameTaken(_l("Tên đăng nhập này đã có người dùng."))
    staff = StaffMember(
        username=username, password_hash=issued.hash, must_change_password=True,
        account_since=today(), **vars(facts),
    )  # fmt: skip
    session.add(staff)
    audit.record(session, by, "staff.added", on=staff, name=username, role=facts.role.value)
    return staff


def edit_staff(
    session: Session, by: By, staff: StaffMember, facts: StaffFacts, since: date | None = None
) -> None:
    """Give the person these facts, at the place they name since a day (None: today, if new).

    Raises LastAdmin when nobody could administer any more, MoveOutOfOrder for a day that cannot be.
    """
    if write_changes(session, by, staff, facts, since):
        keep_memberships(session, [staff])


def write_changes(
    session: Session, by: By, staff: StaffMember, facts: StaffFacts, since: date | None = None
) -> bool:
    """Whether the place of the person has changed; whoever leaves is out at once: sessions end.

    Memberships of today are left to the caller, as in `write_new_staff`.
    """
    changed = _take_over(staff, facts)
    if since is not None:
        before = _plain(staff.memberships[-1].since if staff.memberships else None)
        begin_place(session, staff, since)
        if before != _plain(since):
            changed["since"] = [before, _plain(since)]
    if changed:
        if "left_on" in changed:
            close_sessions(session, staff)
        session.flush()
        if not session.scalar(ADMINISTRATORS):
            raise LastAdmin
        audit.record(session, by, "staff.changed", on=staff, **changed)
    return since is not None or not PLACE.isdisjoint(changed)


def _take_over(staff: StaffMember, facts: StaffFacts) -> dict[str, list[str]]:
    """Field → what it was and what it is now, of all that has changed."""
    changed: dict[str, list[str]] = {}
    for name, after in vars(facts).items():
        before = getattr(staff, name)
        if before != after:
            changed[name] = [_plain(before), _plain(after)]
            setattr(staff, name, after)
    return changed


def _plain(value: object) -> str:
    if isinstance(value, Department):
        return value.name
    return "" if value is None else str(value.value if isinstance(value, Role) else value)


def ensure_admin(session: Session, issued: IssuedPassword) -> StaffMember | None:
    """The first administrator, with a unit of their own if there is none; None when one serves."""
    if session.scalar(ADMINISTRATORS):
        return None
    unit = next(iter(departments(session)), None)
    unit = unit or keep_department(session, None, None, "VP", "Văn phòng", "Văn phòng")
    taken = set(session.scalars(select(StaffMember.username)))
    names = ("quantri", *(f"quantri{n}" for n in range(2, 1000)))
    username = next(name for name in names if name not in taken)
    facts = StaffFacts("Quản trị hệ thống", unit, Role.ADMIN, joined_on=today())
    return add_staff(session, None, username, facts, issued)
