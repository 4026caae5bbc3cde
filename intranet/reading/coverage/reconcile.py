"""Bringing stretches in line with the facts, for some assignments and some people.

It plans from the facts and folds the chain, so doing it again changes nothing and it never drifts.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intranet.core import hash_chain
from intranet.people.models import Membership
from intranet.people.organization.holidays import calendar
from intranet.reading.coverage import counts
from intranet.reading.coverage.fact_queries import (
    MOST_NAMED,
    excuses_of,
    givens,
    people_facts,
    taken_steps,
)
from intranet.reading.coverage.facts import AssignmentFacts, StepTaken, reached
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.periods import planned
from intranet.reading.models import Assignment, ReceiptStep

COLUMNS = (
    "department_id", "until", "excused", "deadline", "delivered_on", "opened_on", "read_on",
    "confirmed_on", "done_on", "done_at", "done_way",
)  # fmt: skip
Key = tuple[int, int, Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class PeriodDifference:
    """What stands in the table, and what should: by (assignment, person, since)."""

    standing: dict[Key, tuple[int, Row]]
    wanted: dict[Key, Row]

    @property
    def wrong(self) -> list[Key]:
        """The keys that should stand otherwise, in order."""
        keys = self.standing.keys() | self.wanted.keys()
        return sorted(key for key in keys if self._is_wrong(key))

    def _is_wrong(self, key: Key) -> bool:
        if key not in self.standing or key not in self.wanted:
            return True
        return self.standing[key][1] != self.wanted[key]

    def cells(self) -> set[tuple[int, int]]:
        """The (assignment, unit) pairs in which something differs."""
        found = set()
        for key in self.wrong:
            if key in self.standing:
                found.add((key[0], self.standing[key][1]["department_id"]))
            if key in self.wanted:
                found.add((key[0], self.wanted[key]["department_id"]))
        return found


def reconcile(
    session: Session,
    assignments: Sequence[Assignment],
    staff_ids: Collection[int] | None = None,
) -> int:
    """How many stretches were wrong for these people (None: all) and are right now.

    Takes the lock of the chain, so that receipts and stretches change one after the other.
    """
    if not assignments or (staff_ids is not None and not staff_ids):
        return 0
    session.flush()
    hash_chain.head(session, ReceiptStep, lock=True)
    found = difference(session, assignments, staff_ids)
    wrong = found.wrong
    if wrong:
        _write(session, found, wrong)
        counts.recount(session, found.cells())
    return len(wrong)


def difference(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None = None
) -> PeriodDifference:
    """What the facts and the chain say against what stands in the table."""
    wanted = _wanted(session, assignments, staff_ids)
    return PeriodDifference(_standing(session, assignments, staff_ids), dict(wanted))


def _wanted(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None
) -> Iterator[tuple[Key, Row]]:
    known = givens(session, assignments)
    people = people_facts(session, _candidates(session, known, staff_ids))
    excuses = excuses_of(session, [one.assignment_id for one in known])
    taken = taken_steps(session, assignments, staff_ids)
    days = calendar(session)
    nothing: list[StepTaken] = []
    for given in known:
        for person in people:
            pair = (given.assignment_id, person.staff_id)
            plan = planned(given, person, excuses.get(pair, ()), days)
            if not plan:
                continue
            steps = asdict(reached(taken.get(pair, nothing), given.must_confirm))
            for one in plan:
                about = {"department_id": one.department_id, "until": one.until,
                         "excused": one.excused, "deadline": one.deadline}  # fmt: skip
                yield (*pair, one.since), {**about, **steps}


def _candidates(
    session: Session, known: Sequence[AssignmentFacts], staff_ids: Collection[int] | None
) -> Collection[int] | None:
    # An audience of units and named people need not be compared with the whole agency.
    entries = [entry for given in known for entry in given.entries if not entry.excluded]
    named = all(one.department_id or one.staff_id for one in entries)
    if staff_ids is not None or not named or len(known) > 1:
        return staff_ids
    units = {one.department_id for one in entries if one.department_id}
    served = select(Membership.staff_id).where(Membership.department_id.in_(units)).distinct()
    return {*session.scalars(served), *(one.staff_id for one in entries if one.staff_id)}


def _standing(
    session: Session, assignments: Sequence[Assignment], staff_ids: Collection[int] | None
) -> dict[Key, tuple[int, Row]]:
    s = ReadingPeriod
    query = select(s.id, s.assignment_id, s.staff_id, s.since, *(getattr(s, n) for n in COLUMNS))
    wanted = {one.id for one in assignments}
    if len(wanted) <= MOST_NAMED:
        query = query.where(s.assignment_id.in_(wanted))
    people = set(staff_ids) if staff_ids is not None else None
    if people is not None and len(people) <= MOST_NAMED:
        query = query.where(s.staff_id.in_(people))
    return {
        (assignment_id, staff_id, since): (number, dict(zip(COLUMNS, rest, strict=True)))
        for number, assignment_id, staff_id, since, *rest in session.execute(query)
        if assignment_id in wanted and (people is None or staff_id in people)
    }


def _write(session: Session, found: PeriodDifference, wrong: Sequence[Key]) -> None:
    gone = [found.standing[key][0] for key in wrong if key not in found.wanted]
    for start in range(0, len(gone), MOST_NAMED):
        session.execute(
            delete(ReadingPeriod).where(ReadingPeriod.id.in_(gone[start : start + MOST_NAMED]))
        )
    changed = [
        {"id": found.standing[key][0], **found.wanted[key]}
        for key in wrong
        if key in found.standing and key in found.wanted
    ]
    if changed:
        session.execute(update(ReadingPeriod), changed)
    names = ("assignment_id", "staff_id", "since")
    new = [
        {**dict(zip(names, key, strict=True)), **found.wanted[key]}
        for key in wrong
        if key not in found.standing
    ]
    if new:
        session.execute(insert(ReadingPeriod), new)
