"""Asking saved searches anew, and telling their owners what they newly find, each hit once."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import reading, writing
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify
from intranet.people.roles import Permission, roles_with
from intranet.search.engines.registry import engine
from intranet.search.index.sources import moment
from intranet.search.query.request import Sort
from intranet.search.results.page_address import PageAddress
from intranet.search.results.personal_search import personal_search
from intranet.search.saved.actions import parse_address
from intranet.search.saved.models import Alert, SavedHit, SavedSearch

LATE = timedelta(days=30)
"""How long after its arrival a directive may still become a hit: recognition of a scan, a wider
audience, an index that was down. Everything that arrived since then is asked for each time, and
what was found before is left out."""
KEPT = 2 * LATE
MOST_HITS = 500
AT_ONCE = 200
NOT_GUESSED = frozenset({"spelling"})
KIND = "search"
ONE = _l("Có văn bản mới khớp câu tìm đã lưu “%(name)s”.")
SEVERAL = _l("Có %(n)s văn bản mới khớp câu tìm đã lưu “%(name)s”.")


def news_of(number: int) -> str:
    """How the keys of all notices of a saved search begin."""
    return f"search:{number}:"


def exact_hits(
    session: Session,
    staff: StaffMember,
    address: PageAddress,
    *,
    after: str = "",
    limit: int = MOST_HITS,
) -> Sequence[str]:
    """The ids of what carries all that is asked for and this person may see, newest first.

    `after` is an ISO moment: only what arrived later. Guesses at misspellings are no answers here.
    """
    search = personal_search(session, staff, address.words, address.off | NOT_GUESSED)
    request = search.request(replace(address.filters, arrived_after=after))
    outcome = search.find(replace(request, sort=Sort.NEWEST, limit=limit))
    return tuple(hit.id for hit in outcome.results.hits[: outcome.exact])


def ask_saved() -> int:
    """Ask the saved searches of serving people that were not asked of this index; how many."""
    generation = engine().stats().generation
    due = (
        select(SavedSearch.id)
        .join(StaffMember)
        .where(SavedSearch.generation != generation, StaffMember.left_on.is_(None))
        .where(StaffMember.role.in_(roles_with(Permission.READ)))
        .order_by(SavedSearch.told_until)
    )
    with reading() as session:
        searches = session.scalars(due.limit(AT_ONCE)).all()
    for number in searches:
        ask(number, generation)
    if searches:
        with writing() as session:
            session.execute(delete(SavedHit).where(SavedHit.found_at < now() - KEPT))
    return len(searches)


def ask(number: int, generation: str) -> None:
    """Ask one saved search and tell its owner of new hits.

    What was found, that it was told, and the notice are one transaction: whoever dies before its
    end has told nothing, whoever comes after tells nothing again.
    """
    at = now()
    with reading() as session:
        search = session.get(SavedSearch, number)
        hits = _hits(session, search, at) if search else {}
    with suppress(IntegrityError), writing() as session:  # another worker may be faster
        _keep(session, number, generation, hits, at)


def _hits(session: Session, search: SavedSearch, at: datetime) -> dict[str, bool]:
    """What a saved search finds of what arrived lately, and whether its owner may not know of it.

    Asked for the first time: what lay there when it was saved has been seen.
    """
    address = parse_address(search.address)
    lately = exact_hits(session, search.staff, address, after=moment(at - LATE))
    if search.generation:
        return dict.fromkeys(lately, True)
    since = exact_hits(session, search.staff, address, after=moment(search.created_at))
    return dict.fromkeys(lately, False) | dict.fromkeys(since, True)


def _keep(
    session: Session, number: int, generation: str, hits: Mapping[str, bool], at: datetime
) -> None:
    search = session.get(SavedSearch, number, with_for_update=True)
    if search is None:
        return
    known = set(session.scalars(select(SavedHit.entry).filter_by(saved_search_id=number)))
    unknown = {entry: is_new for entry, is_new in sorted(hits.items()) if entry not in known}
    for entry, is_new in unknown.items():
        when = at if is_new else search.created_at
        session.add(SavedHit(saved_search_id=number, entry=entry, found_at=when))
    search.told_until, search.generation = at, generation
    count = sum(unknown.values())
    if count and search.alert is not Alert.NONE:
        _tell(session, search, count, at)


def _tell(session: Session, search: SavedSearch, count: int, at: datetime) -> None:
    notify(
        session,
        [search.staff_id],
        key=f"{news_of(search.id)}{moment(at)}",
        kind=KIND,
        words=SEVERAL if count > 1 else ONE,
        gaps={"n": count, "name": search.name},
        endpoint="search.saved_open",
        values={"number": search.id},
        mail=search.alert is Alert.MAIL,
    )
