"""What becomes of a directive ends what it asks, in the same transaction; a mistake is undone."""

import pytest
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.directives import actions as repository
from intranet.directives.models import Directive, Status
from intranet.directives.values import DirectiveFacts
from intranet.intake.quarantine import isolation
from intranet.people.models import StaffMember
from intranet.reading.assignments.my_reading import unread_count
from intranet.reading.models import Assignment, Closing
from tests.making import Make
from tests.reading.making import given


@pytest.fixture
def reader(make: Make) -> StaffMember:
    return make.staff()


@pytest.fixture
def directive(make: Make, reader: StaffMember) -> Directive:
    """A directive that the reader has still to read."""
    return given(make, audience=[reader])


def corrected(directive: Directive, status: Status) -> None:
    facts = DirectiveFacts(
        directive.subject, directive.issuing_body.name, directive.level, directive.received_on,
        directive.symbol, directive.kind, directive.system, directive.issued_on, status=status,
    )  # fmt: skip
    repository.correct(db.session, directive.published_by, directive, facts)


def closed_why(directive: Directive) -> Closing | None:
    query = select(Assignment).filter_by(directive_id=directive.id)
    return db.session.scalars(query).one().closed_why


@pytest.mark.parametrize(
    ("status", "why"),
    [(Status.REPLACED, Closing.REPLACED), (Status.EXPIRED, Closing.EXPIRED)],
)
def test_a_directive_that_ended_asks_nobody_until_that_was_wrong(
    directive: Directive, reader: StaffMember, status: Status, why: Closing
) -> None:
    corrected(directive, status)
    assert closed_why(directive) is why
    assert unread_count(db.session, reader).number == 0
    corrected(directive, Status.IN_FORCE)
    assert closed_why(directive) is None
    assert unread_count(db.session, reader).number == 1


def test_what_changes_nothing_about_the_status_closes_nothing(directive: Directive) -> None:
    corrected(directive, Status.PARTLY_EXPIRED)
    assert closed_why(directive) is None
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert not {"assignment.closed", "assignment.reopened"} & set(acts)


def test_an_isolated_directive_asks_nobody_until_the_isolation_is_lifted(
    directive: Directive, reader: StaffMember
) -> None:
    files = isolation.files_of(db.session, directive.id)
    isolation.ask(db.session, directive.published_by, files)
    assert closed_why(directive) is Closing.ISOLATED
    assert unread_count(db.session, reader).number == 0
    isolation.lift(db.session, directive.published_by, files)
    assert closed_why(directive) is None
    assert unread_count(db.session, reader).number == 1


def test_a_rolled_back_correction_leaves_the_assignment_open(directive: Directive) -> None:
    corrected(directive, Status.EXPIRED)
    db.session.rollback()
    assert closed_why(directive) is None
