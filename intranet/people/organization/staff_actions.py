"""Keeping the list of staff and departments: what an administrator does."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import today
from intranet.people.accounts.passwords import hash_password, one_time_password
from intranet.people.models import Department, StaffMember
from intranet.people.organization.errors import LastAdmin, NameTaken
from intranet.people.organization.memberships import begin_place
from intranet.people.organization.queries import departments
from intranet.people.roles import Role
from intranet.people.staff_import.rows import Entry, Person

By = StaffMember | None


@dataclass(frozen=True)
class Issued:
    """A one-time password as it is handed over, and the hash to keep."""

    password: str
    hash: str


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


def issue(names: Sequence[str]) -> dict[str, Issued]:
    """A one-time password for each name. Slow by intention: call it before a transaction begins."""

    def one(_name: str) -> Issued:
        password = one_time_password()
        return Issued(password, hash_password(password))

    with ThreadPoolExecutor(max_workers=4) as crowd:
        return dict(zip(names, crowd.map(one, names), strict=True))


def add_staff(
    session: Session, by: By, username: str, facts: StaffFacts, issued: Issued
) -> StaffMember:
    """A new person, who must change the issued password first; raises NameTaken."""
    username = username.strip().lower()
    if session.scalar(select(StaffMember.id).where(StaffMember.username == username)):
        raise NameTaken
    staff = StaffMember(
        username=username,
        password_hash=issued.hash,
        must_change_password=True,
        **vars(facts),
    )
    session.add(staff)
    audit.record(session, by, "staff.added", on=staff, name=username, role=facts.role.value)
    return staff


def edit_staff(
    session: Session, by: By, staff: StaffMember, facts: StaffFacts, since: date | None = None
) -> StaffMember:
    """The person with the facts as given, at the place they name since a day (None: today, if new).

    Whoever leaves is out at once: all sessions end. Raises LastAdmin when nobody could administer
    any more, MoveOutOfOrder for a day that cannot be.
    """
    changed: dict[str, list[str]] = {}
    places = list(staff.memberships)
    for name, after in vars(facts).items():
        before = getattr(staff, name)
        if before != after:
            changed[name] = [_plain(before), _plain(after)]
            setattr(staff, name, after)
    if since is not None:
        before = _plain(places[-1].since if places else None)
        begin_place(session, staff, places, since)
        if before != _plain(since):
            changed["since"] = [before, _plain(since)]
    if changed:
        if "left_on" in changed:
            staff.session_generation += 1
        _keep_an_admin(session)
        audit.record(session, by, "staff.changed", on=staff, **changed)
    return staff


def _plain(value: object) -> str:
    if isinstance(value, Department):
        return value.name
    return "" if value is None else str(value.value if isinstance(value, Role) else value)


def _keep_an_admin(session: Session) -> None:
    session.flush()
    serving = select(func.count()).where(
        StaffMember.role == Role.ADMIN, StaffMember.left_on.is_(None)
    )
    if not session.scalar(serving):
        raise LastAdmin


def reset_password(session: Session, by: By, staff: StaffMember, issued: Issued) -> StaffMember:
    """Give the issued password, to be changed at the next sign-in; sessions and lock-out end."""
    staff.password_hash, staff.must_change_password = issued.hash, True
    staff.failed_sign_ins, staff.locked_until = 0, None
    staff.session_generation += 1
    audit.record(session, by, "password.reset", on=staff)
    return staff


def unlock(session: Session, by: By, staff: StaffMember) -> StaffMember:
    """End a lock-out."""
    if staff.locked_until or staff.failed_sign_ins:
        staff.failed_sign_ins, staff.locked_until = 0, None
        audit.record(session, by, "staff.unlocked", on=staff)
    return staff


def keep_department(
    session: Session, by: By, department: Department | None, code: str, name: str, short: str
) -> Department:
    """The department with these names; None makes a new one at the end. Raises NameTaken."""
    own = department.id if department else 0
    same = (Department.code == code) | (Department.name == name)
    if session.scalar(select(Department.id).where(same, Department.id != own)):
        raise NameTaken
    act = "department.changed" if department else "department.added"
    if department is None:
        last = session.scalar(select(func.max(Department.position))) or 0
        department = Department(position=last + 1)
        session.add(department)
    department.code, department.name, department.short_name = code, name, short
    audit.record(session, by, act, on=department, name=name, code=code)
    return department


def move_department(session: Session, by: By, department: Department, up: bool) -> None:
    """Change places with the neighbour above or below, if there is one."""
    order = list(departments(session))
    here = order.index(department)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order):
        one.position = place
    audit.record(session, by, "department.moved", on=department, up=up)


def import_roster(
    session: Session, by: By, entries: Sequence[Entry], issued: Mapping[str, Issued]
) -> list[StaffMember]:
    """The people who were added or changed by the right rows of a list; once more changes nothing.

    `issued` has a password for each new username. The caller has refused lists with wrong rows.
    """
    units = {one.code: one for one in departments(session)}
    people = {staff.username: staff for staff in session.scalars(select(StaffMember))}
    done = []
    for entry in entries:
        person = entry.person
        if person is None:
            continue
        before = people.get(person.username)
        facts = _facts(person, units[person.unit], before)
        if before is None:
            done.append(add_staff(session, by, person.username, facts, issued[person.username]))
        elif entry.changes:
            done.append(edit_staff(session, by, before, facts))
    if done:
        audit.record(session, by, "staff.imported", rows=len(entries), saved=len(done))
    return done


def _facts(person: Person, unit: Department, before: StaffMember | None) -> StaffFacts:
    return StaffFacts(
        full_name=person.full_name,
        department=unit,
        role=person.role or (before.role if before else Role.READER),
        title=person.title or (before.title if before else ""),
        email=person.email or (before.email if before else ""),
        joined_on=person.joined_on or (before.joined_on if before else today()),
        left_on=before.left_on if before else None,
    )


def ensure_admin(session: Session, issued: Issued) -> StaffMember | None:
    """The first administrator, with a unit of their own if there is none; None when one serves."""
    serving = select(StaffMember.id).where(
        StaffMember.role == Role.ADMIN, StaffMember.left_on.is_(None)
    )
    if session.scalar(serving.limit(1)):
        return None
    unit = next(iter(departments(session)), None)
    unit = unit or keep_department(session, None, None, "VP", "Văn phòng", "Văn phòng")
    taken = set(session.scalars(select(StaffMember.username)))
    name = next(one for n in range(1, 1000) if (one := f"quantri{n if n > 1 else ''}") not in taken)
    facts = StaffFacts("Quản trị hệ thống", unit, Role.ADMIN, joined_on=today())
    return add_staff(session, None, name, facts, issued)
