"""The invented staff of the demo: 72 people in nine units, and an administrator."""

import random
import tomllib
from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import chain, count
from pathlib import Path

from intranet.language.text.normalization import fold
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role

OFFICE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def invented_units() -> list[Department]:
    """The units of the office in their order."""
    known = ("code", "name", "short_name")
    return [
        Department(position=place, **{name: unit[name] for name in known})
        for place, unit in enumerate(OFFICE["units"])
    ]


def invented_people(units: Sequence[Department], password_hash: str) -> list[StaffMember]:
    """The same people each time, unit by unit, heads first, and last the administrator."""
    known = {"password_hash": password_hash, "must_change_password": False}
    names = _names(random.Random(57))
    people: dict[str, StaffMember] = {}
    for unit, facts in zip(units, OFFICE["units"], strict=True):
        for place, title in enumerate(facts["titles"]):
            name, role = next(names), Role(OFFICE["roles"].get(title, "reader"))
            username, joined = _username(name, people), date(2018 + place % 7, 1 + place % 12, 2)
            people[username] = StaffMember(
                username=username, full_name=name, title=title, role=role, department=unit,
                joined_on=joined, **known,
            )  # fmt: skip
    administrator = StaffMember(
        username="quantri", full_name="Quản trị hệ thống", title="Quản trị hệ thống",
        role=Role.ADMIN, department=units[1], joined_on=date(2024, 1, 2), **known,
    )  # fmt: skip
    return [*people.values(), administrator]


def _names(dice: random.Random) -> Iterator[str]:
    used: set[str] = set()
    while True:
        kind = OFFICE["her" if dice.random() < 0.5 else "him"]
        middle, given = dice.choice(kind["middle"]), dice.choice(kind["given"])
        name = f"{dice.choice(OFFICE['family'])} {middle} {given}"
        if name not in used:
            used.add(name)
            yield name


def _username(name: str, taken: Container[str]) -> str:
    *others, given = fold(name).split()
    stem = given + "".join(word[0] for word in others)
    numbered = (f"{stem}{number}" for number in count(2))
    return next(username for username in chain([stem], numbered) if username not in taken)
