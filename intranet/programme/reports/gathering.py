"""The figures of a report, asked of the rooms below; nothing is counted a second time here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core import hash_chain
from intranet.core.anchors.anchor_file import hidden
from intranet.core.clock import HOME, local_day, start_of, today
from intranet.core.current_settings import settings
from intranet.core.dates import holds_on
from intranet.core.office_settings import office
from intranet.directives.models import Directive
from intranet.meetings.attendance.queries import attendance
from intranet.meetings.models import Meeting
from intranet.meetings.visibility import meetings_of
from intranet.people.models import Membership, StaffMember
from intranet.people.organization.departments import departments
from intranet.programme.reports import figures as values
from intranet.programme.reports.figure_differences import NUMBERS
from intranet.programme.reports.figure_lines import (
    DirectiveLine,
    LateLine,
    MeetingLine,
    MonthLine,
    UnitLine,
)
from intranet.programme.reports.figures import Figures
from intranet.reading.coverage import queries, reading_rules, report_counts
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.report_counts import ReportCounts
from intranet.reading.models import Assignment, ReceiptStep
from intranet.reading.plan import plan_indicators
from intranet.reading.plan.informed_people import PeopleCounts, people_by_unit
from intranet.reading.plan.over_time import month_ends

NOTHING, NOBODY = ReportCounts(), PeopleCounts()


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
    arrived = session.scalars(
        plan_indicators.arrived(by, scope.since, scope.end, scope.as_of)
        .options(joinedload(Directive.issuing_body))
        .order_by(Directive.received_on, Directive.id)
    ).all()
    newest = session.scalar(select(func.max(ReceiptStep.id)))
    people = plan_indicators.people_informed(session, by, scope.as_of)
    return Figures(
        agency=settings().agency_name,
        place=settings().agency_place,
        period=scope.period,
        since=scope.since.isoformat(),
        until=scope.until.isoformat(),
        as_of=scope.as_of.isoformat(),
        prompt_days=office().prompt_days,
        directives=tuple(_directives(session, given, scope.as_of)),
        units=tuple(_units(session, by, given, scope.as_of)),
        meetings=tuple(_meetings(session, by, scope)),
        late=tuple(
            LateLine(
                published_on=_iso(late.published_on), days=late.taken, **_named(late.directive)
            )
            for late in plan_indicators.later_than(session, arrived, office().prompt_days)
        ),
        levels=dict(Counter(directive.level.name for directive in arrived)),
        received=len(arrived),
        whole_required=whole.required,
        whole_done=whole.done,
        chain_head=hidden(hash_chain.head(session, ReceiptStep)),
        chain_row=newest or 0,
        people=people.total,
        informed=people.done,
        months=tuple(_months(session, by, scope.as_of)),
    )


def _directives(session: Session, given: Select[Any], day: date) -> Iterator[DirectiveLine]:
    numbers = report_counts.counted(session, ReadingPeriod.assignment_id, given, day)
    for assignment in session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(given))
        .options(joinedload(Assignment.directive).joinedload(Directive.issuing_body))
        .order_by(Assignment.assigned_at, Assignment.id)
    ):
        directive, counts = assignment.directive, numbers.get(assignment.id, NOTHING)
        yield DirectiveLine(
            assignment_id=assignment.id,
            issued_on=_iso(directive.issued_on),
            level=directive.level.name,
            published_on=_iso(local_day(assignment.assigned_at)),
            deadline=_iso(assignment.deadline),
            **{name: getattr(counts, name) for name in NUMBERS["directives"]},
            **_named(directive),
        )


def _named(directive: Directive) -> dict[str, Any]:
    # How a directive is called now, and when it came.
    wording = directive.symbol, directive.issuing_body.name, directive.headline
    return {
        "directive_id": directive.id,
        "wording": values.wording_digest(directive.id, wording),
        "received_on": _iso(directive.received_on),
        **dict(zip(values.WORDS, wording, strict=True)),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _units(session: Session, by: StaffMember, given: Select[Any], day: date) -> Iterator[UnitLine]:
    numbers = report_counts.counted(session, ReadingPeriod.department_id, given, day)
    rows = session.execute(
        select(Membership.department_id, func.count())
        .where(holds_on(Membership, day), Membership.role.in_(reading_rules.READERS))
        .group_by(Membership.department_id)
    )
    serving, people = {row[0]: row[1] for row in rows}, people_by_unit(session, by, day)
    for unit in departments(session):
        if unit.id in serving or unit.id in numbers:
            read, staff = numbers.get(unit.id, NOTHING), serving.get(unit.id, 0)
            rate = people.get(unit.id, NOBODY).rate
            yield UnitLine(
                unit.id, unit.name, staff, read.required, read.done, read.late, rate.total,
                rate.done,
            )  # fmt: skip


def _months(session: Session, by: StaffMember, day: date) -> Iterator[MonthLine]:
    for month in month_ends(session, by, day):
        units = {str(unit): (rate.done, rate.total) for unit, rate in month.units.items()}
        people, readings = month.people, month.readings
        yield MonthLine(
            month.day.isoformat(), people.total, people.done, readings.total, readings.done, units
        )


def _meetings(session: Session, by: StaffMember, scope: ReportScope) -> Iterator[MeetingLine]:
    held = meetings_of(by).where(
        Meeting.cancelled_at.is_(None),
        Meeting.starts_at >= start_of(scope.since),
        Meeting.starts_at < start_of(scope.end + timedelta(days=1)),
    )
    query = held.options(selectinload(Meeting.agenda)).order_by(Meeting.starts_at)
    for meeting in session.scalars(query):
        numbers = attendance(session, meeting).count
        presenters = dict.fromkeys(item.presenter for item in meeting.agenda if item.presenter)
        yield MeetingLine(
            meeting_id=meeting.id,
            at=f"{meeting.starts_at.astimezone(HOME):%Y-%m-%dT%H:%M}",
            title=meeting.title,
            chair=meeting.chair,
            presenters=", ".join(presenters),
            invited=numbers.invited,
            present=numbers.present,
            excused=numbers.away_excused,
        )
