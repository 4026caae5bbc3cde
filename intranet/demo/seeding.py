"""Fills an empty portal with the invented office: people, directives, reading, meetings."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.clock import HOME, now, today
from intranet.core.storage import Storage
from intranet.demo.invented_directives import InventedDirective, file_name, render
from intranet.demo.invented_people import ADMINISTRATOR, UNITS, invented_people
from intranet.directives import actions as repository
from intranet.directives.audience.rule import Audience
from intranet.directives.citations.entered_relations import relate
from intranet.directives.models import Directive, RelationKind, StoredFile, Urgency
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.intake.channels import originals
from intranet.intake.processing.tasks import read_at_once
from intranet.language.bodies.document_types import type_of_mark
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.people.accounts.demo_password import PASSWORD
from intranet.people.accounts.passwords import hash_password
from intranet.people.models import Department, StaffMember
from intranet.people.organization.memberships import keep_memberships
from intranet.people.roles import Role

URGENCY = {
    "": Urgency.NORMAL,
    "KHẨN": Urgency.URGENT,
    "THƯỢNG KHẨN": Urgency.VERY_URGENT,
    "HỎA TỐC": Urgency.EXPRESS,
}
ASSIGNED_SINCE = timedelta(days=75)
CORNERSTONES = {"57-NQ/TW", "1169/QĐ-TTg", "211/KH-UBND", "48/KH-TTr"}
"""Older directives that everybody was still asked to read when the portal began."""
JUST_ARRIVED = {"508/BC-UBND", "398/TTr-UBND", "238-CV/BNCTU"}
"""What the clerk finds in the check queue, read by the machine and not yet published."""
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Office:
    """What seeding needs at hand: session, store, settings and the clerk who does it all."""

    session: Session
    store: Storage
    settings: Settings
    clerk: StaffMember


def seed_people(session: Session) -> StaffMember:
    """The nine units, 72 people and an administrator; the clerk who does the rest."""
    password = hash_password(PASSWORD)
    units = {
        code: Department(code=code, name=name, short_name=short, position=place)
        for place, (code, name, short, _size) in enumerate(UNITS)
    }
    session.add_all(units.values())
    people = [
        StaffMember(
            username=person.username,
            full_name=person.full_name,
            title=person.title,
            role=person.role,
            department=units[person.unit],
            joined_on=person.joined_on,
            password_hash=password,
            must_change_password=False,
        )
        for person in (*invented_people(), ADMINISTRATOR)
    ]
    session.add_all(people)
    keep_memberships(session, people)
    clerk = select(StaffMember).filter_by(role=Role.CLERK).order_by(StaffMember.id)
    return session.scalars(clerk.limit(1)).one()


def seed_directives(
    office: Office, directives: Sequence[InventedDirective], tell: Tell
) -> list[Directive]:
    """Every directive typeset, taken in, read by the machine and published as the clerk would.

    Those that have just arrived wait for the clerk.
    """
    dice = random.Random(1169)
    made: list[Directive] = []
    for done, directive in enumerate(directives, 1):
        tell(done, len(directives), directive.symbol)
        file = _take_in(office, directive)
        if directive.symbol in JUST_ARRIVED:
            originals.open_item(office.session, office.clerk, file, file_name(directive))
        else:
            made.append(_publish(office, directive, file, dice))
        office.session.commit()
    for directive in directives:
        if directive.symbol not in JUST_ARRIVED:
            _relate(office, directive, made)
    office.session.commit()
    return made


def _take_in(office: Office, directive: InventedDirective) -> StoredFile:
    content = render(directive, office.settings.instance / "fonts")
    file = originals.store_original(
        office.session, office.clerk, io.BytesIO(content), file_name(directive),
        office.store, office.settings,
    )  # fmt: skip
    read_at_once(office.session, file.id, office.store, office.settings)
    return file


def _publish(
    office: Office, directive: InventedDirective, file: StoredFile, dice: random.Random
) -> Directive:
    received, at = _arrival(directive, dice)
    known = repository.same_directive(
        office.session, directive.symbol, directive.issuing_body, None
    )
    order = _order(directive, at, dice)
    if known and directive.version > 1:
        repository.add_version(
            office.session, office.clerk, known, file, directive.version_note, True, order, at=at
        )
        return known
    return repository.publish(
        office.session, office.clerk, file, _facts(directive, received), _audience(office, dice),
        order, at=at,
    )  # fmt: skip


def _arrival(directive: InventedDirective, dice: random.Random) -> tuple[date, datetime]:
    received = min(directive.issued_on + timedelta(days=dice.choice((0, 1, 1, 2, 3))), today())
    posted = received + timedelta(days=dice.choices((0, 1, 2, 5), (5, 6, 2, 1))[0])
    if directive.symbol in CORNERSTONES and directive.version == 1:
        posted = max(posted, today() - timedelta(days=60))
    moment = datetime.combine(posted, time(8, dice.randint(5, 55)), HOME)
    return received, min(moment, now() - timedelta(minutes=dice.randint(20, 90)))


def _order(directive: InventedDirective, at: datetime, dice: random.Random) -> ReadingOrder | None:
    if at < now() - ASSIGNED_SINCE:
        return None
    days = dice.choice((5, 7, 10, 14))
    return ReadingOrder(directive.must_confirm, at.astimezone(HOME).date() + timedelta(days=days))


def _audience(office: Office, dice: random.Random) -> Audience:
    if dice.random() < 0.85:
        return Audience(everybody=True)
    units = office.session.scalars(select(Department.id).order_by(Department.position)).all()
    return Audience(departments=frozenset(dice.sample(units[1:], 3)))


def _facts(directive: InventedDirective, received: date) -> DirectiveFacts:
    letter = "V/v " if directive.kind == "CV" and directive.system == "state" else ""
    return DirectiveFacts(
        subject=letter + directive.subject,
        issuing_body=directive.issuing_body,
        level=Level(directive.level),
        received_on=received,
        symbol=directive.symbol,
        kind=type_of_mark(directive.kind),
        system=PoliticalSystem(directive.system),
        issued_on=directive.issued_on,
        signer=directive.signer,
        signer_title=" ".join(directive.sign[1:]).capitalize(),
        urgency=URGENCY[directive.urgency],
        authority_mark=directive.sign[0].split()[0] if directive.sign else "",
        topics=tuple(directive.topics),
        for_website="Nghị quyết 57" in directive.topics,
    )


def _relate(office: Office, directive: InventedDirective, made: Sequence[Directive]) -> None:
    own = next(
        directive_made for directive_made in made if directive_made.symbol == directive.symbol
    )
    for kind, symbol in directive.relations:
        relate(office.session, office.clerk, own, RelationKind(kind), symbol)
