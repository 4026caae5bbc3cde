"""Who may see which directive: the only predicate of the portal.

Lists, details, files, previews, search, counts and exports all go through here. What a person may
not see does not exist for them.

- A draft (a file that waits for the clerk's check) is no directive yet: nobody sees it here; the
  pages of intake ask for Permission.CHECK.
- A published directive: the clerk and the leaders see every one; readers what is addressed to them;
  the head of a unit, and who stands in, also what is addressed to its people; the administrator
  none.
- A replaced or expired directive stays as visible as it was.
- An isolated directive nobody sees.
"""

from collections.abc import Iterator, Sequence

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
from sqlalchemy.orm import Session

from intranet.core.errors import NotFound
from intranet.directives.audience.rule_in_index import (
    word_of_directive,
    word_of_group,
    word_of_row,
    words_of_person,
)
from intranet.directives.audience.rule_in_sql import (
    another_person,
    groups_of,
    is_addressed_to,
    leaves_out,
    may_mean_unit,
)
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.permissions import headed_by
from intranet.people.roles import Permission, may


def visible_to(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Directive` that holds for what this person may see."""
    if not may(staff.role, Permission.READ):
        return false()
    if may(staff.role, Permission.SEE_ALL):
        return Directive.isolated_at.is_(None)
    return and_(Directive.isolated_at.is_(None), _addressed(staff))


def _addressed(staff: StaffMember) -> ColumnElement[bool]:
    own = is_addressed_to(Directive.id, staff)
    return or_(own, *(_addressed_in(unit) for unit in sorted(headed_by(staff))))


def _addressed_in(department_id: int) -> ColumnElement[bool]:
    # Person by person only where somebody is left out; else the entries alone tell it.
    colleague = another_person("colleague")
    theirs = (
        exists()
        .where(colleague.department_id == department_id, is_addressed_to(Directive.id, colleague))
        .correlate_except(colleague)
    )
    named = may_mean_unit(Directive.id, department_id)
    return and_(named, or_(~leaves_out(Directive.id), theirs))


def visible(staff: StaffMember) -> Select[Directive]:
    """All directives that this person may see, ready for filters and order."""
    return select(Directive).where(visible_to(staff))


def visible_ids(staff: StaffMember) -> Select[int]:
    """The ids of all directives that this person may see."""
    return select(Directive.id).where(visible_to(staff))


def directive_for(session: Session, staff: StaffMember, directive_id: int) -> Directive:
    """The directive, if this person may see it; otherwise it does not exist: NotFound."""
    directive = session.scalar(visible(staff).where(Directive.id == directive_id))
    if directive is None:
        raise NotFound
    return directive


def tokens_of(directive: Directive) -> tuple[str, ...]:
    """The audience as words for the search index: the same entries that `visible_to` asks.

    Where somebody is left out no word of a unit or role would be right for all who carry it: such
    a directive is known by its own name, which `tokens_for` gives to whom it is addressed.
    """
    if any(entry.excluded for entry in directive.audience):
        return (word_of_directive(directive.id),)
    return tuple(word_of_row(entry) for entry in directive.audience)


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
    return frozenset({only_for(staff.id)}).union(
        *(words_of_person(person) for person in people),
        _groups_and_names(session, staff, [person.id for person in people]),
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
        yield word_of_group(number) if kind == "group" else word_of_directive(number)
