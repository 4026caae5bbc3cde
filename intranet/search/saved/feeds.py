"""A saved search as an Atom feed (RFC 4287): what it finds, as its owner may see it now.

Of a directive it tells symbol, subject, day and where it opens; never a word of its pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import current_app, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.current_settings import settings
from intranet.people.roles import Permission, may
from intranet.search.index.sources import EntryDetails, by_source, titles_of
from intranet.search.saved.actions import hashed, parse_address
from intranet.search.saved.alerts import exact_hits
from intranet.search.saved.models import SavedSearch

MOST_ENTRIES = 50
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# What XML 1.0 cannot carry, escaped or not.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedEntry:
    """One hit as the feed tells it, with its id in the index and the moment of its last change."""

    id: str
    details: EntryDetails
    changed_at: datetime


def search_of(session: Session, token: str) -> SavedSearch | None:
    """The saved search of a feed's secret; None if it ended or its owner reads here no more."""
    if not TOKEN.fullmatch(token):
        return None
    search = session.scalar(select(SavedSearch).filter_by(token_hash=hashed(token)))
    if search is None or not search.staff.is_active or not may(search.staff.role, Permission.READ):
        return None
    return search


def entries_of(session: Session, search: SavedSearch) -> Sequence[FeedEntry]:
    """The newest hits that the owner of the search may see at this moment."""
    hits = exact_hits(session, search.staff, parse_address(search.address), limit=MOST_ENTRIES)
    told = titles_of(session, search.staff, hits)
    changed: dict[str, datetime] = {}
    for source, numbers in by_source(told):
        model = source.model
        rows = session.execute(select(model.id, model.changed_at).where(model.id.in_(numbers)))
        changed |= {source.name(number): moment for number, moment in rows}
    return [FeedEntry(hit, told[hit], changed[hit]) for hit in hits if hit in told]


def absolute(endpoint: str, **values: Any) -> str:
    """The whole address of a page, for a feed reader."""
    base = settings().portal_address or request.url_root
    return base.rstrip("/") + url_for(endpoint, **values)


def atom(search: SavedSearch, entries: Sequence[FeedEntry], address: str, results: str) -> bytes:
    """The feed as XML in UTF-8; the same hits in the same state are the same to the byte.

    address is that of the feed, results that of the results page.
    """
    xml = current_app.jinja_env.get_template("search/feed.xml").render(
        title=_("Tìm kiếm: %(name)s", name=search.name),
        author=_("Phòng đọc văn bản chỉ đạo"),
        updated=max((entry.changed_at for entry in entries), default=search.created_at),
        entries=entries,
        address=address,
        results=results,
        name=partial(_name, search),
        summary=lambda day: _("Ngày ban hành %(day)s", day=f"{day:%d/%m/%Y}"),
        moment=lambda moment: moment.replace(microsecond=0).isoformat(),
        absolute=absolute,
    )
    return UNSAYABLE.sub("", xml).encode()


def _name(search: SavedSearch, thing: str) -> str:
    """A name that stays when address, secret and title change, and that no other portal uses."""
    made = search.created_at.isoformat()
    return uuid5(NAMESPACE_URL, f"saved-search/{search.id}/{made}/{thing}").urn
