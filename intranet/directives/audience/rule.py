"""Whom an audience means (phổ biến đến): the one definition of the portal.

People are named by the CRITERIA; `is_meant` and `is_left_out` say who of them is meant in the end.
`rule_in_sql` and `rule_in_index` say the same as conditions of the database and as words of the
search index; a test holds the three equal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import not_
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement

from intranet.people.roles import Role

Truth = TypeVar("Truth", bool, ColumnElement[bool])


@dataclass(frozen=True)
class Criterion:
    """One way of naming people: as a row, an audience, a person and the index call it."""

    row: str
    audience: str
    person: str
    word: str


UNIT = Criterion("department_id", "departments", "department_id", "department")
IN_PERSON = Criterion("staff_id", "staff", "id", "staff")
ROLE = Criterion("role", "roles", "role", "role")
TITLE = Criterion("title", "titles", "title", "title")
GROUP = Criterion("group_id", "groups", "groups", "group")
CRITERIA = (UNIT, IN_PERSON, ROLE, TITLE, GROUP)
"""A row that names nothing by any of these names everybody."""


def is_meant(named: Truth, left_out: Truth, no: Callable[[Truth], Truth]) -> Truth:
    """The rule: named in some way, and not left out."""
    return named & no(left_out)


def is_left_out(
    person_out: Truth, unit_out: Truth, named_in_person: Truth, no: Callable[[Truth], Truth]
) -> Truth:
    """The rule of exceptions: left out in person, or with the own unit unless named in person."""
    return person_out | (unit_out & no(named_in_person))


@dataclass(frozen=True)
class Addressee:
    """A person as an audience looks at them: place, role, title and saved groups of one day."""

    id: int
    department_id: int
    role: Role
    title: str = ""
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Audience:
    """Whom a directive is addressed to: everybody, or units, people, roles, titles and saved groups
    together, without the people and the units left out.
    """

    everybody: bool = False
    departments: frozenset[int] = field(default_factory=frozenset)
    staff: frozenset[int] = field(default_factory=frozenset)
    roles: frozenset[Role] = field(default_factory=frozenset)
    titles: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[int] = field(default_factory=frozenset)
    except_departments: frozenset[int] = field(default_factory=frozenset)
    except_staff: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """The audience that rows say: `AudienceEntry` or `AudienceRow`."""
        known = list(rows)
        meant, out = [e for e in known if not e.excluded], [e for e in known if e.excluded]
        return cls(
            everybody=any(row.is_everybody for row in meant),
            except_departments=_values(out, UNIT),
            except_staff=_values(out, IN_PERSON),
            **{by.audience: _values(meant, by) for by in CRITERIA},
        )

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named at all."""
        return not (self.everybody or any(getattr(self, by.audience) for by in CRITERIA))

    def means(self, person: Addressee) -> bool:
        """Whether the person is meant."""
        left_out = is_left_out(
            person.id in self.except_staff,
            person.department_id in self.except_departments,
            person.id in self.staff,
            not_,
        )
        named = self.everybody or any(self._names(person, by) for by in CRITERIA)
        return is_meant(named, left_out, not_)

    def _names(self, person: Addressee, by: Criterion) -> bool:
        named, theirs = getattr(self, by.audience), getattr(person, by.person)
        return not named.isdisjoint(theirs) if by is GROUP else theirs in named


@dataclass(frozen=True)
class AudienceRow:
    """An AudienceEntry as a value, for counts over many days; a former one has `ended_on`."""

    department_id: int | None = None
    staff_id: int | None = None
    role: Role | None = None
    title: str | None = None
    group_id: int | None = None
    excluded: bool = False
    added_on: date | None = None
    ended_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was part of the audience on a day."""
        begun = self.added_on is None or self.added_on <= day
        return begun and (self.ended_on is None or day < self.ended_on)

    @property
    def is_everybody(self) -> bool:
        """Whether it names nobody, and so means everybody."""
        return all(getattr(self, by.row) is None for by in CRITERIA)


def _values(rows: Iterable[Any], by: Criterion) -> frozenset[Any]:
    return frozenset(value for row in rows if (value := getattr(row, by.row)))
