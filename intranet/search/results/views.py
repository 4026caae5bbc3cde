"""The search page."""

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.directives.models import Status
from intranet.directives.words import STATUS, STATUS_MARK
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.search.blueprint import bp
from intranet.search.hooks import ReadingMark, reading_marks
from intranet.search.query.request import Sort
from intranet.search.results.page_address import SORTS, address_of, asked_from, facets_of
from intranet.search.results.queries import PageAddress, ShownHit, directive_of_symbol, results
from intranet.search.results.words import FACET, SORT, STEP, UNDO
from intranet.search.usage import latency, query_log


@bp.get("/tim-kiem")
@permission_required(Permission.READ)
def index() -> str | Response:
    """The results for `?q=`; words that are a symbol open its directive, but for `?tat_ca=1`."""
    asked = asked_from(request.args)
    if not asked.words:
        return render_template("search/start.html", knows=current_app.view_functions)
    if "tat_ca" not in request.args and not asked.filters:
        only = directive_of_symbol(db.session, current_user, asked.words)
        if only is not None:
            query_log.note(asked.words, 1)
            query_log.opened(asked.words, 1)
            return redirect(url_for("directives.show", directive_id=only))
    begun = perf_counter()
    found = results(db.session, current_user, asked)
    latency.note((perf_counter() - begun) * 1000)
    again = request.referrer == request.url  # as after saving the search
    if found.asked.page == 1 and not asked.until and not asked.filters and not again:
        query_log.note(asked.words, found.total)
    whole: dict[str, Any] = {"tat_ca": "1"} if "tat_ca" in request.args else {}

    def url(**changes: Any) -> str:
        fresh = {"trang": None, "luc": None, **changes}
        return url_for(".index", **whole, **address_of(found.asked, **fresh))

    return render_template(
        "search/results.html",
        found=found,
        asked=found.asked,
        facets=facets_of(found),
        url=url,
        open_at=lambda hit, page=None: _open_at(hit, asked, page),
        sorts=[(sort, SORTS.get(sort)) for sort in Sort],
        SORT=SORT,
        FACET=FACET,
        STEP=STEP,
        UNDO=UNDO,
        STATUS=STATUS,
        STATUS_MARK=STATUS_MARK,
        IN_FORCE=Status.IN_FORCE,
        knows=current_app.view_functions,
        my_marks=_my_marks(found.hits),
    )


def _my_marks(hits: Sequence[ShownHit]) -> Mapping[int, ReadingMark]:
    """How far I am with each directive found, as the reading room above says it."""
    ids = [one.document.values.get("directive_id") for one in hits]
    return reading_marks([number for number in ids if number])


def _open_at(hit: ShownHit, asked: PageAddress, page: int | None) -> str:
    place: dict[str, Any] = {"trang": page} if page else {}
    off: dict[str, Any] = {"bo": sorted(asked.off)} if asked.off else {}
    return url_for(hit.document.endpoint, **hit.document.values, **place, q=asked.words, **off)
