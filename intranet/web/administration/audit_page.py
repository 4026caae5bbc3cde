"""The page of the audit trail: which lines an administrator looks through, and takes away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from intranet.core.application import number_in
from intranet.core.audit import AuditEntry
from intranet.core.clock import start_of
from intranet.core.dates import typed_day
from intranet.core.paging import ListPage, page_number, rows_on
from intranet.directives.models import Version
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember
from intranet.reading.models import Assignment
from intranet.web.administration.audit_words import AuditNames, names_for

PAGE_SIZE = 50
THE_PORTAL = {"he thong", "system"}
"""What one types to see what nobody in person did."""


@dataclass(frozen=True)
class AuditFilter:
    """Which lines of the trail are shown; empty fields do not narrow."""

    username: str = ""
    act: str = ""
    thing: str = ""
    number: int | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "AuditFilter":
        """From the query of an address; what cannot be read is left out."""
        return cls(
            username=args.get("username", "").strip(),
            act=args.get("act", "").strip(),
            thing=args.get("thing", "").strip(),
            number=number_in(args.get("number", "")),
            since=typed_day(args.get("since", "")),
            until=typed_day(args.get("until", "")),
            page=page_number("page"),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the page is chosen."""
        return replace(self, page=1) != AuditFilter()

    @property
    def fields(self) -> dict[str, Any]:
        """The query of an address that chooses the same."""
        written = {
            name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
            for name, value in vars(self).items()
        }
        return {name: value for name, value in written.items() if value}


@dataclass(frozen=True)
class AuditPage(ListPage[AuditEntry]):
    """One page of the trail."""

    filter: AuditFilter
    acts: Sequence[str]
    things: Sequence[str]
    names: AuditNames

    def url(self, number: int) -> str:
        """The address of another page with the same filters."""
        return f"{url_for('web.audit')}?{urlencode(replace(self.filter, page=number).fields)}"


def audit_page(session: Session, filter: AuditFilter) -> AuditPage:
    """The page of the audit trail that was asked for, newest line first."""
    query = newest_first(session, filter)
    number, total, rows = rows_on(session, query, filter.page, PAGE_SIZE)
    acts, things = (
        session.scalars(select(column).distinct().order_by(column)).all()
        for column in (AuditEntry.act, AuditEntry.thing)
    )
    names = names_for(session, rows)
    return AuditPage(number, PAGE_SIZE, total, rows, filter, acts, things, names)


def newest_first(session: Session, filter: AuditFilter) -> Select[AuditEntry]:
    """The lines that a filter leaves, newest first."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc())
    if filter.username:
        query = query.where(_by(session, filter.username))
    if filter.act:
        query = query.where(AuditEntry.act == filter.act)
    if filter.thing:
        query = query.where(_concerning(filter.thing, filter.number))
    if filter.since:
        query = query.where(AuditEntry.at >= start_of(filter.since))
    if filter.until:
        query = query.where(AuditEntry.at < start_of(filter.until + timedelta(days=1)))
    return query


def _by(session: Session, typed: str) -> Any:
    # Names are compared without their marks, which no database does for us; people are few.
    words = fold(typed)
    if words in THE_PORTAL:
        return AuditEntry.staff_id.is_(None)
    people = session.execute(select(StaffMember.id, StaffMember.username, StaffMember.full_name))
    meant = [row.id for row in people if words in fold(f"{row.username} {row.full_name}")]
    return or_(AuditEntry.username == typed, AuditEntry.staff_id.in_(meant))


def _concerning(thing: str, number: int | None) -> Any:
    same = AuditEntry.thing == thing
    if number is None:
        return same
    itself = and_(same, AuditEntry.thing_id == number)
    if thing != "directive":
        return itself
    parts = [
        and_(AuditEntry.thing == name, AuditEntry.thing_id.in_(ids))
        for name, ids in (
            ("version", select(Version.id).where(Version.directive_id == number)),
            ("assignment", select(Assignment.id).where(Assignment.directive_id == number)),
        )
    ]
    return or_(itself, *parts)
