"""The form for a search in parts ("Tìm nâng cao"): it writes a query and reads one back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.directives.audience.visibility import tokens_for
from intranet.directives.words import LEVEL, TYPE
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.engines.registry import engine
from intranet.search.query.field_syntax import days_of
from intranet.search.query.query_syntax import AdvancedQuery, is_empty, read_back, written
from intranet.search.query.request import Filters, SearchRequest
from intranet.search.query.tree import EVERYTHING
from intranet.search.query_text import LONGEST_QUERY
from intranet.search.results.personal_search import personal_search

FIELDS = {
    "words": "tu_khoa", "phrase": "cum", "without": "khong", "either": "mot_trong",
    "symbol": "ky_hieu", "level": "cap", "kind": "loai", "body": "co_quan",
    "signer": "nguoi_ky", "first": "tu", "last": "den", "topic": "chu_de",
}  # fmt: skip
DAYS = ("first", "last")
LONGEST = 300
MOST_OFFERED = 200
OFFERED = ("level", "kind", "body", "topic")


@bp.get("/tim-kiem/nang-cao")
@permission_required(Permission.READ)
def advanced() -> str | Response:
    """The form, filled from `?q=`; sent off it leads to the results of the query it writes.

    To the script that asks while somebody fills it: only the query and how much it finds.
    """
    is_sent = "tim" in request.args
    typed = request.args.get("q", "")[:LONGEST_QUERY]
    parts = _parts(request.args) if is_sent else read_back(typed)
    query = "" if is_empty(parts) else written(parts)[:LONGEST_QUERY]
    by = current_user._get_current_object()
    if "HX-Request" in request.headers:
        return render_template("search/advanced_query.html", **_told(db.session, by, query))
    odd = [name for name in DAYS if (day := getattr(parts, name)) and not days_of(day)]
    if is_sent and query and not odd:
        return redirect(url_for(".index", q=query))
    return render_template(
        "search/advanced.html",
        parts=parts,
        names=FIELDS,
        offer=_offer(db.session, by, parts),
        nothing=is_sent and is_empty(parts),
        unreadable=is_sent and not is_empty(parts),
        odd=odd,
        **_told(db.session, by, query),
    )


def _parts(arguments: MultiDict[str, str]) -> AdvancedQuery:
    given = {field: arguments.get(name, "").strip()[:LONGEST] for field, name in FIELDS.items()}
    for place, field in enumerate(DAYS):
        if days := days_of(given[field]):
            given[field] = days[place].isoformat()
    return AdvancedQuery(**given, unread=arguments.get("chua_doc") == "1")


def _told(session: Session, staff: StaffMember, query: str) -> Mapping[str, Any]:
    """The query, and how many entries carry all of it, of those that this person may see."""
    if not query:
        return {"query": "", "count": None}
    search = personal_search(session, staff, query)
    one = replace(search.request(Filters()), limit=1)
    return {"query": query, "count": search.find(one).exact}


def _offer(session: Session, staff: StaffMember, parts: AdvancedQuery) -> Mapping[str, Any]:
    """What the form proposes: values that entries have which this person may see."""
    audience = tokens_for(session, staff)
    counted = engine().search(SearchRequest(EVERYTHING, audience, limit=1, facets=OFFERED)).facets
    kinds = {*counted.get("kind", {}), parts.kind} & set(DocumentType.__members__)
    named = [(name, str(TYPE[DocumentType[name]])) for name in kinds]
    return {
        "levels": [(level.value, LEVEL[level]) for level in Level],
        "kinds": sorted(named, key=lambda kind: kind[1]),
        "bodies": _most(counted.get("body", {})),
        "topics": _most(counted.get("topic", {})),
    }


def _most(counted: Mapping[str, int]) -> Sequence[str]:
    """The values that most entries have, in the order of their names."""
    return sorted(sorted(counted, key=lambda name: -counted[name])[:MOST_OFFERED])
