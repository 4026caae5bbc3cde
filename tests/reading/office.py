"""An office to which anything may happen on any day of some weeks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from config import Settings
from intranet import create_app
from intranet.core.clock import HOME, today
from intranet.core.database import db
from intranet.directives import actions as repository
from intranet.directives.audience.entries import audience_of, entries_of
from intranet.directives.audience.rule import Audience
from intranet.directives.changes.withdrawal import recall, restore
from intranet.directives.errors import NobodyAddressed, NothingChanged, SymbolExists
from intranet.directives.models import Directive
from intranet.directives.values import Following, ReadingOrder
from intranet.people.errors import MoveOutOfOrder
from intranet.people.organization import absences_and_delegations
from intranet.people.organization.groups import keep_group
from intranet.people.organization.models import AbsenceKind
from intranet.people.roles import Role
from intranet.reading.assignments.actions import assign, close, excuse
from intranet.reading.assignments.order_changes import NewOrder, change_order
from intranet.reading.models import Assignment, Closing, ReceiptMethod, Step
from intranet.reading.receipts.confirmation import enter_receipt
from intranet.reading.receipts.errors import (
    AssignmentClosed,
    NotAddressed,
    ReplacedMeanwhile,
    ToldOnWrongDay,
)
from intranet.reading.receipts.steps import take_steps
from tests.making import Make

DAYS = 24
Act = tuple[str, int, int, int]
REFUSED = (
    NotAddressed, ReplacedMeanwhile, AssignmentClosed, ToldOnWrongDay, MoveOutOfOrder,
    NobodyAddressed, NothingChanged, SymbolExists,
)  # fmt: skip


def first_day() -> date:
    return today() - timedelta(days=DAYS)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), HOME)


ACTS = st.tuples(
    st.sampled_from(
        ["publish", "publish fixed", "minor", "again", "join", "move", "leave", "return", "promote",
         "absent", "excuse", "open", "read", "confirm", "paper", "withdraw", "widen", "narrow",
         "new terms", "recall", "group"]
    ),
    st.integers(0, DAYS),
    st.integers(0, 9),
    st.integers(0, 9),
)  # fmt: skip


class Office:
    """Three units, five people, and whatever is done to them."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.units = [make.department() for _ in range(3)]
        self.clerk = make.clerk(department=self.units[0])
        self.people = [make.staff(department=self.units[n % 3]) for n in range(4)]
        self.directives: list[Directive] = []
        self.group = None

    def _one(self, things, number):
        return things[number % len(things)] if things else None

    def play(self, acts: list[Act]) -> None:
        """Everything in the order of its days; what the portal refuses does not happen."""
        for name, day, one, two in sorted(acts, key=lambda act: act[1]):
            try:
                self.act(name, first_day() + timedelta(days=day), one, two)
            except REFUSED:
                db.session.rollback()

    def act(self, name: str, day: date, one: int, two: int) -> None:
        getattr(self, "do_" + name.replace(" ", "_"))(day, one, two)
        db.session.commit()

    def _publish(self, day, one, two, following):
        audience = [
            Audience(everybody=True),
            Audience(departments=frozenset({self.units[one % 3].id})),
            Audience(staff=frozenset({self._one(self.people, two).id})),
            Audience(roles=frozenset({Role.UNIT_HEAD})),
            Audience(everybody=True, except_departments=frozenset({self.units[two % 3].id})),
            Audience(
                departments=frozenset({self.units[one % 3].id}),
                except_staff=frozenset({self._one(self.people, two).id}),
            ),
            Audience(groups=frozenset({self.group.id} if self.group else ()), everybody=two > 4),
        ][(one + two) % 7]
        directive = self.make.directive(by=self.clerk, published_at=noon(day))
        directive.audience = []
        db.session.flush()
        directive.audience = entries_of(audience)
        db.session.flush()
        order = ReadingOrder(one % 3 > 0, None, two + 1, following) if two else ReadingOrder()
        assign(db.session, self.clerk, directive.latest, order)
        self.directives.append(directive)

    def do_publish(self, day, one, two):
        self._publish(day, one, two, Following.FOLLOWS)

    def do_publish_fixed(self, day, one, two):
        self._publish(day, one, two, Following.FIXED)

    def _version(self, day, one, again):
        directive = self._one(self.directives, one)
        if directive and directive.latest.published_at <= noon(day):
            repository.add_version(
                db.session, self.clerk, directive, self.make.file(), "", again,
                ReadingOrder(working_days=3), at=noon(day),
            )  # fmt: skip

    def do_minor(self, day, one, _two):
        self._version(day, one, False)

    def do_again(self, day, one, _two):
        self._version(day, one, True)

    def do_join(self, day, one, two):
        since = day + timedelta(days=two) if two % 2 else None
        unit = self.units[one % 3]
        self.people.append(self.make.staff(department=unit, joined_on=day, account_since=since))

    def do_move(self, day, one, two):
        who, unit = self._one(self.people, one), self.units[two % 3]
        self.make.moved(who, day, department=unit)

    def do_promote(self, day, one, two):
        who = self._one(self.people, one)
        role = (Role.UNIT_HEAD, Role.READER, Role.ADMIN)[two % 3]
        self.make.moved(who, day, role=role, title=f"chức {two % 2}")

    def do_leave(self, day, one, _two):
        self.make.left(self._one(self.people, one), day)

    def do_return(self, _day, one, _two):
        self.make.left(self._one(self.people, one), None)

    def do_absent(self, day, one, two):
        until = day + timedelta(days=two) if two else None
        kind = AbsenceKind.SECONDMENT
        who = self._one(self.people, one)
        absences_and_delegations.note_absence(db.session, self.clerk, who, day, until, kind)

    def _given(self, one) -> Assignment | None:
        return self._one(db.session.scalars(select(Assignment).order_by(Assignment.id)).all(), one)

    def do_excuse(self, day, one, two):
        if assignment := self._given(one):
            who = self._one(self.people, two)
            excuse(db.session, self.clerk, assignment, who, "đi biệt phái", day)

    def _step(self, day, one, two, *steps):
        if directive := self._one(self.directives, one):
            version = directive.versions[two % len(directive.versions)]
            who = self._one(self.people, two)
            take_steps(db.session, version, [who], steps, noon(day))

    def do_open(self, day, one, two):
        self._step(day, one, two, Step.OPENED)

    def do_read(self, day, one, two):
        self._step(day, one, two, Step.OPENED, Step.READ_THROUGH)

    def do_confirm(self, day, one, two):
        self._step(day, one, two, Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)

    def do_paper(self, day, one, two):
        directive, who = self._one(self.directives, one), self._one(self.people, two)
        if directive and directive.published_at <= noon(day):
            enter_receipt(
                db.session,
                self.clerk,
                who,
                directive.latest,
                ReceiptMethod.PAPER,
                day,
                "biên bản 3",
            )

    def do_withdraw(self, day, one, _two):
        if assignment := self._given(one):
            close(db.session, self.clerk, assignment, Closing.WITHDRAWN, noon(day))

    def do_widen(self, _day, one, two):
        if directive := self._one(self.directives, one):
            unit = self.units[two % 3].id
            now = audience_of(directive)
            more = replace(now, departments=now.departments | {unit})
            repository.readdress(db.session, self.clerk, directive, more)

    def do_narrow(self, _day, one, two):
        if directive := self._one(self.directives, one):
            fewer = [
                Audience(departments=frozenset({self.units[two % 3].id})),
                Audience(everybody=True, except_staff=frozenset({self.people[one % 4].id})),
                Audience(staff=frozenset({self.clerk.id})),
            ][two % 3]
            repository.readdress(db.session, self.clerk, directive, fewer)

    def do_new_terms(self, _day, one, two):
        if (assignment := self._given(one)) and assignment.closed_at is None:
            now = audience_of(assignment.directive)
            deadline = today() + timedelta(days=two) if two else None
            new = NewOrder(now, deadline, one % 2 > 0)
            change_order(db.session, self.clerk, assignment.directive, assignment, new)

    def do_recall(self, _day, one, two):
        if directive := self._one(self.directives, one):
            if two % 2:
                recall(db.session, self.clerk, directive, "ban hành nhầm")
            else:
                restore(db.session, self.clerk, directive)

    def do_group(self, day, one, two):
        ids = {self._one(self.people, n).id for n in (one, two)}
        self.group = keep_group(db.session, self.clerk, self.group, "Ban chỉ đạo", ids, on=day)


@contextmanager
def fresh_office(empty_database: Path, folder: Path) -> Iterator[Office]:
    """An office in a portal of its own, gone afterwards."""
    chosen = Settings.for_tests(folder)
    chosen.instance.mkdir(parents=True)
    shutil.copy(empty_database, chosen.instance / "portal.sqlite3")
    app = create_app(chosen)
    with app.app_context():
        yield Office(Make(db.session))
        db.session.remove()
        db.engine.dispose()
    shutil.rmtree(folder)
