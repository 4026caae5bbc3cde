"""A saved search as an Atom feed (RFC 4287): what it finds, as its owner may see it now.

Of a directive it tells symbol, subject, day and where it opens; never a word of its pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.current_settings import settings
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, may
from intranet.search.index.directive_entries import SOURCE as DIRECTIVES
from intranet.search.index.sources import EntrySource, by_source
from intranet.search.saved.actions import hashed, parse_address
from intranet.search.saved.alerts import exact_hits
from intranet.search.saved.models import SavedSearch

MOST_ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# What XML 1.0 cannot carry, escaped or not.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", ATOM)


@dataclass(frozen=True)
class FeedEntry:
    """One hit as the feed tells it, and the whole address where it opens."""

    entry: str
    symbol: str
    subject: str
    day: date | None
    changed_at: datetime
    address: str


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
    by_name: dict[str, FeedEntry] = {}
    for source, numbers in by_source(hits):
        if source is DIRECTIVES:
            read = _directives(session, search.staff, numbers)
        else:
            read = _others(session, search.staff, source, numbers)
        by_name |= {entry.entry: entry for entry in read}
    return [by_name[hit] for hit in hits if hit in by_name]


def _directives(session: Session, staff: StaffMember, ids: Sequence[int]) -> list[FeedEntry]:
    query = select(
        Directive.id, Directive.symbol, Directive.subject, Directive.issued_on, Directive.changed_at
    ).where(Directive.id.in_(ids), visible_to(staff))
    return [
        FeedEntry(
            DIRECTIVES.name(number), symbol, subject, day, changed_at,
            absolute("directives.show", directive_id=number),
        )
        for number, symbol, subject, day, changed_at in session.execute(query)
    ]  # fmt: skip


def _others(
    session: Session, staff: StaffMember, source: EntrySource, ids: Sequence[int]
) -> list[FeedEntry]:
    model = source.model
    rows = session.execute(select(model.id, model.changed_at).where(model.id.in_(ids)))
    changed = {row.id: row.changed_at for row in rows}
    return [
        FeedEntry(
            source.name(number), hit.symbol, hit.title, hit.issued_on, changed[number],
            absolute(hit.endpoint, **hit.values),
        )
        for number, hit in source.load_hits(session, staff, ids).items()
    ]  # fmt: skip


def absolute(endpoint: str, **values: Any) -> str:
    """The whole address of a page, for a feed reader."""
    base = settings().portal_address or request.url_root
    return base.rstrip("/") + url_for(endpoint, **values)


def atom(search: SavedSearch, entries: Sequence[FeedEntry], address: str, results: str) -> bytes:
    """The feed as XML in UTF-8; the same hits in the same state are the same to the byte.

    address is that of the feed, results that of the results page.
    """
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{XML}}}lang": "vi"})
    _add(feed, "id", _name(search, "feed"))
    _add(feed, "title", _("Tìm kiếm: %(name)s", name=search.name))
    _add(feed, "updated", _moment(max((e.changed_at for e in entries), default=search.created_at)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=results)
    _add(_add(feed, "author"), "name", _("Phòng đọc văn bản chỉ đạo"))
    for entry in entries:
        _entry(feed, search, entry)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, search: SavedSearch, told: FeedEntry) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _name(search, told.entry))
    _add(entry, "title", ": ".join(filter(None, (told.symbol, told.subject))))
    _add(entry, "updated", _moment(told.changed_at))
    _add(entry, "link", rel="alternate", type="text/html", href=told.address)
    if told.day:
        _add(entry, "summary", _("Ngày ban hành %(day)s", day=f"{told.day:%d/%m/%Y}"))


def _add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        element.text = UNSAYABLE.sub("", text)
    return element


def _name(search: SavedSearch, thing: str) -> str:
    """A name that stays when address, secret and title change, and that no other portal uses."""
    made = search.created_at.isoformat()
    return uuid5(NAMESPACE_URL, f"saved-search/{search.id}/{made}/{thing}").urn


def _moment(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()
