"""The search page."""

from functools import partial
from time import perf_counter
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.directives import words as directive_words
from intranet.directives.hooks import reading_marks
from intranet.directives.models import Status
from intranet.people.permissions import Permission, permission_required
from intranet.search import slots
from intranet.search.blueprint import bp
from intranet.search.query.request import Sort
from intranet.search.recent import recent_searches
from intranet.search.results import words
from intranet.search.results.facets import facets_of
from intranet.search.results.page_address import SORTS, PageAddress, address_from, arguments_of
from intranet.search.results.queries import (
    ResultsPage,
    ShownHit,
    directive_of_symbol,
    how_many,
    results,
)
from intranet.search.usage import latency, query_log


@bp.get("/tim-kiem")
@permission_required(Permission.READ)
def index() -> str | Response:
    """The results for `?q=`; words that are a symbol open its directive, but for `?tat_ca=1`."""
    address = address_from(request.args)
    if not address.words:
        recent = recent_searches.recent(db.session, current_user)
        return render_template("search/start.html", recent=recent, panels=slots.start(current_user))
    if "tat_ca" not in request.args and not address.filters:
        only = directive_of_symbol(db.session, current_user, address.words)
        if only is not None:
            query_log.note(address.words, 1)
            query_log.opened(address.words, 1)
            recent_searches.note(current_user, address.words)
            return redirect(url_for("directives.show", directive_id=only))
    begun = perf_counter()
    page = results(db.session, current_user, address)
    latency.note((perf_counter() - begun) * 1000)
    _count(page)
    ids = (hit.details.values.get("directive_id") for hit in page.hits)
    return render_template(
        "search/results.html",
        results=page,
        facets=facets_of(page),
        url=partial(_url, page.address),
        open_at=partial(_open_at, address),
        sorts=[(sort, SORTS.get(sort)) for sort in Sort],
        words=words,
        statuses=directive_words,
        IN_FORCE=Status.IN_FORCE,
        reading_marks=reading_marks(list(filter(None, ids))),
        panels=slots.above(current_user, address.words),
    )


@bp.get("/tim-kiem/dem")
@permission_required(Permission.READ)
def count() -> str:
    """The words of the button that shows the hits, while boxes are being ticked."""
    number = how_many(db.session, current_user, address_from(request.args))
    return str(_("Xem %(n)s kết quả", n=number))


def _count(page: ResultsPage) -> None:
    """Count what was asked: once for the first page, not when somebody only comes back to it."""
    address = page.address
    again = request.referrer == request.url  # as after saving the search
    if address.page == 1 and not address.until and not address.filters and not again:
        query_log.note(address.words, page.outcome.exact)
        recent_searches.note(current_user, address.words)


def _url(address: PageAddress, **changes: Any) -> str:
    """The same search with changes, from its first page on."""
    whole = "1" if "tat_ca" in request.args else None
    again = {"trang": None, "luc": None, **changes}
    return url_for(".index", tat_ca=whole, **arguments_of(address, **again))


def _open_at(address: PageAddress, hit: ShownHit, page: int | None = None) -> str:
    place: dict[str, Any] = {
        "trang": page or None,
        "q": address.words,
        "bo": sorted(address.off) or None,
    }
    return url_for(hit.details.endpoint, **hit.details.values, **place)
