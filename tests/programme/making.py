"""An office whose readings lie some days back, and the reports made of it."""

import io
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.clock import HOME, today
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.programme.reports import actions
from intranet.programme.reports.gathering import ReportScope
from intranet.programme.reports.models import Snapshot
from intranet.reading.assignments import actions as reading
from intranet.reading.models import Step
from intranet.reading.receipts.steps import take_steps
from tests.making import Make


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), HOME)


def asked(make: Make, days: int, working_days: int = 3, **about: object) -> Directive:
    """A directive that was published and given to read so many days ago."""
    given = {"published_at": noon(ago(days)), "received_on": ago(days), **about}
    directive = make.directive(**given)
    order = ReadingOrder(working_days=working_days)
    reading.assign(db.session, directive.published_by, directive.latest, order)
    db.session.commit()
    return directive


def confirmed(directive: Directive, staff: StaffMember, days: int) -> None:
    """The person confirmed so many days ago."""
    steps = (Step.OPENED, Step.READ_THROUGH, Step.CONFIRMED)
    take_steps(db.session, directive.latest, [staff], steps, noon(ago(days)))
    db.session.commit()


def wanted(as_of: int = 0, since: int = 30) -> ReportScope:
    return ReportScope("Tháng thử", ago(since), today(), ago(as_of))


def report(by: StaffMember, as_of: int = 0, since: int = 30) -> Snapshot:
    made = actions.make_report(db.session, by, wanted(as_of, since))
    db.session.commit()
    return made


def acts(act: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.act == act)))


def texts(book: bytes) -> set[object]:
    sheets = load_workbook(io.BytesIO(book)).worksheets
    return {cell for sheet in sheets for row in sheet.values for cell in row}
