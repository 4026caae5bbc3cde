"""A large office for the bench of coverage: people, units, directives, and millions of receipts.

Rows are made in bulk beside the portal's own actions, but they are what those actions would have
left: the chain is really computed, and `flask coverage check` finds nothing wrong with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, today
from intranet.directives.models import (
    AudienceEntry,
    Directive,
    FilePage,
    IssuingBody,
    StoredFile,
    Version,
)
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.language.symbols.parsing import lookup_key
from intranet.people.accounts.passwords import hash_password
from intranet.people.models import Department, Membership, StaffMember
from intranet.people.organization.working_days import calendar
from intranet.people.roles import Role
from intranet.reading.models import Assignment, Step

PASSWORD = "Mua-thu-2026"
DAYS = 600
"""How long ago the first directive was given."""
STEPS_A_READER = 3.96
TO_EVERYBODY = 0.02
JOINED = date(2020, 1, 2)


@dataclass(frozen=True)
class Size:
    """How large the office is."""

    staff: int
    units: int
    directives: int
    receipts: int


@dataclass(frozen=True)
class Given:
    """One assignment, and the units whose people it asks."""

    id: int
    sha256: str
    at: datetime
    deadline: date
    units: list[int]


@dataclass(frozen=True)
class Reading:
    """What one person has done with one assignment, in order."""

    given: Given
    staff_id: int
    department_id: int
    steps: list[tuple[Step, datetime]]


def unit_of(staff_id: int, size: Size) -> int:
    """The unit of a person: everybody in turn."""
    return (staff_id - 1) % size.units + 1


def people(session: Session, size: Size) -> None:
    """Units and staff: 1 a leader, 2 a clerk, one head in each further unit; all may sign in."""
    sealed = hash_password(PASSWORD)
    units = [{"id": n, "code": f"d{n}", "name": f"Đơn vị {n}", "short_name": f"ĐV{n}",
              "position": n} for n in range(1, size.units + 1)]  # fmt: skip
    session.execute(insert(Department), units)
    staff, places = [], []
    for n in range(1, size.staff + 1):
        role = {1: Role.LEADER, 2: Role.CLERK}.get(n)
        role = role or (Role.UNIT_HEAD if n <= size.units else Role.READER)
        unit = unit_of(n, size)
        staff.append({
            "id": n, "username": f"nguoi{n}", "full_name": f"Nông Thị Số {n}", "title": "",
            "role": role, "department_id": unit, "joined_on": JOINED, "password_hash": sealed,
            "must_change_password": False,
        })  # fmt: skip
        places.append({"staff_id": n, "department_id": unit, "role": role, "title": "",
                       "since": JOINED})  # fmt: skip
    session.execute(insert(StaffMember), staff)
    session.execute(insert(Membership), places)


def directives(session: Session, size: Size, random: Random) -> Iterator[Given]:
    """Directives with their one version and assignment, the earliest first."""
    body = IssuingBody(name="UBND tỉnh", level=Level.PROVINCIAL_COMMITTEE)
    session.add(body)
    session.flush()
    days = calendar(session)
    wide = max(1, round(size.directives * TO_EVERYBODY))
    pairs = size.receipts / STEPS_A_READER - wide * size.staff
    each = max(1, round(pairs / max(1, size.directives - wide) / (size.staff / size.units)))
    for n in range(1, size.directives + 1):
        day = today() - timedelta(days=DAYS - DAYS * n // (size.directives + 1))
        everybody = n % max(1, size.directives // wide) == 0
        units = random.sample(range(1, size.units + 1), min(size.units, each))
        at = datetime.combine(day, time(8, 0, n % 60), HOME)
        order = random.randint(5, 20)
        deadline = days.after(day, order)
        assert deadline is not None
        given = Given(n, f"{n:064x}", at, deadline,
                      list(range(1, size.units + 1)) if everybody else units)  # fmt: skip
        _keep(session, given, body.id, order, everybody)
        yield given


def _keep(session: Session, given: Given, body: int, working_days: int, everybody: bool) -> None:
    n, day = given.id, given.at.date()
    file = StoredFile(
        id=n, sha256=given.sha256, name=f"{n}.docx", size=1, kind="docx",
        media_type="application/octet-stream", page_count=1, added_at=given.at,
    )  # fmt: skip
    file.pages = [FilePage(number=1, text=f"Văn bản số {n}.", method="text", confidence=1.0)]
    symbol = f"{n}/KH-UBND"
    made = Directive(
        id=n, symbol=symbol, symbol_key=lookup_key(symbol), kind=DocumentType.KH,
        level=list(Level)[n % 3], system=PoliticalSystem.STATE, issuing_body_id=body, issued_on=day,
        received_on=day, subject=f"Kế hoạch số {n} về công tác của ngành", published_at=given.at,
        published_by_id=2, changed_at=given.at,
    )  # fmt: skip
    made.versions = [Version(id=n, number=1, file=file, published_at=given.at, published_by_id=2)]
    made.audience = (
        [AudienceEntry()] if everybody else [AudienceEntry(department_id=u) for u in given.units]
    )
    session.add(made)
    session.flush()
    session.add(Assignment(
        id=n, version_id=n, directive_id=n, deadline=given.deadline, working_days=working_days,
        assigned_at=given.at, assigned_by_id=2,
    ))  # fmt: skip
    session.flush()


def readings(given: Given, size: Size, random: Random, now: datetime) -> Iterator[Reading]:
    """How far each person asked has come: nearly all are done after the deadline."""
    lasting = (given.deadline - given.at.date()).days + 1
    passed = (now - given.at) / timedelta(days=lasting)
    share = min(0.995, 0.9 * passed) if passed < 1 else 0.995
    for unit in given.units:
        for staff_id in range(unit, size.staff + 1, size.units):
            number = 4 if random.random() < share else random.randint(1, 3)
            moment, steps = given.at + timedelta(minutes=1), []
            longest = max(60.0, min(lasting * 86400, (now - moment).total_seconds()) / 4)
            for step in list(Step)[:number]:
                if moment > now:
                    break
                steps.append((step, moment))
                moment += timedelta(seconds=round(random.uniform(30, longest)))
            yield Reading(given, staff_id, unit, steps)


def stretch_of(reading: Reading) -> dict[str, Any]:
    """The stretch that these steps leave."""
    day = {step: at.astimezone(HOME).date() for step, at in reading.steps}
    confirmed = dict(reading.steps).get(Step.CONFIRMED)
    return {
        "assignment_id": reading.given.id, "staff_id": reading.staff_id,
        "department_id": reading.department_id, "since": reading.given.at.date(), "until": None,
        "excused": False, "deadline": reading.given.deadline,
        "delivered_on": day.get(Step.DELIVERED), "opened_on": day.get(Step.OPENED),
        "read_on": day.get(Step.READ_THROUGH), "confirmed_on": day.get(Step.CONFIRMED),
        "done_on": day.get(Step.CONFIRMED), "done_at": confirmed,
        "done_way": "SCREEN" if confirmed else None,
    }  # fmt: skip
