"""The audit trail said in words: acts, things with their names, and what was noted with an act.

The words stand in `audit_words.toml`. The administrator has no right to any content: directives,
files, meetings and reports are told by their numbers, people and units by their names.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.audit import AuditEntry
from intranet.directives.models import Version
from intranet.meetings.models import Material
from intranet.people.models import Delegation, Department, StaffMember
from intranet.people.organization.models import Absence, StaffGroup
from intranet.people.roles import ROLE_WORDS, Role
from intranet.reading.models import Assignment

WORDS = Path(__file__).with_suffix(".toml")
PEOPLE_IN_DETAIL = ("staff", "person", "to")
"""What a detail calls the number of a person."""
UNIT_IN_DETAIL = "unit"
BELONGING: dict[str, tuple[Select[int, int], str]] = {
    "version": (select(Version.id, Version.directive_id), "directive"),
    "assignment": (select(Assignment.id, Assignment.directive_id), "directive"),
    "material": (select(Material.id, Material.meeting_id), "meeting"),
}
"""Thing → which thing it is a part of."""
NAMED: dict[str, Select[int, str]] = {
    "department": select(Department.id, Department.name),
    "staff_group": select(StaffGroup.id, StaffGroup.name),
    "absence": select(Absence.id, StaffMember.full_name).join_from(
        Absence, StaffMember, StaffMember.id == Absence.staff_id
    ),
    "delegation": select(Delegation.id, StaffMember.full_name).join_from(
        Delegation, StaffMember, StaffMember.id == Delegation.staff_id
    ),
}
"""Thing → its name, of those that an administrator may know by name."""


@cache
def audit_words() -> dict[str, dict[str, str]]:
    """Act → words under "acts", thing → under "things", noted → under "details" and "values"."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def word(table: str, name: str) -> str:
    """What an act ("acts") or a kind of thing ("things") is called on the screen."""
    known = audit_words()[table].get(name, name)
    return str(gettext(known)) if known else ""


@dataclass(frozen=True)
class AuditNames:
    """The names of whom and what some lines of the trail speak."""

    people: Mapping[int, str] = field(default_factory=dict)
    things: Mapping[tuple[str, int], str] = field(default_factory=dict)
    owners: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    def who(self, entry: AuditEntry) -> str:
        """Who acted: the name, else the username, else the portal itself."""
        known = self.people.get(entry.staff_id or 0)
        return known or entry.username or str(gettext("hệ thống"))

    def thing(self, entry: AuditEntry) -> str:
        """What it was done to, with its name or its number and what it belongs to."""
        oneself = entry.thing == "staff_member" and entry.thing_id == entry.staff_id
        if entry.thing_id is None or oneself:
            return ""
        return self._called(entry.thing, entry.thing_id)

    def _called(self, thing: str, number: int) -> str:
        if thing == "staff_member" and number in self.people:
            return self.people[number]
        name, owner = self.things.get((thing, number)), self.owners.get((thing, number))
        kind = word("things", thing)
        if name:
            return f"{kind} {name}"
        if owner:
            return str(gettext("%(part)s của %(whole)s", part=kind, whole=self._called(*owner)))
        return str(gettext("%(kind)s số %(n)s", kind=kind, n=number))

    def noted(self, entry: AuditEntry) -> list[str]:
        """What was noted with the act, in words; what has none of them is left out."""
        detail = entry.detail or {}
        if entry.act == "access.refused":
            rule, times = detail.get("rule", ""), detail.get("times", 1)
            return [str(gettext("%(rule)s, %(n)s lần", rule=rule, n=times))]
        known = audit_words()["details"]
        return [
            f"{gettext(known[key])}: {words}"
            for key, value in detail.items()
            if key in known and (words := self._value(key, value))
        ]

    def _value(self, key: str, value: Any) -> str:
        if isinstance(value, list):
            before, after = (self._value(key, one) or "—" for one in [*value, "", ""][:2])
            return f"{before} → {after}"
        if isinstance(value, bool):
            return str(gettext("có") if value else gettext("không"))
        if isinstance(value, int) and key in PEOPLE_IN_DETAIL:
            return self.people.get(value, "")
        if isinstance(value, int) and key == UNIT_IN_DETAIL:
            return self.things.get(("department", value), "")
        return _plain("" if value is None else str(value))


def _plain(text: str) -> str:
    if text in {role.value for role in Role}:
        return str(ROLE_WORDS[Role(text)])
    known = audit_words()["values"]
    if text in known:
        return str(gettext(known[text]))
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def names_for(session: Session, entries: Sequence[AuditEntry]) -> AuditNames:
    """Whom and what these lines speak of, asked for once each kind."""
    numbers = defaultdict(set)
    for entry in entries:
        numbers[entry.thing].add(entry.thing_id or 0)
        numbers["department"].add(_number(entry, UNIT_IN_DETAIL))
        numbers["staff_member"] |= {entry.staff_id or 0, *_people_in(entry)}
    people = _looked_up(session, PEOPLE, numbers["staff_member"])
    things = {
        (thing, number): name
        for thing, query in NAMED.items()
        for number, name in _looked_up(session, query, numbers[thing]).items()
    }
    owners = {
        (thing, number): (whole, belongs_to)
        for thing, (query, whole) in BELONGING.items()
        for number, belongs_to in _looked_up(session, query, numbers[thing]).items()
    }
    return AuditNames(people, things, owners)


PEOPLE = select(StaffMember.id, StaffMember.full_name)


def _people_in(entry: AuditEntry) -> Iterable[int]:
    return (_number(entry, key) for key in PEOPLE_IN_DETAIL)


def _number(entry: AuditEntry, key: str) -> int:
    value = (entry.detail or {}).get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _looked_up(session: Session, query: Select[*tuple[Any, ...]], ids: set[int]) -> dict[int, Any]:
    ids = ids - {0}
    if not ids:
        return {}
    rows = session.execute(query.where(query.selected_columns[0].in_(ids)))
    return {row[0]: row[1] for row in rows}


def address(entry: AuditEntry) -> str:
    """From which machine; the server itself in words."""
    at = str((entry.detail or {}).get("address") or entry.address)
    return str(gettext("máy chủ")) if at == "local" else at


def thing_url(entry: AuditEntry) -> str:
    """Where an administrator finds the thing itself, else the other lines about it."""
    if entry.thing_id is None:
        return ""
    if entry.thing == "staff_member":
        return url_for("people.staff_edit", number=entry.thing_id)
    if entry.thing == "department":
        return url_for("people.department_edit", number=entry.thing_id)
    return url_for("web.audit", thing=entry.thing, number=entry.thing_id)


def register(app: Flask) -> None:
    """Let templates use the words."""
    words = {"act_word": partial(word, "acts"), "thing_word": partial(word, "things")}
    app.jinja_env.globals.update(words, thing_url=thing_url, audit_address=address)
