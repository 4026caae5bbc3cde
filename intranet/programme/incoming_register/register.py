"""The lines of the register of incoming directives (sổ đăng ký văn bản đến)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.clock import local_day
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import AudienceEntry, Directive
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.roles import ROLE_WORDS
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
    def passed_on(self) -> date:
        """The day on which it was passed on."""
        return local_day(self.directive.published_at)

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


def audience_in_words(audience: Sequence[AudienceEntry]) -> str:
    """An audience in words: "Văn phòng; trừ Lý Thu Hằng"."""
    to = [_name(entry) for entry in audience if not entry.excluded]
    left_out = [_name(entry) for entry in audience if entry.excluded]
    names = ", ".join(to)
    return f"{names}; trừ {', '.join(left_out)}" if left_out else names


def _name(entry: AudienceEntry) -> str:
    if entry.is_everybody:
        return "Toàn cơ quan"
    if entry.department:
        return entry.department.name
    if entry.staff:
        return entry.staff.full_name
    if entry.group:
        return entry.group.name
    return entry.title or (str(ROLE_WORDS[entry.role]) if entry.role else "")
