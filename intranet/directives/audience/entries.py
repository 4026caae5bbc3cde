"""An audience as the rows that are kept of it."""

from datetime import date
from typing import Any

from intranet.directives.audience.rule import CRITERIA, IN_PERSON, Audience, Criterion
from intranet.directives.models import AudienceEntry, Directive
from intranet.people.roles import Role


def audience_of(directive: Directive) -> Audience:
    """The audience of a directive as a value."""
    return Audience.of(directive.audience)


def entries_of(audience: Audience, added_on: date | None = None) -> list[AudienceEntry]:
    """The rows that say an audience; everybody needs no further names, but for exceptions."""
    out = [{"department_id": unit} for unit in sorted(audience.except_departments)]
    out += [{"staff_id": person} for person in sorted(audience.except_staff)]
    named: tuple[Criterion, ...] = CRITERIA
    if audience.everybody:
        named = (IN_PERSON,) if audience.except_departments else ()
    meant: list[dict[str, object]] = [{}] if audience.everybody else []
    for by in named:
        meant += [{by.row: value} for value in sorted(getattr(audience, by.audience), key=_plain)]
    return [
        AudienceEntry(**row, excluded=excluded, added_on=added_on)
        for excluded, rows in ((False, meant), (True, out))
        for row in rows
    ]


def sorted_values(audience: Audience, by: Criterion) -> list[Any]:
    """Whom an audience names by one criterion, as the audit trail keeps it."""
    return sorted(_plain(value) for value in getattr(audience, by.audience))


def _plain(value: int | str | Role) -> Any:
    return value.value if isinstance(value, Role) else value


def new_entries(before: Audience, more: Audience, on: date) -> list[AudienceEntry]:
    """The rows that widen an audience from a day on; exceptions stand as they were."""
    if before.everybody and not before.except_departments:
        return []
    fields = [by.audience for by in CRITERIA]
    added = {name: getattr(more, name) - getattr(before, name) for name in fields}
    everybody = more.everybody and not before.everybody
    return entries_of(Audience(everybody=everybody, **added), on)
