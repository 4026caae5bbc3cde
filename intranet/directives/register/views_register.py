"""The shelf: the register as far as a person may see it, on the screen and as a table to keep."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.clock import today
from intranet.core.database import db, writing
from intranet.core.errors import NotFound
from intranet.directives.blueprint import bp
from intranet.directives.register import queries
from intranet.directives.register.export import as_csv, as_xlsx, rows
from intranet.directives.register.filter_address import (
    address_of,
    columns_from,
    filters,
    is_narrowed,
    wanted_from,
)
from intranet.directives.words import LEVEL, STATUS, STATUS_MARK
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

WRITERS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@bp.get("/van-ban")
@permission_required(Permission.READ)
def shelf() -> str:
    """The register, narrowed and sorted as the address says."""
    wanted, columns = wanted_from(request.args), columns_from(request.args)
    found = queries.shelf(db.session, current_user, wanted)

    def url(**changes: Any) -> str:
        more: dict[str, Any] = {"cot": columns} if columns else {}
        return url_for(".shelf", **address_of(wanted, **{"page": 1, **changes}), **more)

    return render_template(
        "directives/shelf.html",
        wanted=wanted,
        columns=columns,
        shelf=found,
        filters=filters(wanted, queries.choices(db.session, current_user)),
        pager=found.pager(lambda number: url(page=number)),
        narrowed=is_narrowed(wanted),
        url=url,
        asked=address_of(wanted, page=1),
        LEVEL=LEVEL,
        STATUS=STATUS,
        STATUS_MARK=STATUS_MARK,
        KIND=TYPE_NAMES,
    )


@bp.get("/van-ban/xuat")
@permission_required(Permission.READ)
def export() -> Response:
    """All rows of the shelf as this person sees it, as CSV or XLSX; the export is audited."""
    form = request.args.get("dang", "csv")
    if form not in WRITERS:
        raise NotFound
    write, media_type = WRITERS[form]
    wanted = wanted_from(request.args)
    table = rows(queries.whole_shelf(db.session, current_user, wanted))
    content = write(table)
    with writing() as session:
        audit.record(
            session,
            current_user,
            "shelf.exported",
            form=form,
            rows=len(table),
            asked=address_of(wanted, page=1),
        )
    name = f"van-ban-{today():%Y-%m-%d}.{form}"
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
