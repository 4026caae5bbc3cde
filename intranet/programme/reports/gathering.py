"""The figures of a report, asked of the rooms below; nothing is counted a second time here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core import hash_chain
from intranet.core.clock import HOME, local_day, start_of, today
from intranet.core.dates import holds_on
from intranet.core.settings import settings
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.language.bodies.levels import Level
from intranet.meetings.attendance.queries import attendance
from intranet.meetings.models import Meeting
from intranet.meetings.visibility import meetings_of
from intranet.people.models import Membership, StaffMember
from intranet.people.organization.departments import departments
from intranet.people.organization.working_days import calendar
from intranet.people.roles import Permission, roles_with
from intranet.programme.reports.differences import NUMBERS
from intranet.programme.reports.figures import (
    WORDS,
    DirectiveLine,
    Figures,
    LateLine,
    MeetingLine,
    UnitLine,
    wording_digest,
)
from intranet.reading.coverage import queries, report_counts
from intranet.reading.coverage.report_counts import ReportCounts
from intranet.reading.models import Assignment, ReceiptStep

NOTHING = ReportCounts()


@dataclass(frozen=True)
class ReportScope:
    """Which report: the period by name and days (both included), and the day of the figures."""

    period: str
    since: date
    until: date
    as_of: date

    @property
    def end(self) -> date:
        """The last day whose acts belong to it: that of the period or that of the figures."""
        return min(self.until, self.as_of)


def gather(session: Session, by: StaffMember, scope: ReportScope) -> Figures:
    """The figures of a report for a person who may watch every unit."""
    given = report_counts.given_between(scope.since, scope.end)
    whole = queries.total_counts(session, by, None if scope.as_of == today() else scope.as_of)
    arrived = _arrived(session, by, scope)
    newest = session.scalar(select(func.max(ReceiptStep.id)))
    return Figures(
        agency=settings().agency_name,
        place=settings().agency_place,
        period=scope.period,
        since=scope.since.isoformat(),
        until=scope.until.isoformat(),
        as_of=scope.as_of.isoformat(),
        prompt_days=settings().prompt_days,
        directives=tuple(_directives(session, given, scope.as_of)),
        units=tuple(_units(session, given, scope.as_of)),
        meetings=tuple(_meetings(session, by, scope)),
        late=tuple(_late(session, arrived)),
        levels=dict(Counter(directive.level.name for directive in arrived)),
        received=len(arrived),
        whole_required=whole.required,
        whole_done=whole.done,
        chain_head=hash_chain.head(session, ReceiptStep),
        chain_row=newest or 0,
    )


def _directives(session: Session, given: Select[Any], day: date) -> list[DirectiveLine]:
    numbers = report_counts.by_assignment(session, given, day)
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(given))
        .options(joinedload(Assignment.directive).joinedload(Directive.issuing_body))
        .order_by(Assignment.assigned_at, Assignment.id)
    ).all()
    return [_line(assignment, numbers.get(assignment.id, NOTHING)) for assignment in rows]


def _line(assignment: Assignment, numbers: ReportCounts) -> DirectiveLine:
    directive = assignment.directive
    return DirectiveLine(
        assignment_id=assignment.id,
        issued_on=_iso(directive.issued_on),
        level=directive.level.name,
        published_on=_iso(local_day(assignment.assigned_at)),
        deadline=_iso(assignment.deadline),
        **{name: getattr(numbers, name) for name in NUMBERS["directives"]},
        **_named(directive),
    )


def _named(directive: Directive) -> dict[str, Any]:
    """How a directive is called now, and when it came."""
    wording = directive.symbol, directive.issuing_body.name, directive.headline
    return {
        "directive_id": directive.id,
        "wording": wording_digest(directive.id, wording),
        "received_on": _iso(directive.received_on),
        **dict(zip(WORDS, wording, strict=True)),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _units(session: Session, given: Select[Any], day: date) -> list[UnitLine]:
    numbers = report_counts.by_unit(session, given, day)
    serving = _serving(session, day)
    return [
        UnitLine(
            unit.id, unit.name, serving.get(unit.id, 0), numbers.get(unit.id, NOTHING).required,
            numbers.get(unit.id, NOTHING).done, numbers.get(unit.id, NOTHING).late,
        )
        for unit in departments(session)
        if unit.id in serving or unit.id in numbers
    ]  # fmt: skip


def _serving(session: Session, day: date) -> dict[int, int]:
    rows = session.execute(
        select(Membership.department_id, func.count())
        .where(holds_on(Membership, day))
        .where(Membership.role.in_(roles_with(Permission.READ)))
        .group_by(Membership.department_id)
    )
    return {row[0]: row[1] for row in rows}


def _arrived(session: Session, by: StaffMember, scope: ReportScope) -> Sequence[Directive]:
    """What came from outside in the period and was published by the day of the figures."""
    end = start_of(scope.as_of + timedelta(days=1))
    return session.scalars(
        visible(by)
        .options(joinedload(Directive.issuing_body))
        .where(Directive.level != Level.AGENCY, Directive.published_at < end)
        .where(Directive.received_on.between(scope.since, scope.end))
        .order_by(Directive.received_on, Directive.id)
    ).all()


def _late(session: Session, arrived: Sequence[Directive]) -> list[LateLine]:
    working_days = calendar(session)
    lines = []
    for directive in arrived:
        published_on = local_day(directive.published_at)
        days = working_days.between(directive.received_on, published_on)
        if days > settings().prompt_days:
            lines.append(LateLine(published_on=_iso(published_on), days=days, **_named(directive)))
    return lines


def _meetings(session: Session, by: StaffMember, scope: ReportScope) -> list[MeetingLine]:
    start, end = start_of(scope.since), start_of(scope.end + timedelta(days=1))
    query = meetings_of(by).where(
        Meeting.cancelled_at.is_(None), Meeting.starts_at >= start, Meeting.starts_at < end
    )
    meetings = session.scalars(
        query.options(selectinload(Meeting.agenda)).order_by(Meeting.starts_at)
    )
    return [_meeting(session, meeting) for meeting in meetings]


def _meeting(session: Session, meeting: Meeting) -> MeetingLine:
    numbers = attendance(session, meeting).count
    presenters = dict.fromkeys(item.presenter for item in meeting.agenda if item.presenter)
    return MeetingLine(
        meeting_id=meeting.id,
        at=f"{meeting.starts_at.astimezone(HOME):%Y-%m-%dT%H:%M}",
        title=meeting.title,
        chair=meeting.chair,
        presenters=", ".join(presenters),
        invited=numbers.invited,
        present=numbers.present,
        excused=numbers.away_excused,
    )
