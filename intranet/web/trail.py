"""The audit trail as the administrator looks through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.audit import AuditEntry
from intranet.core.clock import HOME
from intranet.core.paging import ListPage, rows_on

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """What of the trail is asked for; empty fields do not narrow."""

    username: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "Wanted":
        """From the query of an address; what cannot be read is left out."""
        page = args.get("page", "1")
        return cls(
            username=args.get("username", "").strip(),
            act=args.get("act", "").strip(),
            since=_day(args.get("since", "")),
            until=_day(args.get("until", "")),
            page=max(1, int(page)) if page.isdigit() else 1,
        )


@dataclass(frozen=True)
class Trail(ListPage[AuditEntry]):
    """One page of the trail."""

    wanted: Wanted
    acts: Sequence[str]

    def url(self, number: int) -> str:
        """The address of another page with the same filters."""
        kept = replace(self.wanted, page=number)
        fields = {key: value for key, value in vars(kept).items() if value}
        return f"{url_for('web.audit')}?{urlencode(fields)}"


def trail(session: Session, wanted: Wanted) -> Trail:
    """The page of the audit trail that was asked for, newest line first."""
    newest_first = _narrowed(wanted).order_by(AuditEntry.id.desc())
    number, total, rows = rows_on(session, newest_first, wanted.page, PAGE_SIZE)
    acts = session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act))
    return Trail(number, PAGE_SIZE, total, rows, wanted, acts.all())


def _narrowed(wanted: Wanted) -> Select[AuditEntry]:
    query = select(AuditEntry)
    if wanted.username:
        query = query.where(AuditEntry.username == wanted.username)
    if wanted.act:
        query = query.where(AuditEntry.act == wanted.act)
    if wanted.since:
        query = query.where(AuditEntry.at >= _start(wanted.since))
    if wanted.until:
        query = query.where(AuditEntry.at < _start(wanted.until + timedelta(days=1)))
    return query


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), HOME)


def _day(written: str) -> date | None:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written.strip(), pattern).date()
        except ValueError:
            continue
    return None
