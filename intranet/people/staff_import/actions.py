"""Taking over a list of staff that was judged right. Nothing here commits."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import today
from intranet.language.text.normalization import fold
from intranet.people.accounts.passwords import IssuedPassword
from intranet.people.hooks import Newcomer
from intranet.people.models import Department, StaffMember
from intranet.people.organization.departments import departments
from intranet.people.organization.memberships import keep_memberships
from intranet.people.organization.staff_actions import StaffFacts, write_changes, write_new_staff
from intranet.people.roles import Role
from intranet.people.staff_import.rows import JudgedRow, KnownStaff, ListedPerson


def known_staff(session: Session) -> KnownStaff:
    """What a list of staff is judged against."""
    people = session.scalars(select(StaffMember)).all()
    units = {
        fold(" ".join(name.split())): unit.code
        for unit in departments(session)
        for name in (unit.short_name, unit.code, unit.name)
    }
    return KnownStaff(
        people={staff.username: _listed(staff) for staff in people},
        left=frozenset(staff.username for staff in people if not staff.is_active),
        units=units,
    )


def _listed(staff: StaffMember) -> ListedPerson:
    return ListedPerson(
        staff.username, staff.full_name, staff.department.code, staff.title, staff.role,
        staff.email, staff.joined_on,
    )  # fmt: skip


def import_staff(
    session: Session,
    by: StaffMember | None,
    rows: Sequence[JudgedRow],
    issued: Mapping[str, IssuedPassword],
) -> list[StaffMember]:
    """The people who were added or changed by the right rows of a list; once more changes nothing.

    `issued` has a password for each new username. The caller has refused lists with wrong rows.
    """
    units = {unit.code: unit for unit in departments(session)}
    people = {staff.username: staff for staff in session.scalars(select(StaffMember))}
    done = []
    for person in (row.person for row in rows if row.person and (row.is_new or row.changes)):
        staff = people.get(person.username)
        facts = _facts(person, units[person.unit], staff)
        if staff is None:
            staff = write_new_staff(session, by, person.username, facts, issued[person.username])
        else:
            write_changes(session, by, staff, facts)
        done.append(staff)
    keep_memberships(session, done)
    if done:
        audit.record(session, by, "staff.imported", rows=len(rows), saved=len(done))
    return done


def newcomers(session: Session, rows: Sequence[JudgedRow]) -> dict[int, Newcomer]:
    """Line of the list → who would be new with it, for everybody without an account."""
    units = {unit.code: unit for unit in departments(session)}
    new = {row.line: row.person for row in rows if row.person and row.is_new}
    facts = {line: _facts(person, units[person.unit], None) for line, person in new.items()}
    return {
        line: Newcomer(one.department.id, one.role, one.title, one.joined_on or today())
        for line, one in facts.items()
    }


def _facts(person: ListedPerson, unit: Department, before: StaffMember | None) -> StaffFacts:
    known = before or StaffFacts(person.full_name, unit, Role.READER, joined_on=today())
    return StaffFacts(
        person.full_name, unit, person.role or known.role, person.title or known.title,
        person.email or known.email, person.joined_on or known.joined_on, known.left_on,
    )  # fmt: skip
