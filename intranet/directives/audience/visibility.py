"""Who may see what: the only predicate of the portal.

Lists, details, files, previews, search, counts and exports all go through here. What a person may
not see does not exist for them.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from intranet.core.errors import NotFound
from intranet.directives.audience.rule import (
    another_person,
    groups_of,
    is_addressed,
    leaves_out,
    may_mean_unit,
)
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.duties import headed_by
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, may

EVERYBODY = "all"


def visible_to(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Directive` that holds for what this person may see.

    The clerk and the leaders see everything that is published; readers what is addressed to them;
    the head of a unit, and who stands in, also what is addressed to its people; the administrator
    nothing. What is isolated nobody sees.
    """
    if not may(staff.role, Permission.READ):
        return false()
    if may(staff.role, Permission.SEE_ALL):
        return Directive.isolated_at.is_(None)
    return and_(Directive.isolated_at.is_(None), _addressed(staff))


def is_isolated(directive_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the directive of this id is kept from everybody."""
    one = aliased(Directive)
    return exists().where(one.id == directive_id, one.isolated_at.is_not(None))


def _addressed(staff: StaffMember) -> ColumnElement[bool]:
    own = is_addressed(Directive.id, staff)
    return or_(own, *(_addressed_in(unit) for unit in sorted(headed_by(staff))))


def _addressed_in(department_id: int) -> ColumnElement[bool]:
    # Person by person only where somebody is left out; else the entries alone tell it.
    colleague = another_person("colleague")
    theirs = (
        exists()
        .where(colleague.department_id == department_id, is_addressed(Directive.id, colleague))
        .correlate_except(colleague)
    )
    named = may_mean_unit(Directive.id, department_id)
    return and_(named, or_(~leaves_out(Directive.id), theirs))


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
    """The audience as words for the search index: the same entries that `visible_to` asks.

    Where somebody is left out no word of a unit or role would be right for all who carry it: such
    a directive is known by its own name, which `tokens_for` gives to whom it is addressed.
    """
    if any(entry.excluded for entry in directive.audience):
        return (_own_name(directive.id),)
    return tuple(_token(entry) for entry in directive.audience)


def _own_name(directive_id: int) -> str:
    return f"directive:{directive_id}"


def _token(entry: AudienceEntry) -> str:
    if entry.department_id is not None:
        return f"department:{entry.department_id}"
    if entry.staff_id is not None:
        return f"staff:{entry.staff_id}"
    if entry.role is not None:
        return f"role:{entry.role.value}"
    if entry.title is not None:
        return _title(entry.title)
    return EVERYBODY if entry.group_id is None else f"group:{entry.group_id}"


def _title(title: str) -> str:
    # Words of the index have neither blanks nor marks.
    return f"title:{sha256(title.encode()).hexdigest()[:16]}"


def only_for(staff_id: int) -> str:
    """The word of what is for one person alone, not for the head of their unit."""
    return f"person:{staff_id}"


def tokens_for(session: Session, staff: StaffMember) -> frozenset[str] | None:
    """The words of which an index entry must carry one to be seen; None sees everything."""
    if may(staff.role, Permission.SEE_ALL):
        return None
    if not may(staff.role, Permission.READ):
        return frozenset()
    people, units = {staff}, headed_by(staff)
    if units:
        theirs = select(StaffMember).where(StaffMember.department_id.in_(units))
        people |= set(session.scalars(theirs))
    return frozenset(
        {
            EVERYBODY,
            *(f"department:{one}" for one in {staff.department_id, *units}),
            only_for(staff.id),
            *(f"staff:{one.id}" for one in people),
            *(f"role:{one.role.value}" for one in people),
            *(_title(one.title) for one in people if one.title),
            *_groups_and_names(session, staff, [one.id for one in people]),
        }
    )


def _groups_and_names(session: Session, staff: StaffMember, people: Sequence[int]) -> Iterator[str]:
    # A directive that leaves somebody out is known by its own name to each who may see it.
    groups = groups_of(people).subquery()
    known = leaves_out(Directive.id), visible_to(staff)
    both = union_all(
        select(literal("group"), groups.c[0]),
        select(literal("directive"), Directive.id).where(*known),
    )
    for kind, number in session.execute(both):
        yield f"group:{number}" if kind == "group" else _own_name(number)
