"""The page of the audit trail: which lines an administrator looks through, in which words.

The words stand in `audit_words.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, url_for
from flask_babel import gettext
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from intranet.core.audit import AuditEntry
from intranet.core.clock import start_of
from intranet.core.dates import typed_day
from intranet.core.paging import ListPage, page_number, rows_on

PAGE_SIZE = 50
WORDS = Path(__file__).with_name("audit_words.toml")


@dataclass(frozen=True)
class AuditFilter:
    """Which lines of the trail are shown; empty fields do not narrow."""

    username: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "AuditFilter":
        """From the query of an address; what cannot be read is left out."""
        return cls(
            username=args.get("username", "").strip(),
            act=args.get("act", "").strip(),
            since=typed_day(args.get("since", "")),
            until=typed_day(args.get("until", "")),
            page=page_number("page"),
        )


@dataclass(frozen=True)
class AuditPage(ListPage[AuditEntry]):
    """One page of the trail."""

    filter: AuditFilter
    acts: Sequence[str]

    def url(self, number: int) -> str:
        """The address of another page with the same filters."""
        there = replace(self.filter, page=number)
        fields = {key: value for key, value in vars(there).items() if value}
        return f"{url_for('web.audit')}?{urlencode(fields)}"


def audit_page(session: Session, filter: AuditFilter) -> AuditPage:
    """The page of the audit trail that was asked for, newest line first."""
    newest_first = _narrowed(filter).order_by(AuditEntry.id.desc())
    number, total, rows = rows_on(session, newest_first, filter.page, PAGE_SIZE)
    acts = session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act))
    return AuditPage(number, PAGE_SIZE, total, rows, filter, acts.all())


def _narrowed(filter: AuditFilter) -> Select[AuditEntry]:
    query = select(AuditEntry)
    if filter.username:
        query = query.where(AuditEntry.username == filter.username)
    if filter.act:
        query = query.where(AuditEntry.act == filter.act)
    if filter.since:
        query = query.where(AuditEntry.at >= start_of(filter.since))
    if filter.until:
        query = query.where(AuditEntry.at < start_of(filter.until + timedelta(days=1)))
    return query


@cache
def audit_words() -> dict[str, dict[str, str]]:
    """Act → words under "acts", kind of thing → words under "things"."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def word(table: str, name: str) -> str:
    """What an act ("acts") or a kind of thing ("things") is called on the screen."""
    known = audit_words()[table].get(name, name)
    return str(gettext(known)) if known else ""


def register(app: Flask) -> None:
    """Let templates use the words."""
    words = {"act_word": partial(word, "acts"), "thing_word": partial(word, "things")}
    app.jinja_env.globals.update(words)
