"""What the invented Office keeps about its people: groups, days off, absences, a stand-in."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.models import StaffMember
from intranet.people.organization.absences import note_absence
from intranet.people.organization.delegations import delegate
from intranet.people.organization.groups import keep_group
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.working_days import keep_year
from intranet.people.roles import Role

EVERY_YEAR = {(1, 1): "Tết Dương lịch", (4, 30): "Ngày Chiến thắng", (5, 1): "Quốc tế Lao động",
              (9, 1): "Quốc khánh", (9, 2): "Quốc khánh"}  # fmt: skip
BY_THE_MOON = {
    2026: {**{date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)},
           date(2026, 4, 27): "Giỗ Tổ Hùng Vương, nghỉ bù"},
    2027: {**{date(2027, 2, day): "Tết Nguyên đán" for day in range(5, 10)},
           date(2027, 4, 16): "Giỗ Tổ Hùng Vương"},
}  # fmt: skip
"""Days off that follow the lunar calendar (Bộ luật Lao động, art. 112), for the years at hand."""


def seed_days_off(session: Session, clerk: StaffMember) -> None:
    """The public holidays of last, this and next year."""
    for year in (today().year - 1, today().year, today().year + 1):
        days = {date(year, *day): name for day, name in EVERY_YEAR.items()}
        keep_year(session, clerk, year, days | BY_THE_MOON.get(year, {}), {})


def seed_groups(session: Session, clerk: StaffMember) -> None:
    """Three groups that directives are often sent to."""
    people = session.scalars(
        select(StaffMember).where(StaffMember.role != Role.ADMIN).order_by(StaffMember.id)
    ).all()
    heads = {person.id for person in people if person.role in (Role.UNIT_HEAD, Role.LEADER)}
    keep_group(session, clerk, None, "Lãnh đạo và trưởng đơn vị", heads)
    keep_group(session, clerk, None, "Ban biên tập Trang thông tin", {p.id for p in people[5::9]})
    keep_group(session, clerk, None, "Cán bộ truyền thông", {person.id for person in people[3::6]})


def seed_absences(session: Session, clerk: StaffMember) -> None:
    """Two people away for long, and a unit head with a stand-in."""
    readers = session.scalars(
        select(StaffMember).filter_by(role=Role.READER).order_by(StaffMember.id.desc()).limit(3)
    ).all()
    day = today()
    note_absence(session, clerk, readers[0], day - timedelta(days=20), day + timedelta(days=100),
                 AbsenceKind.MATERNITY)  # fmt: skip
    note_absence(session, clerk, readers[1], day - timedelta(days=40), None,
                 AbsenceKind.SECONDMENT, "biệt phái về huyện")  # fmt: skip
    head = session.scalars(
        select(StaffMember).filter_by(role=Role.UNIT_HEAD).order_by(StaffMember.id).limit(1)
    ).one()
    delegate(session, clerk, head, readers[2], day, day + timedelta(days=14), "đi công tác")
