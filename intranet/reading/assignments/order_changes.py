"""Changing how and by whom a published directive is to be read: deadline, confirming, audience.

What a change does is looked at by making it and taking it back, so the preview says what will be.
Nothing here commits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import audit, hash_chain
from intranet.core.clock import local_day, today
from intranet.core.task_queue import after_commit
from intranet.directives import actions as repository
from intranet.directives import errors
from intranet.directives.audience.audience_words import audience_in_words
from intranet.directives.audience.rule import Audience
from intranet.directives.changes.models import ChangeKind, PublicationChange
from intranet.directives.changes.withdrawal import note_change
from intranet.directives.models import Directive
from intranet.directives.signals import directive_changed
from intranet.people.models import StaffMember
from intranet.people.organization.working_days import calendar
from intranet.reading.assignments import change_notices
from intranet.reading.assignments.delivery import deliver_assignment
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.reconcile import reconcile
from intranet.reading.models import Assignment, ReceiptStep
from intranet.reading.receipts.sealed_basis import CHANGED

Difference = tuple[str, Any, Any]
"""What differs, before and after, as plain values: ("deadline", "2026-12-05", "2026-12-12")."""


@dataclass(frozen=True)
class NewOrder:
    """For whom a directive is from now on, by when and how it is to be read."""

    audience: Audience
    deadline: date | None = None
    must_confirm: bool = True
    remind: bool = True


@dataclass(frozen=True)
class Standing:
    """How the people who are asked today stand: all, and who of them is done, missing, late."""

    asked: frozenset[int] = frozenset()
    done: frozenset[int] = frozenset()
    missing: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Effect:
    """What a change does: the differences, and how people stood before and stand after it."""

    differences: Sequence[Difference]
    before: Standing
    after: Standing

    @property
    def added(self) -> frozenset[int]:
        """Who is asked now and was not."""
        return self.after.asked - self.before.asked

    @property
    def removed(self) -> frozenset[int]:
        """Who is asked no more."""
        return self.before.asked - self.after.asked

    @property
    def undone_again(self) -> frozenset[int]:
        """Who was done and is not any more."""
        return (self.before.done & self.after.asked) - self.after.done

    @property
    def told_of_terms(self) -> frozenset[int]:
        """Who was asked already, is not done, and hears of other terms."""
        terms = any(name in {"deadline", "must_confirm"} for name, _old, _new in self.differences)
        return self.after.missing - self.added if terms else frozenset()

    @property
    def told_of_end(self) -> frozenset[int]:
        """Who had not read it and hears that it need not be read any more."""
        return self.removed & self.before.missing

    @property
    def told(self) -> frozenset[int]:
        """Who gets a notice."""
        return self.added | self.told_of_end | self.told_of_terms


def change_order(
    session: Session, by: StaffMember, directive: Directive, assignment: Assignment | None,
    new: NewOrder, reason: str = "",
) -> PublicationChange:  # fmt: skip
    """The change, told to whom it concerns; `assignment` is None where nobody was asked to read.

    Raises NothingChanged, NobodyAddressed, DeadlineTooEarly, SecretTyped.
    """
    effect = make_change(session, by, directive, assignment, new)
    plain = [list(difference) for difference in effect.differences]
    change = note_change(session, by, directive, ChangeKind.REORDERED, reason, plain)
    if assignment is not None:
        _note_terms(session, by, assignment, effect)
        terms = {name for name, _old, _new in effect.differences}
        told = change.id, reason.strip()
        change_notices.tell_terms(session, assignment, effect.told_of_terms, terms, *told)
        change_notices.tell_released(session, directive, effect.removed, effect.told_of_end, *told)
        after_commit(session, deliver_assignment, assignment.id)
    directive_changed.send(session, directive)
    return change


def _note_terms(session: Session, by: StaffMember, assignment: Assignment, effect: Effect) -> None:
    terms = {name: [old, new] for name, old, new in effect.differences if name != "audience"}
    if terms:
        # What receipts have sealed of the old deadline is held against this line of the trail.
        newest = session.scalar(select(func.max(ReceiptStep.id))) or 0
        audit.record(session, by, CHANGED, on=assignment, sealed_until=newest, **terms)


def make_change(
    session: Session, by: StaffMember, directive: Directive, assignment: Assignment | None,
    new: NewOrder,
) -> Effect:  # fmt: skip
    """What the change does, done: a preview rolls it back. Raises as `change_order` does."""
    before, audience = _standing(session, assignment), audience_in_words(directive.audience)
    differences = _terms(session, assignment, new) if assignment else []
    repository.readdress(session, by, directive, new.audience)
    if (named := audience_in_words(directive.audience)) != audience:
        differences.append(("audience", audience, named))
    if not differences:
        raise errors.NothingChanged
    reconcile(session, [assignment] if assignment else [])
    return Effect(differences, before, _standing(session, assignment))


def _terms(session: Session, assignment: Assignment, new: NewOrder) -> list[Difference]:
    # The differences in how it is to be read, written into the assignment.
    differences: list[Difference] = []
    if new.deadline != assignment.deadline:
        if new.deadline and new.deadline < today():
            raise errors.DeadlineTooEarly
        differences.append(("deadline", _iso(assignment.deadline), _iso(new.deadline)))
        hash_chain.lock(session, ReceiptStep)  # no receipt seals the old deadline after this
        start = local_day(assignment.assigned_at)
        days = calendar(session).between(start, new.deadline) if new.deadline else None
        assignment.deadline, assignment.working_days = new.deadline, days and max(1, days)
    for name in ("must_confirm", "remind"):
        old, wanted = getattr(assignment, name), getattr(new, name)
        if old != wanted:
            differences.append((name, old, wanted))
            setattr(assignment, name, wanted)
    session.flush()
    return differences


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _standing(session: Session, assignment: Assignment | None) -> Standing:
    if assignment is None:
        return Standing()
    day = today()
    rules = (reading_rules.done_by, reading_rules.missing_on, reading_rules.late_on)
    query = select(ReadingPeriod.staff_id, *(rule(day) for rule in rules))
    asked = query.where(
        ReadingPeriod.assignment_id == assignment.id, reading_rules.expected_on(day)
    )
    rows = session.execute(asked).all()

    def those(column: int) -> frozenset[int]:
        return frozenset(row[0] for row in rows if row[column])

    return Standing(those(0), those(1), those(2), those(3))


def names_of(session: Session, people: Iterable[int]) -> list[str]:
    """The names of these people in the order of the office."""
    query = select(StaffMember.full_name).where(StaffMember.id.in_(set(people)))
    return list(session.scalars(query.order_by(StaffMember.department_id, StaffMember.id)))
