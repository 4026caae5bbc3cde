"""Reading periods follow the facts: only those that somebody's move concerns are looked at."""

from datetime import timedelta

from intranet.core.clock import today
from intranet.core.database import db
from intranet.reading.assignments.actions import close
from intranet.reading.coverage.fact_queries import assignments_concerning
from intranet.reading.models import Closing
from tests.making import Make
from tests.reading.making import given
from tests.reading.statements import statements


def concerning(*people) -> set[int]:
    return {
        assignment.directive_id
        for assignment in assignments_concerning(db.session, [person.id for person in people])
    }


def test_a_move_concerns_what_either_unit_the_person_or_everybody_is_asked(make: Make) -> None:
    old, new, other = (make.department() for _ in range(3))
    person = make.staff(department=old)
    theirs = [given(make, audience=[who]) for who in (old, new, person)] + [given(make)]
    for _ in range(3):
        given(make, audience=[other])
    make.moved(person, today(), department=new)
    db.session.commit()
    assert concerning(person) == {directive.id for directive in theirs}
    assert len(concerning(person, make.staff(department=other))) == 7


def test_what_was_closed_before_somebody_came_does_not_concern_them(make: Make) -> None:
    directive = given(make)
    early = make.staff(joined_on=today() - timedelta(days=90))
    [assignment] = assignments_concerning(db.session, [early.id])
    past = assignment.assigned_at - timedelta(days=40)
    assignment.assigned_at = past
    close(db.session, None, assignment, Closing.WITHDRAWN, past + timedelta(days=9))
    db.session.commit()
    newcomer = make.staff(joined_on=today())
    assert concerning(newcomer) == set()
    assert concerning(early) == {directive.id}


def test_a_move_reads_no_more_assignments_than_concern_the_person(make: Make) -> None:
    unit, other = make.department(), make.department()
    person = make.staff(department=unit)
    given(make, audience=[unit])
    for _ in range(20):
        given(make, audience=[other])
    with statements() as sent:
        make.moved(person, today(), title="Thanh tra viên")
        db.session.commit()
    assert not [one for one in sent if one.endswith("FROM assignment ORDER BY assignment.id")]
    assert len(concerning(person)) == 1
