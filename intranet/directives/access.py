"""Who may see what: the only predicate of the portal.

Lists, details, files, previews, search, counts and exports all go through here. What a person may
not see does not exist for them.
"""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from intranet.core.errors import NotFound
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.duties import Duty, may
from intranet.people.models import Role, StaffMember

EVERYBODY = "all"


def visible_to(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Directive` that holds for what this person may see.

    The clerk and the leaders see everything that is published; readers what is addressed to them;
    a unit head also what is addressed to people of the own unit; the administrator nothing. What
    is isolated nobody sees.
    """
    if not may(staff.role, Duty.READ):
        return false()
    if may(staff.role, Duty.SEE_ALL):
        return Directive.isolated_at.is_(None)
    addressed = exists().where(AudienceEntry.directive_id == Directive.id, or_(*_addressed(staff)))
    return and_(Directive.isolated_at.is_(None), addressed)


def is_isolated(directive_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the directive of this id is kept from everybody."""
    one = aliased(Directive)
    return exists().where(one.id == directive_id, one.isolated_at.is_not(None))


def _addressed(staff: StaffMember) -> list[ColumnElement[bool]]:
    entry = AudienceEntry
    ways: list[ColumnElement[bool]] = [
        and_(entry.department_id.is_(None), entry.staff_id.is_(None)),
        entry.department_id == staff.department_id,
        entry.staff_id == staff.id,
    ]
    if staff.role is Role.UNIT_HEAD:
        own = select(StaffMember.id).where(StaffMember.department_id == staff.department_id)
        ways.append(entry.staff_id.in_(own))
    return ways


def visible(staff: StaffMember) -> Select[Directive]:
    """All directives that this person may see, ready for filters and order."""
    return select(Directive).where(visible_to(staff))


def directive_for(session: Session, staff: StaffMember, directive_id: int) -> Directive:
    """The directive, if this person may see it; otherwise it does not exist: NotFound."""
    found = session.scalar(visible(staff).where(Directive.id == directive_id))
    if found is None:
        raise NotFound
    return found


def tokens_of(directive: Directive) -> tuple[str, ...]:
    """The audience as words for the search index: the same entries that `visible_to` asks."""
    return tuple(_token(entry) for entry in directive.audience)


def _token(entry: AudienceEntry) -> str:
    if entry.department_id is not None:
        return f"department:{entry.department_id}"
    return f"staff:{entry.staff_id}" if entry.staff_id is not None else EVERYBODY


def only_for(staff_id: int) -> str:
    """The word of what is for one person alone, not for the head of their unit."""
    return f"person:{staff_id}"


def tokens_for(session: Session, staff: StaffMember) -> frozenset[str] | None:
    """The words of which an index entry must carry one to be seen; None sees everything."""
    if may(staff.role, Duty.SEE_ALL):
        return None
    if not may(staff.role, Duty.READ):
        return frozenset()
    own = {staff.id}
    if staff.role is Role.UNIT_HEAD:
        same = select(StaffMember.id).where(StaffMember.department_id == staff.department_id)
        own |= set(session.scalars(same))
    return frozenset(
        {
            EVERYBODY,
            f"department:{staff.department_id}",
            only_for(staff.id),
            *(f"staff:{one}" for one in own),
        }
    )
