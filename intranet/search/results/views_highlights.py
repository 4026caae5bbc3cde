"""Marks on the pages of one directive, and search inside it; asked by the reader's script."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, jsonify, request, url_for
from flask_login import current_user
from sqlalchemy import select

from intranet.core.database import db
from intranet.directives.audience.visibility import visible_to
from intranet.directives.hooks import HighlightUrls
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer.queries import version_with_file
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.engines.registry import engine
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.results.file_highlights import highlights_in_file
from intranet.search.results.personal_search import understood_by
from intranet.search.results.retrieval import other_readings, without_quotes

MOST_LETTERS = 500


@bp.get("/tim-kiem/danh-dau")
@permission_required(Permission.READ)
def marks() -> Response:
    """JSON of what `?q=` marks in version `?ban=` (an id; else the newest) of `?van_ban=`.

    `?trang=` is the page it opens at.
    """
    return answer(_file(_number("van_ban")), request.args)


@bp.get("/tim-kiem/trong/<int:directive_id>")
@permission_required(Permission.READ)
def within(directive_id: int) -> Response:
    """JSON of the pages with `?q=`: how often, where, and the lines around it."""
    return answer(_file(directive_id), request.args, with_lines=True)


def highlight_addresses(directive: Directive, version: Version) -> HighlightUrls:
    """Where the reader of a version asks for marks and searches inside it."""
    return HighlightUrls(
        marks=url_for("search.marks", van_ban=directive.id, ban=version.id),
        within=url_for("search.within", directive_id=directive.id, ban=version.id),
    )


def answer(file: StoredFile, given: Mapping[str, str], *, with_lines: bool = False) -> Response:
    """What the reader's script is told about a file that this person may see.

    Of what the words mean, and may mean where the file lacks some, it is what the file has most of.
    """
    words = given.get("q", "")[:MOST_LETTERS]
    number = _number("trang") or None
    answers: list[dict[str, Any]] = []
    for query in _readings(words, frozenset(request.args.getlist("bo"))):
        told = highlights_in_file(db.session, file, query, number, with_lines=with_lines)
        answers.append(told)
        if told["total"] and not told["lacking"]:
            break
    return jsonify(min(answers, key=lambda told: (not told["total"], told["lacking"])))


def _readings(words: str, off: frozenset[str]) -> Iterator[UnderstoodQuery]:
    query = understood_by(db.session, current_user._get_current_object(), words, off)
    yield query
    if query.quoted:
        yield without_quotes(query)
    yield from (meaning for _kind, _meant, meaning in other_readings(engine(), query))


def _number(name: str) -> int:
    return max(0, request.args.get(name, 0, int))


def _file(directive_id: int) -> StoredFile:
    number = _number("ban")
    if not number:
        newest = (
            select(Version.id)
            .join(Version.directive)
            .where(Directive.id == directive_id, visible_to(current_user))
            .order_by(Version.number.desc())
        )
        number = db.session.scalar(newest.limit(1)) or 0
    return version_with_file(db.session, current_user, directive_id, number).file
