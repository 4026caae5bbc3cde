"""The register of incoming directives (sổ đăng ký văn bản đến): its lines and their numbers.

Numbers are one series a year, in the order of arrival (Decree 30/2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from intranet.directives.audience.audience_words import audience_in_words
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import AudienceEntry, Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.programme.incoming_register.models import ArrivalNumber
from intranet.reading.coverage.models import TotalCoverageCount
from intranet.reading.models import Assignment


@dataclass(frozen=True)
class RegisterEntry:
    """One line of the register; `confirmed` of `expected` people have signed for it here."""

    directive: Directive
    number: int | None
    confirmed: int
    expected: int

    @property
    def kind_and_subject(self) -> str:
        """The kind in words and the subject."""
        kind = TYPE_NAMES.get(self.directive.kind, "") if self.directive.kind else ""
        return ". ".join(filter(None, (kind, self.directive.headline)))

    @property
    def addressees(self) -> str:
        """The units and people it went to."""
        return audience_in_words(self.directive.audience)

    @property
    def signed(self) -> str:
        """ "12/14", or nothing where nobody was asked to read it."""
        return f"{self.confirmed}/{self.expected}" if self.expected else ""


def entries(
    session: Session, viewer: StaffMember, since: date, until: date, *, offset: int = 0,
    limit: int | None = None,
) -> list[RegisterEntry]:  # fmt: skip
    """What came in these days (both included) and this person may see, in the order of arrival."""
    load = selectinload(Directive.audience)
    rows = session.execute(
        _came(viewer, since, until)
        .options(
            joinedload(Directive.issuing_body), load.joinedload(AudienceEntry.department),
            load.joinedload(AudienceEntry.staff), load.joinedload(AudienceEntry.group),
        )
        .order_by(Directive.received_on, ArrivalNumber.number, Directive.id)
        .offset(offset)
        .limit(limit)
    ).all()  # fmt: skip
    signed = _signed(session, [row[0].id for row in rows])
    return [
        RegisterEntry(directive, number, *signed.get(directive.id, (0, 0)))
        for directive, number in rows
    ]


def count_entries(session: Session, viewer: StaffMember, since: date, until: date) -> int:
    """How many lines these days have."""
    query = _came(viewer, since, until).with_only_columns(func.count())
    return session.scalar(query) or 0


def _came(viewer: StaffMember, since: date, until: date) -> Select[Directive, int]:
    return (
        select(Directive, ArrivalNumber.number)
        .outerjoin(ArrivalNumber)
        .where(visible_to(viewer), Directive.level != Level.AGENCY)
        .where(Directive.received_on.between(since, until))
    )


def _signed(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = session.execute(
        select(Assignment.directive_id, TotalCoverageCount.confirmed, TotalCoverageCount.expected)
        .join(TotalCoverageCount, TotalCoverageCount.assignment_id == Assignment.id)
        .where(Assignment.directive_id.in_(ids), Assignment.closed_at.is_(None))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def number_arrivals(session: Session) -> Sequence[ArrivalNumber]:
    """The numbers given now: to whatever came from outside and has none; nothing twice.

    A number once given stays, also when the day of arrival is corrected; what was undone and
    published again keeps the number that was on it.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('arrival_number'))"))
    waiting = session.scalars(
        select(Directive)
        .outerjoin(ArrivalNumber)
        .where(ArrivalNumber.directive_id.is_(None), Directive.level != Level.AGENCY)
        .where(Directive.undone_at.is_(None))
        .order_by(Directive.received_on, Directive.published_at, Directive.id)
    ).all()
    return [_inherited(session, directive) or _next(session, directive) for directive in waiting]


def _inherited(session: Session, directive: Directive) -> ArrivalNumber | None:
    undone, before = aliased(Directive), aliased(Version)
    number = session.scalar(
        select(ArrivalNumber)
        .join(undone, undone.id == ArrivalNumber.directive_id)
        .join(before, before.directive_id == undone.id)
        .where(undone.undone_at.is_not(None), before.file_id == directive.latest.file_id)
        .where(ArrivalNumber.year == directive.received_on.year)
        .limit(1)
    )
    if number is not None:
        number.directive_id = directive.id
        session.flush()
    return number


def _next(session: Session, directive: Directive) -> ArrivalNumber:
    year = directive.received_on.year
    last = session.scalar(select(func.max(ArrivalNumber.number)).where(ArrivalNumber.year == year))
    made = ArrivalNumber(directive_id=directive.id, year=year, number=(last or 0) + 1)
    session.add(made)
    session.flush()
    return made


def on_publication(
    session: Session, _version: Version, _order: ReadingOrder | None, _by: StaffMember
) -> None:
    """Number what has just been published, with the same commit."""
    session.flush()
    number_arrivals(session)
