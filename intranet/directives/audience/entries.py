"""An audience as the rows that are kept of it."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from intranet.directives.audience.models import FormerAudienceEntry
from intranet.directives.audience.rule import CRITERIA, IN_PERSON, Audience, Criterion
from intranet.directives.models import ADDRESSEES, AudienceEntry, Directive
from intranet.people.roles import Role

KEY = (*ADDRESSEES, "excluded")


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


def keep_audience(session: Session, directive: Directive, new: Audience, on: date) -> bool:
    """Make `new` the audience of a directive from a day on, remember what went; whether it differs.

    Entries that stay keep their day. Exceptions hold at once for those left out; whoever is meant
    anew is meant from the day on.
    """
    standing = {_key(entry): entry for entry in directive.audience}
    wanted = {_key(entry): entry for entry in entries_of(new, on)}
    for key in standing.keys() - wanted.keys():
        entry = standing[key]
        former = dict(zip(KEY, key, strict=True))
        session.add(FormerAudienceEntry(
            directive_id=directive.id, added_on=entry.added_on, ended_on=on, **former
        ))  # fmt: skip
        directive.audience.remove(entry)
    session.flush()  # who is taken out makes room in the index of unique entries
    directive.audience.extend(wanted[key] for key in wanted.keys() - standing.keys())
    session.flush()
    return standing.keys() != wanted.keys()


def _key(entry: AudienceEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in KEY)
