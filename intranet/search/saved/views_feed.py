"""The feed of a saved search: for feed readers, which cannot sign in."""

from flask import Response, request
from flask_babel import force_locale
from werkzeug.http import generate_etag

from intranet.core.database import db
from intranet.core.rate_limits import limiter
from intranet.search.blueprint import bp
from intranet.search.saved import actions
from intranet.search.saved.feeds import absolute, atom, entries_of, search_of

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@bp.get("/tim-kiem/nguon/<token>.atom")
@limiter.limit("120 per minute")
@limiter.limit("10 per minute", key_func=lambda: f"feed {(request.view_args or {}).get('token')}")
def feed(token: str) -> Response:
    """What the owner of this secret address may see now; an ended address is not there.

    Whoever has the address reads as its owner, without signing in.
    """
    search = search_of(db.session, token)
    if search is None:
        return Response(status=404)
    entries = entries_of(db.session, search)
    results = absolute(".index", **actions.page_arguments(search))
    with force_locale("vi"):
        content = atom(search, entries, absolute(".feed", token=token), results)
    answer = Response(content, content_type=MEDIA_TYPE)
    answer.set_etag(generate_etag(content))
    answer.headers["Cache-Control"] = "no-store"
    answer.make_conditional(request)
    return answer
