"""The units of the agency (đơn vị): their order, their names. Nothing here commits."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.errors import existing
from intranet.people.errors import NameTaken
from intranet.people.models import Department, StaffMember


def departments(session: Session) -> Sequence[Department]:
    """All departments in the agency's order."""
    return session.scalars(select(Department).order_by(Department.position, Department.id)).all()


def department(session: Session, department_id: int) -> Department:
    """The department with this number; raises NotFound."""
    return existing(session.get(Department, department_id))


def head_counts(session: Session) -> dict[int, int]:
    """Department id → how many people serve there now."""
    heads = select(StaffMember.department_id, func.count()).where(StaffMember.left_on.is_(None))
    return dict(session.execute(heads.group_by(StaffMember.department_id)).all())


def keep_department(
    session: Session, by: StaffMember | None, department: Department | None, code: str, name: str,
    short: str,
) -> Department:  # fmt: skip
    """The department with these names; None makes a new one at the end. Raises NameTaken."""
    own = department.id if department else 0
    same = (Department.code == code) | (Department.name == name)
    if session.scalar(select(Department.id).where(same, Department.id != own)):
        raise NameTaken(_l("Đã có đơn vị cùng tên hoặc cùng mã."))
    act = "department.changed" if department else "department.added"
    if department is None:
        last = session.scalar(select(func.max(Department.position))) or 0
        department = Department(position=last + 1)
        session.add(department)
    department.code, department.name, department.short_name = code, name, short
    audit.record(session, by, act, on=department, name=name, code=code)
    return department


def move_department(session: Session, by: StaffMember, department: Department, up: bool) -> None:
    """Change places with the neighbour above or below, if there is one."""
    order = list(departments(session))
    here = order.index(department)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, unit in enumerate(order):
        unit.position = position
    audit.record(session, by, "department.moved", on=department, up=up)
