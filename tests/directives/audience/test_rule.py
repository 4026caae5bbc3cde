"""The rule of an audience says the same as values, in SQL and in words of the search index."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.audience.entries import audience_of, entries_of
from intranet.directives.audience.rule import Addressee, Audience, AudienceRow
from intranet.directives.audience.rule_in_index import word_of_group, word_of_row, words_of_person
from intranet.directives.audience.rule_in_sql import (
    groups_of,
    is_addressed_to,
    is_meant_by,
    may_mean_unit,
)
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.models import StaffMember
from intranet.people.organization.models import GroupMember, StaffGroup
from intranet.people.roles import Role
from tests.making import Make

UNITS, PEOPLE, GROUPS = 3, 9, 2
TITLES = ("", "Thanh tra viên", "Chánh Thanh tra")
ON_ANY_OFFICE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

people = st.tuples(st.integers(0, UNITS - 1), st.sampled_from(Role), st.sampled_from(TITLES))
offices = st.lists(people, min_size=PEOPLE, max_size=PEOPLE)
memberships = st.lists(
    st.tuples(st.integers(0, GROUPS - 1), st.integers(0, PEOPLE - 1), st.integers(-2, 1),
              st.none() | st.integers(-1, 2)),
    max_size=8,
)  # fmt: skip
units = st.frozensets(st.integers(0, UNITS - 1))
some_people = st.frozensets(st.integers(0, PEOPLE - 1), max_size=3)
audiences = st.fixed_dictionaries(
    {
        "everybody": st.booleans(),
        "departments": units,
        "staff": some_people,
        "roles": st.frozensets(st.sampled_from(Role), max_size=2),
        "titles": st.frozensets(st.sampled_from(TITLES[1:])),
        "groups": st.frozensets(st.integers(0, GROUPS - 1)),
        "except_departments": units,
        "except_staff": some_people,
    }
)


@dataclass
class Office:
    """Units, people and saved groups, by the numbers that examples use."""

    units: list
    people: list[StaffMember]
    groups: list[StaffGroup]
    directive: Directive

    def place(self, told) -> None:
        """Give each person a unit, a role and a title."""
        for person, (unit, role, title) in zip(self.people, told, strict=True):
            person.department, person.role, person.title = self.units[unit], role, title
        db.session.flush()

    def join(self, told) -> None:
        """Write who belonged to which group from when to when, in days from today."""
        for group, person, since, until in told:
            days = None if until is None else max(since, until)
            db.session.add(
                GroupMember(
                    group_id=self.groups[group].id,
                    staff_id=self.people[person].id,
                    since=today() + timedelta(days=since),
                    until=None if days is None else today() + timedelta(days=days),
                )
            )
        db.session.flush()

    def audience(self, told) -> Audience:
        """The audience that an example tells by numbers."""
        things = {"departments": self.units, "staff": self.people, "groups": self.groups,
                  "except_departments": self.units, "except_staff": self.people}  # fmt: skip
        return Audience(
            **{
                name: frozenset(things[name][n].id for n in value) if name in things else value
                for name, value in told.items()
            }
        )

    def address(self, audience: Audience) -> None:
        """Let the directive be for this audience."""
        self.directive.audience = []
        db.session.flush()
        self.directive.audience = entries_of(audience)
        db.session.flush()
        db.session.refresh(self.directive)


@pytest.fixture
def office(make: Make) -> Office:
    clerk = make.clerk()
    groups = [StaffGroup(name=f"Nhóm {n}", made_by_id=clerk.id, made_at=now())
              for n in range(GROUPS)]  # fmt: skip
    db.session.add_all(groups)
    units = [make.department() for _ in range(UNITS)]
    people = [make.staff(department=units[n % UNITS]) for n in range(PEOPLE)]
    directive = make.directive(by=clerk)
    db.session.commit()
    return Office(units, people, groups, directive)


def addressee(person: StaffMember) -> Addressee:
    groups = frozenset(db.session.scalars(groups_of(person.id)))
    return Addressee(person.id, person.department_id, person.role, person.title, groups)


def words_of(person: StaffMember) -> frozenset[str]:
    groups = db.session.scalars(groups_of(person.id))
    return words_of_person(person) | {word_of_group(group) for group in groups}


@ON_ANY_OFFICE
@given(told_people=offices, told_members=memberships, told_audience=audiences)
def test_values_sql_and_index_mean_the_same_people(
    office: Office, told_people, told_members, told_audience
) -> None:
    office.place(told_people)
    office.join(told_members)
    audience = office.audience(told_audience)
    office.address(audience)
    number = office.directive.id

    def ids(condition) -> set[int]:
        return set(db.session.scalars(select(StaffMember.id).where(condition)))

    by_value, by_rows = ids(is_meant_by(audience)), ids(is_addressed_to(number))
    words = {word_of_row(row) for row in office.directive.audience if not row.excluded}
    leaves_out = any(row.excluded for row in office.directive.audience)
    for person in office.people:
        meant = audience.means(addressee(person))
        assert (person.id in by_value) is meant
        assert (person.id in by_rows) is meant
        one = select(Directive.id).where(Directive.id == number, is_addressed_to(number, person))
        assert (db.session.scalar(one) is not None) is meant
        if not leaves_out:
            assert bool(words_of(person) & words) is meant
        near = may_mean_unit(number, person.department_id)
        if meant:
            assert db.session.scalar(select(Directive.id).where(Directive.id == number, near))
    db.session.rollback()


@ON_ANY_OFFICE
@given(told_audience=audiences)
def test_the_rows_of_an_audience_mean_what_it_means(office: Office, told_audience) -> None:
    audience = office.audience(told_audience)
    office.address(audience)
    kept = audience_of(office.directive)
    for person in office.people:
        assert kept.means(addressee(person)) is audience.means(addressee(person))
    db.session.rollback()


def test_an_audience_of_rows_is_the_same_from_the_database_and_from_values() -> None:
    rows = [{"department_id": 3}, {"role": Role.READER}, {"staff_id": 7, "excluded": True}, {}]
    entries = [AudienceEntry(**{"excluded": False, **row}) for row in rows]
    values = [AudienceRow(**row) for row in rows]
    assert Audience.of(entries) == Audience.of(values)
    assert Audience.of(values).everybody


def test_who_is_named_in_person_is_meant_even_when_the_own_unit_is_left_out() -> None:
    audience = Audience(
        everybody=True, staff=frozenset({1}), except_departments=frozenset({5}),
        except_staff=frozenset({3}),
    )  # fmt: skip
    mine = [Addressee(number, 5, Role.READER) for number in (1, 2, 3)]
    assert [audience.means(person) for person in mine] == [True, False, False]
