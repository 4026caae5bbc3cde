from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.audience.entries import entries_of
from intranet.directives.audience.meant_people import members
from intranet.directives.audience.rule import Addressee, Audience
from intranet.directives.audience.rule_in_index import EVERYBODY
from intranet.directives.audience.visibility import (
    directive_for,
    tokens_for,
    tokens_of,
    visible,
    visible_to,
)
from intranet.directives.models import Directive
from intranet.people.roles import Role
from tests.properties import examples


@dataclass
class Office:
    units: list
    people: list


@pytest.fixture
def office(make):
    """Three units with a person of every role in each."""
    units = [make.department() for _ in range(3)]
    people = [make.staff(role, department=unit) for unit in units for role in Role]
    return Office(units, people)


numbers = st.frozensets(st.integers(0, 14), max_size=4)
units = st.frozensets(st.integers(0, 2))
audiences = st.tuples(
    st.booleans(), units, numbers, st.frozensets(st.sampled_from(Role), max_size=2), units, numbers
)


def audience_in(office, chosen) -> Audience:
    everybody, units, people, roles, units_out, people_out = chosen
    return Audience(
        everybody=everybody,
        departments=frozenset(office.units[n].id for n in units),
        staff=frozenset(office.people[n].id for n in people),
        roles=roles,
        except_departments=frozenset(office.units[n].id for n in units_out),
        except_staff=frozenset(office.people[n].id for n in people_out),
    )


def given_to(make, office, audience) -> Directive:
    known = db.session.scalar(select(Directive)) or make.directive(by=office.people[1])
    known.audience = []
    db.session.flush()
    known.audience = entries_of(audience)
    db.session.flush()
    db.session.refresh(known)
    return known


def addressee(person) -> Addressee:
    return Addressee(person.id, person.department_id, person.role, person.title)


def seen(staff) -> set[int]:
    return set(db.session.scalars(select(Directive.id).where(visible_to(staff))))


def is_found(tokens, directive) -> bool:
    return tokens is None or bool(tokens & set(tokens_of(directive)))


@examples(40)
@given(audiences)
def test_database_and_index_let_the_same_people_in(office, make, chosen):
    known = given_to(make, office, audience_in(office, chosen))
    for person in office.people:
        assert (known.id in seen(person)) == is_found(tokens_for(db.session, person), known)
    db.session.rollback()


@examples(60)
@given(audiences)
def test_readers_see_what_means_them_and_heads_what_means_anybody_of_the_unit(office, make, chosen):
    audience = audience_in(office, chosen)
    known = given_to(make, office, audience)
    for person in office.people:
        mates = [one for one in office.people if one.department_id == person.department_id]
        may = {
            Role.READER: audience.means(addressee(person)),
            Role.UNIT_HEAD: any(audience.means(addressee(one)) for one in mates),
            Role.CLERK: True,
            Role.LEADER: True,
            Role.ADMIN: False,
        }
        assert (known.id in seen(person)) == may[person.role], person.role
    db.session.rollback()


@examples(20)
@given(audiences)
def test_whoever_is_asked_to_read_may_see(office, make, chosen):
    audience = audience_in(office, chosen)
    known = given_to(make, office, audience)
    for person in db.session.scalars(members(audience)):
        assert known.id in seen(person)
    db.session.rollback()


def test_a_reader_sees_only_what_is_addressed_to_them(make):
    me, other = make.staff(), make.staff()
    everybody = make.directive()
    mine = make.directive(audience=[me])
    my_unit = make.directive(audience=[me.department])
    theirs = make.directive(audience=[other, other.department])
    assert seen(me) == {everybody.id, mine.id, my_unit.id}
    with pytest.raises(NotFound):
        directive_for(db.session, me, theirs.id)


def test_a_unit_head_sees_what_is_addressed_to_own_people(make):
    unit = make.department()
    head, mine, other = make.unit_head(department=unit), make.staff(department=unit), make.staff()
    to_mine, to_other = make.directive(audience=[mine]), make.directive(audience=[other])
    assert seen(head) == {to_mine.id}
    assert to_other.id not in seen(head)


def test_clerks_and_leaders_see_everything(make):
    directive = make.directive(audience=[make.staff()])
    assert seen(make.clerk()) == seen(make.leader()) == {directive.id}


def test_an_administrator_sees_nothing_not_even_what_is_for_everybody(make):
    admin = make.admin()
    make.directive()
    make.directive(audience=[admin, admin.department])
    assert not db.session.scalars(visible(admin)).all()
    assert tokens_for(db.session, admin) == frozenset()


def test_the_word_for_everybody_is_in_everybodys_words(make):
    assert EVERYBODY in (tokens_for(db.session, make.staff()) or ())


def test_people_who_left_and_administrators_are_not_counted(make):
    gone = make.staff(left_on=date(2025, 1, 1))
    here = make.staff(department=gone.department)
    make.admin(department=gone.department)
    found = db.session.scalars(members(Audience(departments=frozenset({gone.department_id}))))
    assert [one.id for one in found] == [here.id]
