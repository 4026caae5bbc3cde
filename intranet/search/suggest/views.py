"""Suggestions while somebody types into the search box, as JSON."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import jsonify, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.directives.audience.visibility import tokens_for
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.engines.registry import engine
from intranet.search.suggest.suggestions import suggestions
from intranet.search.suggest.typed_query import LONGEST, SearchSuggestion
from intranet.search.suggest.visible_titles import VisibleTitles, recent_named, saved_named
from intranet.search.suggest.words import GROUP


@bp.get("/tim-kiem/goi-y")
@permission_required(Permission.READ)
def suggest() -> Response:
    """Groups of lines for `?q=`: each opens `url`, or puts `query` into the box.

    goes_on says that the box then waits for more; marks are half-open spans of text.
    """
    raw = request.args.get("q", "")[:LONGEST]
    titles = VisibleTitles(db.session, current_user)
    proposed = suggestions(engine(), raw, tokens_for(db.session, current_user), titles)
    saved = saved_named(db.session, current_user, raw)
    advanced = url_for("search.advanced", q=raw.strip() or None)
    recent = recent_named(db.session, current_user, raw)
    lines = (*proposed, *recent, *saved) if raw.strip() else (*recent, *saved, *proposed)
    return told(lines, {"text": _("Tìm nâng cao"), "url": advanced})


def told(lines: Iterable[SearchSuggestion], more: dict[str, str] | None) -> Response:
    """The answer that a field with suggestions draws: the lines by group, more as the last."""
    grouped = groupby(lines, key=lambda suggestion: suggestion.group)
    groups = [(str(GROUP[group]), list(map(_line, each))) for group, each in grouped]
    answer = jsonify(
        groups=[{"name": name, "lines": each} for name, each in groups],
        label=_("Gợi ý"),
        said=_said(sum(len(each) for _name, each in groups)),
        more=more,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _line(suggestion: SearchSuggestion) -> dict[str, Any]:
    line: dict[str, Any] = {"text": suggestion.text, "kind": suggestion.group.value}
    detail = _("%(n)s văn bản", n=suggestion.count) if suggestion.count else str(suggestion.detail)
    if detail:
        line["detail"] = detail
    if suggestion.marks:
        line["marks"] = suggestion.marks
    if suggestion.query:
        return {**line, "query": suggestion.query, "goes_on": suggestion.goes_on}
    return {**line, "url": suggestion.url}


def _said(count: int) -> str:
    if not count:
        return str(_("Không có gợi ý."))
    return str(_("%(n)s gợi ý, chọn bằng phím mũi tên.", n=count))
