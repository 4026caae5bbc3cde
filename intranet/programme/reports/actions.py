"""Making reports. Nothing here commits."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit, hash_chain
from intranet.core.anchors.anchoring import anchor_chains
from intranet.core.clock import now, today
from intranet.core.task_queue import after_commit
from intranet.people.models import StaffMember
from intranet.programme.reports import queries
from intranet.programme.reports.errors import DayAhead, DayBeforePeriod, PeriodReversed
from intranet.programme.reports.figures import WORDS, Figures, canonical, digest
from intranet.programme.reports.gathering import ReportScope, gather
from intranet.programme.reports.models import ReportWording, Snapshot
from intranet.programme.tasks import print_report
from intranet.reading.coverage import counts


def make_report(session: Session, by: StaffMember, scope: ReportScope) -> Snapshot:
    """The report of a period and day: the one that was made, or a new one.

    Raises PeriodReversed, DayAhead, DayBeforePeriod.
    """
    if scope.until < scope.since:
        raise PeriodReversed
    if scope.as_of > today():
        raise DayAhead
    if scope.as_of < scope.since:
        raise DayBeforePeriod
    return queries.newest(session, scope) or _freeze(session, by, scope)


def make_again(session: Session, by: StaffMember, snapshot: Snapshot) -> Snapshot:
    """A new edition from the facts known now; the newest one where nothing has changed."""
    return _freeze(session, by, queries.scope_of(snapshot))


def _freeze(session: Session, by: StaffMember, scope: ReportScope) -> Snapshot:
    counts.begin_day(session)  # of a day that has begun the worker may know nothing yet
    hash_chain.lock(session, Snapshot)
    figures = gather(session, by, scope)
    text = canonical(figures)
    last = queries.newest(session, scope)
    if last and last.sha256 == digest(text):
        return last
    made = Snapshot(
        **vars(scope), edition=last.edition + 1 if last else 1, figures=text, sha256=digest(text),
        made_at=now(), made_by_id=by.id,
    )  # fmt: skip
    hash_chain.append(session, [made])
    _keep_wordings(session, figures)
    audit.record(
        session, by, "report.made", on=made, period=scope.period, edition=made.edition,
        as_of=scope.as_of.isoformat(), sha256=made.sha256,
    )  # fmt: skip
    after_commit(session, print_report, made.id)
    after_commit(session, anchor_chains, f"report {made.id}")
    return made


def _keep_wordings(session: Session, figures: Figures) -> None:
    # What the directives of a new report are called, each wording once.
    lines = {line.wording: line for line in figures.named}
    known = select(ReportWording.digest).where(
        ReportWording.directive_id.in_(figures.directive_ids)
    )
    for name in lines.keys() - set(session.scalars(known)):
        said = {column: getattr(lines[name], column) for column in ("directive_id", *WORDS)}
        session.add(ReportWording(digest=name, **said))
    session.flush()
