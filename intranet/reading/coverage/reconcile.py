"""Bringing reading periods in line with the facts, for some assignments and some people.

It plans from the facts and reads the chain, so doing it again changes nothing and it never drifts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.directives.models import Directive
from intranet.people.models import Membership, StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.coverage import counts, fact_queries
from intranet.reading.coverage.fact_queries import MOST_NAMED, narrowed
from intranet.reading.coverage.facts import AssignmentFacts, DaysReached, StepTaken
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.periods import planned_periods
from intranet.reading.coverage.reading_rules import days_reached
from intranet.reading.models import Assignment, ReceiptStep

PLANNED = ("department_id", "until", "excused", "deadline")
REACHED = tuple(field.name for field in fields(DaysReached))
COLUMNS = (*PLANNED, *REACHED)
KEY = ("assignment_id", "staff_id", "since")
AT_ONCE = 50
PeriodKey = tuple[int, int, date]
PeriodValues = dict[str, Any]


@dataclass(frozen=True)
class PeriodDifference:
    """The periods in the table, with their ids, and those that the facts and the chain give."""

    ids: dict[PeriodKey, int]
    standing: dict[PeriodKey, PeriodValues]
    right: dict[PeriodKey, PeriodValues]

    @property
    def wrong(self) -> list[PeriodKey]:
        """The keys of what must be written, changed or deleted, in order."""
        keys = self.standing.keys() | self.right.keys()
        return sorted(key for key in keys if self.standing.get(key) != self.right.get(key))

    @property
    def units(self) -> set[tuple[int, int]]:
        """The (assignment, unit) pairs in which something differs."""
        return {
            (key[0], periods[key]["department_id"])
            for key in self.wrong
            for periods in (self.standing, self.right)
            if key in periods
        }


def reconcile(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None = None
) -> int:
    """How many periods were wrong for these people (None: all) and are right now.

    Takes the lock of the chain, so that receipts and periods change one after the other.
    """
    if not assignments or (staff_ids is not None and not staff_ids):
        return 0
    session.flush()
    hash_chain.lock(session, ReceiptStep)
    differing = difference(session, assignments, staff_ids)
    wrong = differing.wrong
    if wrong:
        _write(session, differing, wrong)
        counts.recount(session, differing.units)
    return len(wrong)


def reconcile_directive(
    session: Session, directive: Directive, _by: StaffMember | None = None
) -> None:
    """Bring what a directive asks in line with its audience, whoever changed that."""
    query = select(Assignment).filter_by(directive_id=directive.id)
    reconcile(session, session.scalars(query).all())


def reconcile_people(session: Session, staff_ids: Collection[int]) -> None:
    """Bring everything that these people are asked to read in line with where they serve."""
    reconcile(session, fact_queries.assignments_concerning(session, sorted(staff_ids)), staff_ids)


def reconcile_everything(session: Session) -> int:
    """Bring all periods in line, some assignments at a time; how many were wrong."""
    ids = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
    wrong = 0
    for start in range(0, len(ids), AT_ONCE):
        query = select(Assignment).where(Assignment.id.in_(ids[start : start + AT_ONCE]))
        wrong += reconcile(session, session.scalars(query).all())
    return wrong


def record_steps(
    session: Session, assignment: Assignment, steps: Mapping[int, Sequence[StepTaken]]
) -> None:
    """Write the days of these people's steps (person → all of them) into their periods.

    Who is expected when is not planned anew: a step changes nothing about it.
    """
    s = ReadingPeriod
    reached = {
        person: asdict(days_reached(taken, assignment.must_confirm))
        for person, taken in steps.items()
    }
    query = select(s.id, s.staff_id, s.department_id, *(getattr(s, name) for name in REACHED))
    query = narrowed(query.where(s.assignment_id == assignment.id), s.staff_id, reached.keys())
    changed = [
        row
        for row in session.execute(query)
        if row.staff_id in reached and row[3:] != tuple(reached[row.staff_id].values())
    ]
    if changed:
        session.execute(
            update(ReadingPeriod), [{"id": row.id, **reached[row.staff_id]} for row in changed]
        )
        counts.recount(session, {(assignment.id, row.department_id) for row in changed})


def difference(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None = None
) -> PeriodDifference:
    """What the facts and the chain say against what stands in the table."""
    standing = _standing(session, assignments, staff_ids)
    right = dict(_right(session, assignments, staff_ids))
    return PeriodDifference(*standing, right)


def _right(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None
) -> Iterator[tuple[PeriodKey, PeriodValues]]:
    known = fact_queries.assignment_facts(session, assignments)
    people = fact_queries.people_facts(session, _candidates(session, known, staff_ids))
    excuses = fact_queries.excuses_of(session, [facts.assignment_id for facts in known])
    taken = fact_queries.taken_steps(session, assignments, staff_ids)
    days = calendar(session)
    for facts in known:
        for person in people:
            pair = (facts.assignment_id, person.staff_id)
            periods = planned_periods(facts, person, excuses.get(pair, ()), days)
            if not periods:
                continue
            reached = asdict(days_reached(taken.get(pair, ()), facts.must_confirm))
            for period in periods:
                planned = {name: getattr(period, name) for name in PLANNED}
                yield (*pair, period.since), {**planned, **reached}


def _candidates(
    session: Session, known: Sequence[AssignmentFacts], staff_ids: Collection[int] | None
) -> Collection[int] | None:
    # An audience of units and named people need not be compared with the whole agency.
    entries = [entry for facts in known for entry in facts.entries if not entry.excluded]
    named = all(entry.department_id or entry.staff_id for entry in entries)
    if staff_ids is not None or not named or len(known) > 1:
        return staff_ids
    units = {entry.department_id for entry in entries if entry.department_id}
    served = select(Membership.staff_id).where(Membership.department_id.in_(units)).distinct()
    return {*session.scalars(served), *(entry.staff_id for entry in entries if entry.staff_id)}


def _standing(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None
) -> tuple[dict[PeriodKey, int], dict[PeriodKey, PeriodValues]]:
    s = ReadingPeriod
    query = select(*(getattr(s, name) for name in ("id", *KEY, *COLUMNS)))
    wanted = {assignment.id for assignment in assignments}
    people = set(staff_ids) if staff_ids is not None else None
    query = narrowed(narrowed(query, s.assignment_id, wanted), s.staff_id, people)
    rows = {
        row[1:4]: row
        for row in session.execute(query)
        if row[1] in wanted and (people is None or row[2] in people)
    }
    values = {key: dict(zip(COLUMNS, row[4:], strict=True)) for key, row in rows.items()}
    return {key: row[0] for key, row in rows.items()}, values


def _write(session: Session, differing: PeriodDifference, wrong: Sequence[PeriodKey]) -> None:
    s, ids, right = ReadingPeriod, differing.ids, differing.right
    gone = [ids[key] for key in wrong if key not in right]
    for start in range(0, len(gone), MOST_NAMED):
        session.execute(delete(s).where(s.id.in_(gone[start : start + MOST_NAMED])))
    changed = [{"id": ids[key], **right[key]} for key in wrong if key in ids and key in right]
    if changed:
        session.execute(update(s), changed)
    new = [{**dict(zip(KEY, key, strict=True)), **right[key]} for key in wrong if key not in ids]
    if new:
        session.execute(insert(s), new)
