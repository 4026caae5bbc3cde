"""Making reports. Nothing here commits."""

from sqlalchemy.orm import Session

from intranet.core import audit, hash_chain
from intranet.core.clock import now, today
from intranet.core.tasks import after_commit
from intranet.people.models import StaffMember
from intranet.programme.reports import queries, wordings
from intranet.programme.reports.errors import (
    DayAhead,
    DayBeforePeriod,
    PeriodReversed,
    ReasonMissing,
)
from intranet.programme.reports.figures import canonical, digest
from intranet.programme.reports.gathering import Wanted, gather
from intranet.programme.reports.models import Snapshot
from intranet.programme.tasks import print_report
from intranet.reading.coverage import counts

SHORTEST_REASON = 5


def make_report(session: Session, by: StaffMember, wanted: Wanted) -> Snapshot:
    """The report of a period and day: the one that was made, or a new one.

    Raises PeriodReversed, DayAhead, DayBeforePeriod.
    """
    if wanted.until < wanted.since:
        raise PeriodReversed
    if wanted.as_of > today():
        raise DayAhead
    if wanted.as_of < wanted.since:
        raise DayBeforePeriod
    return queries.newest(session, wanted) or _freeze(session, by, wanted)


def make_again(session: Session, by: StaffMember, snapshot: Snapshot) -> Snapshot:
    """A new edition from the facts known now; the newest one where nothing has changed."""
    return _freeze(session, by, queries.wanted_of(snapshot))


def _freeze(session: Session, by: StaffMember, wanted: Wanted) -> Snapshot:
    counts.roll(session)  # of a day that has begun the worker may know nothing yet
    hash_chain.head(session, Snapshot, lock=True)
    figures = gather(session, by, wanted)
    text = canonical(figures)
    last = queries.newest(session, wanted)
    if last and last.sha256 == digest(text):
        return last
    made = Snapshot(
        period=wanted.period, since=wanted.since, until=wanted.until, as_of=wanted.as_of,
        edition=last.edition + 1 if last else 1, figures=text, sha256=digest(text),
        made_at=now(), made_by_id=by.id,
    )  # fmt: skip
    hash_chain.append(session, [made])
    wordings.keep(session, figures)
    audit.record(
        session, by, "report.made", on=made, period=wanted.period, edition=made.edition,
        as_of=wanted.as_of.isoformat(), sha256=made.sha256,
    )  # fmt: skip
    after_commit(session, print_report, made.id)
    return made


def note_export(
    session: Session, by: StaffMember, act: str, reason: str, on: object = None, **detail: object
) -> audit.AuditEntry:
    """The line of the trail that says who took what out of the portal, and why.

    Raises ReasonMissing.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing
    return audit.record(session, by, act, on=on, reason=reason.strip(), **detail)
