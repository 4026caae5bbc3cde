"""The last searches of a person: kept as they ask, few, and forgotten when they or time say so."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.office_settings import office
from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.search.recent.models import LONGEST, RecentSearch
from intranet.search.usage.query_log import forget_rows, impatient, inserting, normal

MOST = 8


def note(staff: StaffMember, words: str) -> None:
    """Keep that this person searched for these words; what looks private is not kept.

    Never fails and never keeps a page waiting: when the database is busy it is let go.
    """
    plain = " ".join(canonical(words).split())[:LONGEST]
    if not normal(plain):
        return
    mine = RecentSearch.staff_id == staff.id
    kept = select(RecentSearch.words).where(mine).order_by(RecentSearch.asked_at.desc()).limit(MOST)
    key, moment = {"staff_id": staff.id, "words": plain}, now()
    with suppress(OperationalError), impatient() as session:
        row = inserting(session, RecentSearch).values(**key, asked_at=moment)
        session.execute(row.on_conflict_do_update(list(key), set_={"asked_at": moment}))
        session.execute(delete(RecentSearch).where(mine, RecentSearch.words.not_in(kept)))


def recent(session: Session, staff: StaffMember) -> Sequence[str]:
    """The words that this person searched for last, newest first."""
    mine = select(RecentSearch.words).filter_by(staff_id=staff.id)
    return session.scalars(mine.order_by(RecentSearch.asked_at.desc()).limit(MOST)).all()


def forget(session: Session, staff: StaffMember, words: str = "") -> None:
    """Forget these words of this person, or all of theirs; the caller commits."""
    mine = delete(RecentSearch).where(RecentSearch.staff_id == staff.id)
    session.execute(mine.where(RecentSearch.words == words) if words else mine)


def forget_old_searches() -> None:
    """Forget what was asked longer ago than the search board keeps its counts."""
    forget_rows(RecentSearch, RecentSearch.asked_at < now() - timedelta(days=office().asked_days))
