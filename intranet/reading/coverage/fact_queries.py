"""The facts that coverage is counted from, out of the tables."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from intranet.core.clock import local_day
from intranet.directives.models import AudienceEntry, Version
from intranet.directives.values import Following
from intranet.people.models import Membership
from intranet.people.organization.models import Absence, GroupMember
from intranet.reading.coverage.facts import (
    AssignmentFacts,
    AudienceFact,
    GroupSpan,
    PersonFacts,
    Posting,
    Span,
    StepTaken,
)
from intranet.reading.models import Assignment, Excuse, ReceiptStep

MOST_NAMED = 500


def people_facts(session: Session, staff_ids: Collection[int] | None = None) -> list[PersonFacts]:
    """Everybody, or these people, with places, groups and absences."""

    def of(query: Any, column: Any) -> dict[int, list[Any]]:
        if staff_ids is not None and len(staff_ids) <= MOST_NAMED:
            query = query.where(column.in_(staff_ids))
        found: dict[int, list[Any]] = defaultdict(list)
        for staff_id, *rest in session.execute(query):
            found[staff_id].append(rest)
        return found

    m, g, a = Membership, GroupMember, Absence
    places = of(select(m.staff_id, m.since, m.until, m.department_id, m.role, m.title)
                .order_by(m.since, m.id), m.staff_id)  # fmt: skip
    groups = of(select(g.staff_id, g.since, g.until, g.group_id), g.staff_id)
    absences = of(select(a.staff_id, a.since, a.until).where(a.withdrawn_at.is_(None)), a.staff_id)
    wanted = places.keys() if staff_ids is None else places.keys() & set(staff_ids)
    return [
        PersonFacts(
            one,
            tuple(Posting(*row) for row in places[one]),
            tuple(GroupSpan(*row) for row in groups.get(one, ())),
            tuple(Span(*row) for row in absences.get(one, ())),
        )
        for one in sorted(wanted)
    ]


def givens(session: Session, assignments: Sequence[Assignment]) -> list[AssignmentFacts]:
    """These assignments with their audiences."""
    directives = {one.directive_id for one in assignments}
    e = AudienceEntry
    query = select(
        e.directive_id, e.department_id, e.staff_id, e.role, e.title, e.group_id, e.excluded,
        e.added_on,
    )  # fmt: skip
    if len(directives) <= MOST_NAMED:
        query = query.where(e.directive_id.in_(directives))
    entries: dict[int, list[AudienceFact]] = defaultdict(list)
    row: list[Any]
    for directive_id, *row in session.execute(query):
        entries[directive_id].append(AudienceFact(*row))
    return [
        AssignmentFacts(
            assignment_id=one.id,
            assigned_on=local_day(one.assigned_at),
            closed_on=local_day(one.closed_at) if one.closed_at else None,
            must_confirm=one.must_confirm,
            deadline=one.deadline,
            working_days=one.working_days,
            fixed=one.following is Following.FIXED,
            entries=tuple(entries[one.directive_id]),
        )
        for one in assignments
    ]


def excuses_of(
    session: Session, assignment_ids: Collection[int]
) -> dict[tuple[int, int], list[Span]]:
    """(assignment, person) → the times excused from it."""
    query = select(Excuse.assignment_id, Excuse.staff_id, Excuse.since, Excuse.until)
    if len(assignment_ids) <= MOST_NAMED:
        query = query.where(Excuse.assignment_id.in_(assignment_ids))
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for assignment_id, staff_id, since, until in session.execute(query):
        found[assignment_id, staff_id].append(Span(since, until))
    return found


def assignment_of_version() -> Select[int, int]:
    """(version, assignment): its own, or the nearest before it where a minor version has none."""
    newer = aliased(Assignment)
    passed = select(newer.id).where(
        newer.directive_id == Version.directive_id,
        newer.version_id <= Version.id,
        newer.version_id > Assignment.version_id,
    )
    return (
        select(Version.id.label("version_id"), Assignment.id.label("assignment_id"))
        .join(Assignment, Assignment.directive_id == Version.directive_id)
        .where(Assignment.version_id <= Version.id, ~passed.exists())
    )


def taken_steps(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None = None
) -> dict[tuple[int, int], list[StepTaken]]:
    """(assignment, person) → the steps of the chain that count for it."""
    directives = {one.directive_id for one in assignments}
    pairs = assignment_of_version()
    if len(directives) <= MOST_NAMED:
        pairs = pairs.where(Version.directive_id.in_(directives))
    counts_for = {row[0]: row[1] for row in session.execute(pairs)}
    r = ReceiptStep
    query = select(r.version_id, r.staff_id, r.step, r.at, r.way, r.told_on)
    if len(counts_for) <= MOST_NAMED:
        query = query.where(r.version_id.in_(counts_for))
    if staff_ids is not None and len(staff_ids) <= MOST_NAMED:
        query = query.where(r.staff_id.in_(staff_ids))
    wanted = {one.id for one in assignments}
    people = set(staff_ids) if staff_ids is not None else None
    found: dict[tuple[int, int], list[StepTaken]] = defaultdict(list)
    step: list[Any]
    for version_id, staff_id, *step in session.execute(query):
        assignment_id = counts_for.get(version_id)
        if assignment_id in wanted and (people is None or staff_id in people):
            found[assignment_id, staff_id].append(StepTaken(*step))
    return found
