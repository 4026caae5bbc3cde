"""One directive: its reader on the left, what is known of it on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import current_app, g, render_template, request
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.audience.meant_people import addressed
from intranet.directives.blueprint import bp
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.citations.relation_lists import links_of
from intranet.directives.hooks import pages_seen
from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.directives.viewer.printable_forms import has_preview
from intranet.directives.viewer.queries import pages_of, whole_directive
from intranet.directives.words import (
    LEVEL,
    METHOD,
    RELATION,
    RELATION_BACK,
    RELATION_DOES,
    STATUS,
    STATUS_MARK,
)
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission, may


@bp.get("/van-ban/<int:directive_id>")
@permission_required(Permission.READ)
def show(directive_id: int) -> str:
    """The directive in its newest version, or in the one that `?ban=` names."""
    directive = whole_directive(db.session, current_user, directive_id)
    version = _version(directive, request.args.get("ban", type=int))
    pages = g.shown_pages = pages_of(db.session, version.file)  # panels look at them too
    texts = _texts(version.file, pages)
    edges = edges_around(db.session, current_user, [directive])
    watches = may(current_user.role, Permission.WATCH_ALL)
    return render_template(
        "directives/show.html",
        directive=directive,
        version=version,
        texts=texts,
        ways=ways_of(pages),
        page=min(max(1, request.args.get("trang", 1, int)), len(texts)),
        links=links_of(db.session, current_user, directive, edges),
        seen=pages_seen(directive, version),
        addressed=addressed(db.session, directive) if watches else None,
        printable=has_preview(version.file),
        knows=current_app.view_functions,
        LEVEL=LEVEL,
        METHOD=METHOD,
        RELATION=RELATION,
        RELATION_BACK=RELATION_BACK,
        RELATION_DOES=RELATION_DOES,
        STATUS=STATUS,
        STATUS_MARK=STATUS_MARK,
        KIND=TYPE_NAMES,
    )


def _version(directive: Directive, number: int | None) -> Version:
    if number is None:
        return directive.latest
    found = next((one for one in directive.versions if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def _texts(file: StoredFile, pages: Sequence[FilePage]) -> list[str]:
    """The text of each page from the first on; "" for pages of which nothing was read."""
    by_number = {page.number: page.text for page in pages}
    total = max(file.page_count, *by_number, 1)
    return [by_number.get(number, "") for number in range(1, total + 1)]


@dataclass(frozen=True)
class Way:
    """How the text of some pages on end was got; `sure` is the least certain page's share."""

    first: int
    last: int
    method: str
    sure: float


def ways_of(pages: Iterable[FilePage]) -> list[Way]:
    """How the text was got, pages of the same way together."""
    found = []
    for method, same in groupby(pages, key=lambda page: page.method):
        group = list(same)
        sure = min(page.confidence for page in group)
        found.append(Way(group[0].number, group[-1].number, method, sure))
    return found
