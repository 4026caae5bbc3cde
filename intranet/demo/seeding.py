"""Fills an empty portal with the invented office: people, directives, reading, meetings."""

import os
import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import HOME, now, today
from intranet.core.current_settings import settings
from intranet.core.task_queue import tasks
from intranet.demo.invented_directives import file_name, render
from intranet.demo.invented_people import invented_people, invented_units
from intranet.demo.typesetting.manuscript import InventedDirective
from intranet.directives import actions as repository
from intranet.directives.audience.rule import Audience
from intranet.directives.citations.entered_relations import relate
from intranet.directives.models import Directive, RelationKind, StoredFile, Urgency
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.intake.channels import originals
from intranet.language.bodies.document_types import type_of_mark
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.people.accounts.demo_accounts import PASSWORD
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


def seed_people(session: Session) -> StaffMember:
    """The nine units, 72 people and an administrator; the clerk who does the rest."""
    units = invented_units()
    session.add_all(units)
    people = invented_people(units, hash_password(PASSWORD))
    session.add_all(people)
    keep_memberships(session, people)
    clerk = select(StaffMember).filter_by(role=Role.CLERK).order_by(StaffMember.id)
    return session.scalars(clerk.limit(1)).one()


def seed_directives(
    session: Session, clerk: StaffMember, directives: Iterable[InventedDirective]
) -> list[Directive]:
    """Every directive typeset, taken in, read by the machine and published as the clerk would.

    Those that have just arrived wait for the clerk.
    """
    dice = random.Random(1169)
    made: dict[str, Directive] = {}
    relations = []
    arrived = [(directive, _take_in(session, clerk, directive)) for directive in directives]
    tasks().drain(threads=os.cpu_count() or 1)
    for directive, file in arrived:
        if directive.symbol not in JUST_ARRIVED:
            made[directive.symbol] = _publish(session, clerk, directive, file, dice)
            relations += [(directive.symbol, *relation) for relation in directive.relations]
            session.commit()
    for own, kind, symbol in relations:
        relate(session, clerk, made[own], RelationKind(kind), symbol)
    session.commit()
    return list(made.values())


def _take_in(session: Session, clerk: StaffMember, directive: InventedDirective) -> StoredFile:
    name = file_name(directive)
    content = render(directive, settings().instance / "fonts")
    file = originals.store_original(session, clerk, BytesIO(content), name)
    if directive.symbol in JUST_ARRIVED:
        originals.open_item(session, clerk, file, name)
    session.commit()
    return file


def _publish(
    session: Session, clerk: StaffMember, directive: InventedDirective, file: StoredFile,
    dice: random.Random,
) -> Directive:  # fmt: skip
    received, at = _arrival(directive, dice)
    known = repository.same_directive(session, directive.symbol, directive.issuing_body, None)
    order = _order(directive, at, dice)
    if known and directive.version > 1:
        repository.add_version(
            session,
            clerk,
            known,
            file,
            directive.version_note,
            True,
            order,
            issued_on=directive.issued_on,
            at=at,
        )
        return known
    facts, audience = _facts(directive, received), _audience(session, dice)
    return repository.publish(session, clerk, file, facts, audience, order, at=at)


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


def _audience(session: Session, dice: random.Random) -> Audience:
    if dice.random() < 0.85:
        return Audience(everybody=True)
    units = session.scalars(select(Department.id).order_by(Department.position)).all()
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
