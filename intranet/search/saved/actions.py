"""Saved searches: keeping, naming and forgetting them, and the secret address of their feeds.

Nothing here commits.
"""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import BadInput, NotFound
from intranet.language.symbols.parsing import parse_symbol
from intranet.people.models import StaffMember
from intranet.search.index.sources import titles_of
from intranet.search.results.page_address import PageAddress, address_from, arguments_of
from intranet.search.saved.models import Alert, SavedHit, SavedSearch

MOST = 20
LONGEST_NAME, LONGEST_ADDRESS = 120, 1000
TOKEN_BYTES = 32
MOST_COUNTED = 100
MOST_LOADED = 30  # of what a source loads with its pages


class TooManySaved(BadInput):
    """This person keeps as many searches as one may."""

    message = _l(
        "Mỗi người lưu được nhiều nhất %(n)s câu tìm. Hãy xóa bớt câu không dùng nữa.", n=MOST
    )


class NotSaveable(BadInput):
    """There is nothing in the search that could be kept."""

    message = _l("Câu tìm này trống hoặc quá dài nên không lưu được. Hãy tìm trước rồi lưu.")


@dataclass(frozen=True)
class SavedSearchState:
    """A saved search with the number of its new hits since its owner looked, at most 100."""

    search: SavedSearch
    address: PageAddress
    fresh: int


def parse_address(address: str) -> PageAddress:
    """What a kept address asks for: the first page, of the moment when it is asked."""
    arguments: MultiDict[str, str] = MultiDict(parse_qsl(address, keep_blank_values=False))
    return replace(address_from(arguments), page=1, until="")


def canonical_address(url: str) -> str:
    """The query string of a results page in its one spelling: what is kept. Raises NotSaveable."""
    page = parse_address(url.partition("?")[2].partition("#")[0])
    address = urlencode(sorted(arguments_of(page).items()), doseq=True)
    if not page.words or len(address) > LONGEST_ADDRESS:
        raise NotSaveable
    return address


def page_arguments(search: SavedSearch) -> dict[str, Any]:
    """The arguments of the address of its results page; a symbol lists hits and opens none."""
    page = parse_address(search.address)
    whole = {"tat_ca": "1"} if parse_symbol(page.words) else {}
    return {**arguments_of(page), **whole}


def save(session: Session, by: StaffMember, url: str, name: str = "") -> SavedSearch:
    """The kept search; the same search twice is one. Raises NotSaveable, TooManySaved."""
    address = canonical_address(url)
    mine = select(SavedSearch).filter_by(staff_id=by.id)
    if before := session.scalar(mine.filter_by(address=address)):
        return before
    if len(session.scalars(mine).all()) >= MOST:
        raise TooManySaved
    moment = now()
    search = SavedSearch(
        staff_id=by.id,
        name=_name(name) or parse_address(address).words[:LONGEST_NAME],
        address=address,
        created_at=moment,
        seen_at=moment,
        told_until=moment,
    )
    session.add(search)
    # What somebody looks for is their own: the trail tells that, not what.
    audit.record(session, by, "search.saved", on=search)
    return search


def change(search: SavedSearch, name: str, alert: Alert) -> None:
    """Give the search another name, and another way of being told of new hits."""
    search.name = _name(name) or search.name
    search.alert = alert


def remove(session: Session, by: StaffMember, search: SavedSearch) -> None:
    """Forget the search, its feed and what it has found."""
    audit.record(session, by, "search.forgotten", on=search)
    session.delete(search)


def renew_feed(session: Session, by: StaffMember, search: SavedSearch) -> str:
    """The secret of the feed's new address, not to be seen again; the old address ends."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    search.token_hash, search.token_made_at = hashed(token), now()
    audit.record(session, by, "search.feed_opened", on=search)
    return token


def end_feed(session: Session, by: StaffMember, search: SavedSearch) -> None:
    """The feed's address leads nowhere from now on."""
    if search.token_hash is not None:
        audit.record(session, by, "search.feed_ended", on=search)
    search.token_hash = search.token_made_at = None


def hashed(token: str) -> str:
    """What is kept of a secret of 256 bits, which no guessing can find: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def mine(session: Session, staff: StaffMember, number: int) -> SavedSearch:
    """The search, if this person keeps it. Raises NotFound."""
    search = session.scalar(select(SavedSearch).filter_by(id=number, staff_id=staff.id))
    if search is None:
        raise NotFound
    return search


def saved_by(session: Session, staff: StaffMember) -> Sequence[SavedSearchState]:
    """The searches of a person by name, each with its new hits that this person may see now."""
    searches = session.scalars(
        select(SavedSearch).filter_by(staff_id=staff.id).order_by(SavedSearch.name, SavedSearch.id)
    ).all()
    fresh = _fresh(session, staff)
    return [
        SavedSearchState(search, parse_address(search.address), fresh.get(search.id, 0))
        for search in searches
    ]


def _fresh(session: Session, staff: StaffMember) -> Mapping[int, int]:
    query = (
        select(SavedHit.saved_search_id, SavedHit.entry)
        .join(SavedSearch)
        .where(SavedSearch.staff_id == staff.id, SavedHit.found_at > SavedSearch.seen_at)
        .order_by(SavedHit.found_at.desc())
        .limit(MOST * MOST_COUNTED)
    )
    new_hits: dict[int, set[str]] = defaultdict(set)
    for number, entry in session.execute(query):
        if len(new_hits[number]) < MOST_COUNTED:
            new_hits[number].add(entry)
    entries = set().union(*new_hits.values())
    newest_first = sorted(entries, key=lambda name: int(name.partition(":")[2]), reverse=True)
    may_see = titles_of(session, staff, newest_first, MOST_LOADED).keys()
    return {number: len(hits & may_see) for number, hits in new_hits.items()}


def _name(typed: str) -> str:
    return " ".join(typed.split())[:LONGEST_NAME]
