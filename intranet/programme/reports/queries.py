"""Reports that were made, and what changed between two of them."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer, joinedload

from intranet.core.errors import existing
from intranet.core.paging import ListPage, rows_on
from intranet.directives.models import Directive
from intranet.programme.reports import figures as values
from intranet.programme.reports.figure_differences import FigureDifference, differences
from intranet.programme.reports.gathering import ReportScope
from intranet.programme.reports.models import ReportWording, Snapshot

PAGE_SIZE = 30


def scope_of(snapshot: Snapshot) -> ReportScope:
    """What was asked for."""
    return ReportScope(snapshot.period, snapshot.since, snapshot.until, snapshot.as_of)


def _editions(scope: ReportScope) -> Select[Snapshot]:
    return select(Snapshot).filter_by(**vars(scope))


def newest(session: Session, scope: ReportScope) -> Snapshot | None:
    """The newest edition of a report; None when it was never made."""
    query = _editions(scope).order_by(Snapshot.edition.desc()).limit(1)
    return session.scalar(query)


def editions(session: Session, snapshot: Snapshot) -> Sequence[Snapshot]:
    """All editions of the same report, newest first."""
    options = joinedload(Snapshot.made_by), defer(Snapshot.figures)
    query = _editions(scope_of(snapshot)).options(*options)
    return session.scalars(query.order_by(Snapshot.edition.desc())).all()


def report_page(session: Session, number: int) -> ListPage[Snapshot]:
    """A page of the reports that were made, newest first, without their figures."""
    query = select(Snapshot).options(joinedload(Snapshot.made_by), defer(Snapshot.figures))
    number, total, rows = rows_on(session, query.order_by(Snapshot.id.desc()), number, PAGE_SIZE)
    return ListPage(number, PAGE_SIZE, total, rows)


def report_for(session: Session, number: int) -> Snapshot:
    """One report. Raises NotFound."""
    query = select(Snapshot).where(Snapshot.id == number).options(joinedload(Snapshot.made_by))
    return existing(session.scalar(query))


def changes(
    session: Session, snapshot: Snapshot, figures: values.Figures
) -> list[FigureDifference]:
    """What this edition says otherwise than the one before it; nothing for a first one."""
    before = session.scalar(
        _editions(scope_of(snapshot)).where(Snapshot.edition == snapshot.edition - 1)
    )
    return differences(figures_of(session, before), figures) if before else []


def figures_of(session: Session, snapshot: Snapshot) -> values.Figures:
    """The figures of a report, directives called as they were; what is isolated has no name."""
    bare = values.from_text(snapshot.figures)
    rows = session.scalars(
        select(ReportWording)
        .join(Directive, Directive.id == ReportWording.directive_id)
        .where(Directive.isolated_at.is_(None), ReportWording.directive_id.in_(bare.directive_ids))
    )
    return values.worded(bare, {row.digest: (row.symbol, row.body, row.subject) for row in rows})
