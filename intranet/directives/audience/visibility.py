"""Who may see which directive: the only predicate of the portal.

Lists, details, files, previews, search, counts and exports all go through here. What a person may
not see does not exist for them.

- A draft (a file that waits for the clerk's check) is no directive yet: nobody sees it here. Who
  may see drafts is told by `intake/draft_access.py`.
- A published directive: the clerk and the leaders see every one; readers what is addressed to them;
  the head of a unit, and who stands in, also what is addressed to its people; the administrator
  none.
- A replaced or expired directive stays as visible as it was.
- An isolated directive nobody sees, nor one whose publication was undone.
- A recalled directive the clerk and the leaders see; its readers are told that it was recalled.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NoReturn

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, now, today
from intranet.core.errors import NotFound
from intranet.directives.audience import rule_in_index, rule_in_sql
from intranet.directives.audience.rule import Addressee
from intranet.directives.errors import Recalled
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, headed_by, may


def visible_to(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Directive` that holds for what this person may see."""
    if not may(staff.role, Permission.READ):
        return sa.false()
    if may(staff.role, Permission.SEE_ALL):
        return sa.and_(Directive.isolated_at.is_(None), Directive.undone_at.is_(None))
    return sa.and_(Directive.is_in_store, _is_addressed(staff))


def _is_addressed(staff: StaffMember) -> ColumnElement[bool]:
    own = Addressee(staff.id, staff.department_id, staff.role, staff.title)
    units = sorted(headed_by(staff))
    return sa.or_(_addressed_to(own, today()), *(_addressed_in(unit, today()) for unit in units))


@lru_cache(maxsize=500)
def _addressed_to(person: Addressee, _day: date) -> ColumnElement[bool]:
    # A page asks several times; to put the condition together takes longer than to ask it.
    return rule_in_sql.is_addressed_to(Directive.id, person)


@lru_cache(maxsize=100)
def _addressed_in(department_id: int, _day: date) -> ColumnElement[bool]:
    # Person by person only where somebody is left out; else the entries alone tell it.
    colleague = rule_in_sql.another_person("colleague")
    is_meant = rule_in_sql.is_addressed_to(Directive.id, colleague)
    theirs = sa.exists().where(colleague.department_id == department_id, is_meant)
    named = rule_in_sql.may_mean_unit(Directive.id, department_id)
    spared = ~rule_in_sql.leaves_out(Directive.id)
    return sa.and_(named, sa.or_(spared, theirs.correlate_except(colleague)))


def visible(staff: StaffMember) -> Select[Directive]:
    """All directives that this person may see, ready for filters and order."""
    return select(Directive).where(visible_to(staff))


def visible_ids(staff: StaffMember) -> Select[int]:
    """The ids of all directives that this person may see."""
    return select(Directive.id).where(visible_to(staff))


def directive_for(session: Session, staff: StaffMember, directive_id: int) -> Directive:
    """The directive, if this person may see it; otherwise it does not exist: NotFound.

    Raises Recalled for whom it was addressed to until it was recalled.
    """
    seen = session.scalar(visible(staff).where(Directive.id == directive_id))
    return seen or missing(session, staff, directive_id)


def missing(session: Session, staff: StaffMember, directive_id: int) -> NoReturn:
    """Say why this person does not see a directive: Recalled or NotFound."""
    taken = Directive.isolated_at.is_(None), Directive.undone_at.is_(None), _is_addressed(staff)
    query = select(Directive).where(Directive.id == directive_id, *taken)
    if may(staff.role, Permission.READ) and (recalled := session.scalar(query)):
        raise Recalled(recalled.symbol, local_day(recalled.recalled_at or now()))
    raise NotFound


def tokens_of(directive: Directive) -> tuple[str, ...]:
    """The audience as words for the search index: the same entries that `visible_to` asks.

    Where somebody is left out no word of a unit or role would be right for all who carry it: such
    a directive is known by its own name, which `tokens_for` gives to whom it is addressed.
    """
    if any(entry.excluded for entry in directive.audience):
        return (rule_in_index.word_of_directive(directive.id),)
    return tuple(rule_in_index.word_of_row(entry) for entry in directive.audience)


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
        *(rule_in_index.words_of_person(person) for person in people),
        _groups_and_names(session, staff, [person.id for person in people]),
    )


def _groups_and_names(session: Session, staff: StaffMember, people: Sequence[int]) -> Iterator[str]:
    # A directive that leaves somebody out is known by its own name to each who may see it.
    groups = rule_in_sql.groups_of(people).subquery()
    known = rule_in_sql.leaves_out(Directive.id), visible_to(staff)
    both = sa.union_all(
        select(sa.literal("group"), groups.c[0]),
        select(sa.literal("directive"), Directive.id).where(*known),
    )
    words = {"group": rule_in_index.word_of_group, "directive": rule_in_index.word_of_directive}
    for kind, number in session.execute(both):
        yield words[kind](number)
