"""What the invented Office keeps about its people: groups, days off, absences, a stand-in."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.language.table_files import table_rows
from intranet.people.models import StaffMember
from intranet.people.organization.absences_and_delegations import delegate, note_absence
from intranet.people.organization.groups import keep_group
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.working_days import keep_year
from intranet.people.roles import Role


def seed_days_off(session: Session, clerk: StaffMember) -> None:
    """The public holidays of last, this and next year."""
    rows = table_rows(__file__, "days_off.tsv")
    for year in range(today().year - 1, today().year + 2):
        days = {date.fromisoformat(day.replace("*", str(year))): name for day, name in rows}
        keep_year(session, clerk, year, days, {})


def seed_groups(session: Session, clerk: StaffMember) -> None:
    """Three groups that directives are often sent to."""
    people = session.scalars(
        select(StaffMember).where(StaffMember.role != Role.ADMIN).order_by(StaffMember.id)
    ).all()
    groups = {
        "Lãnh đạo và trưởng đơn vị": [
            person for person in people if person.role in (Role.UNIT_HEAD, Role.LEADER)
        ],
        "Ban biên tập Trang thông tin": people[5::9],
        "Cán bộ truyền thông": people[3::6],
    }
    for name, members in groups.items():
        keep_group(session, clerk, None, name, {person.id for person in members})


def seed_absences(session: Session, clerk: StaffMember) -> None:
    """Two people away for long, and a unit head with a stand-in."""
    readers = select(StaffMember).filter_by(role=Role.READER).order_by(StaffMember.id.desc())
    mother, seconded, stand_in = session.scalars(readers.limit(3))
    heads = select(StaffMember).filter_by(role=Role.UNIT_HEAD).order_by(StaffMember.id)
    head, day = session.scalars(heads.limit(1)).one(), today()
    note_absence(session, clerk, mother, day - timedelta(days=20), day + timedelta(days=100),
                 AbsenceKind.MATERNITY)  # fmt: skip
    note_absence(session, clerk, seconded, day - timedelta(days=40), None,
                 AbsenceKind.SECONDMENT, "biệt phái về huyện")  # fmt: skip
    delegate(session, clerk, head, stand_in, day, day + timedelta(days=14), "đi công tác")
