"""The facts that coverage is counted from, read out of the tables."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day
from intranet.directives.audience import rule
from intranet.directives.audience.models import FormerAudienceEntry
from intranet.directives.models import ADDRESSEES, AudienceEntry, Version
from intranet.directives.values import Following
from intranet.people.models import Membership, StaffMember
from intranet.people.organization.models import Absence, GroupMember
from intranet.reading.assigned_versions import assignment_of_version
from intranet.reading.coverage import facts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.models import Assignment, Excuse, ReceiptStep

Fact = TypeVar("Fact")
MOST_NAMED = 500
"""Of more than so many rows a query is asked for all; what is not wanted is left out here."""


def narrowed(
    query: Select[*tuple[Any, ...]], column: Any, ids: Collection[int] | None
) -> Select[*tuple[Any, ...]]:
    """The query for these ids; for all where there are none or too many to name."""
    return query if ids is None or len(ids) > MOST_NAMED else query.where(column.in_(ids))


def people_facts(
    session: Session, staff_ids: Collection[int] | None = None
) -> list[facts.PersonFacts]:
    """Everybody who ever served, or these of them, with postings, groups and absences."""

    def by_person(kind: type[Fact], model: Any, *columns: Any) -> dict[int, list[Fact]]:
        query = select(model.staff_id, model.since, model.until, *columns).order_by(
            model.since, model.id
        )
        if model is Absence:
            query = query.where(Absence.withdrawn_at.is_(None))
        return _by_key(
            (staff_id, kind(*fact))
            for staff_id, *fact in session.execute(narrowed(query, model.staff_id, staff_ids))
        )

    postings = by_person(
        facts.Posting, Membership, Membership.department_id, Membership.role, Membership.title
    )
    groups = by_person(facts.GroupSpan, GroupMember, GroupMember.group_id)
    absences = by_person(facts.Span, Absence)
    wanted = postings.keys() if staff_ids is None else postings.keys() & set(staff_ids)
    accounts = select(StaffMember.id, StaffMember.account_since)
    since = {row[0]: row[1] for row in session.execute(narrowed(accounts, StaffMember.id, wanted))}
    return [
        facts.PersonFacts(
            person,
            postings[person],
            groups.get(person, ()),
            absences.get(person, ()),
            since.get(person),
        )
        for person in sorted(wanted)
    ]


def _by_key(pairs: Iterable[tuple[Any, Fact]]) -> dict[Any, list[Fact]]:
    by_key: dict[Any, list[Fact]] = defaultdict(list)
    for key, fact in pairs:
        by_key[key].append(fact)
    return by_key


def assignment_facts(
    session: Session, assignments: Sequence[Assignment]
) -> list[facts.AssignmentFacts]:
    """These assignments with their audiences, of today and of before."""
    directives = {assignment.directive_id for assignment in assignments}
    names = (*ADDRESSEES, "excluded", "added_on")
    audiences: dict[int, list[rule.AudienceRow]] = defaultdict(list)
    for model, ended in ((AudienceEntry, ()), (FormerAudienceEntry, ("ended_on",))):
        e: Any = model
        query = select(e.directive_id, *(getattr(e, name) for name in (*names, *ended)))
        for directive_id, *entry in session.execute(narrowed(query, e.directive_id, directives)):
            audiences[directive_id].append(rule.AudienceRow(*entry))
    return [
        facts.AssignmentFacts(
            assignment_id=assignment.id,
            assigned_on=local_day(assignment.assigned_at),
            closed_on=local_day(assignment.closed_at) if assignment.closed_at else None,
            must_confirm=assignment.must_confirm,
            deadline=assignment.deadline,
            working_days=assignment.working_days,
            fixed=assignment.following is Following.FIXED,
            entries=audiences.get(assignment.directive_id, ()),
        )
        for assignment in assignments
    ]


def excuses_of(
    session: Session, assignment_ids: Collection[int]
) -> dict[tuple[int, int], list[facts.Span]]:
    """(assignment, person) → the times excused from it."""
    query = select(Excuse.assignment_id, Excuse.staff_id, Excuse.since, Excuse.until)
    rows = session.execute(narrowed(query, Excuse.assignment_id, assignment_ids))
    return _by_key(
        ((assignment_id, staff_id), facts.Span(*span)) for assignment_id, staff_id, *span in rows
    )


def taken_steps(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None = None
) -> dict[tuple[int, int], list[facts.StepTaken]]:
    """(assignment, person) → the steps of the chain that count for it."""
    directives = {assignment.directive_id for assignment in assignments}
    pairs = narrowed(assignment_of_version(), Version.directive_id, directives)
    counts_for = {row[0]: row[1] for row in session.execute(pairs)}
    r = ReceiptStep
    query = select(r.version_id, r.staff_id, r.step, r.at, r.way, r.told_on)
    narrow = narrowed(narrowed(query, r.version_id, counts_for), r.staff_id, staff_ids)
    wanted = {assignment.id for assignment in assignments}
    people = set(staff_ids) if staff_ids is not None else None
    return _by_key(
        ((counts_for[row[0]], row[1]), facts.StepTaken(*row[2:]))
        for row in session.execute(narrow)
        if counts_for.get(row[0]) in wanted and (people is None or row[1] in people)
    )


def assignments_concerning(session: Session, staff_ids: Sequence[int]) -> Sequence[Assignment]:
    """The assignments that these people have periods in, or whose audience may mean them.

    What was closed before the first of them served asks none of them.
    """
    periods = select(ReadingPeriod.assignment_id).where(ReadingPeriod.staff_id.in_(staff_ids))
    served = select(func.min(Membership.since)).where(Membership.staff_id.in_(staff_ids))
    since_then = or_(
        Assignment.closed_at.is_(None), Assignment.closed_at >= served.scalar_subquery()
    )
    addressed = Assignment.directive_id.in_(_directives_for(staff_ids))
    concerns = or_(Assignment.id.in_(periods), and_(addressed, since_then))
    return session.scalars(select(Assignment).where(concerns).order_by(Assignment.id)).all()


def _directives_for(staff_ids: Sequence[int]) -> Select[int]:
    # By all that these people ever were; whom an audience means on a day is planned afterwards.
    e, m, g = AudienceEntry, Membership, GroupMember
    ever: dict[rule.Criterion, Any] = {
        rule.UNIT: m.department_id, rule.ROLE: m.role, rule.TITLE: m.title,
    }  # fmt: skip
    groups = select(g.group_id).where(g.staff_id.in_(staff_ids))
    may_mean = or_(
        and_(*(getattr(e, by.row).is_(None) for by in rule.CRITERIA)),
        e.staff_id.in_(staff_ids),
        e.group_id.in_(groups),
        *(
            getattr(e, by.row).in_(select(column).where(m.staff_id.in_(staff_ids)))
            for by, column in ever.items()
        ),
    )
    return select(e.directive_id).where(~e.excluded, may_mean)
