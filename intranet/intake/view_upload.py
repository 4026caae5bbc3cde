"""Files come in: the page, one file after another, and how far each is."""

from collections import Counter
from typing import Any, BinaryIO, cast

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.directives.access import directive_for
from intranet.directives.models import Directive
from intranet.intake import actions, queries, rows
from intranet.intake.blueprint import bp
from intranet.intake.errors import NotAttested, NothingChosen, Refused, RefusedTooLarge
from intranet.people.duties import Duty, duty_required

MOST_ASKED = 200
KINDS = "PDF, DOCX, DOC, RTF, ODT, XLSX, PPTX"


@bp.get("/tai-len")
@duty_required(Duty.CHECK)
def upload() -> str:
    """The place to drop files, and what came in last."""
    recent = queries.recent_rows(db.session)
    return render_template(
        "intake/upload.html",
        rows=[rows.shown(row) for row in recent],
        stages=Counter(row.stage.value for row in recent),
        kinds=KINDS,
        most=settings().max_upload_mb,
        version_of=_version_of(),
    )


@bp.post("/tai-len/tep")
@duty_required(Duty.CHECK)
def receive() -> Response | tuple[Response, int]:
    """Take in what was sent: one file from the script as JSON, or several from the plain form."""
    files = [one for one in request.files.getlist("file") if one.filename]
    if not request.form.get("attested"):
        raise NotAttested
    if not files:
        raise NothingChosen
    version_of = _version_of()
    if request.accept_mimetypes.best == "application/json":
        return _answered(files[0], version_of)
    for file in files:
        _told(file, version_of)
    return redirect(url_for("intake.upload"))


@bp.get("/tai-len/tien-do")
@duty_required(Duty.CHECK)
def progress() -> Response:
    """How far the asked items are (`?ids=1,2` or `?id=1&id=2`)."""
    asked = [*request.args.getlist("id"), *request.args.get("ids", "").split(",")]
    ids = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 10]
    found = queries.rows_of(db.session, ids[:MOST_ASKED])
    return jsonify(items=[rows.shown(row) for row in found])


@bp.get("/kiem-tra")
@duty_required(Duty.CHECK)
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    return render_template(
        "intake/queue.html",
        groups=queries.by_stage(queries.open_rows(db.session)),
        shown=rows.shown,
    )


def _version_of() -> Directive | None:
    asked = request.args.get("ban_moi_cua", type=int)
    return directive_for(db.session, current_user, asked) if asked else None


def _answered(file: FileStorage, version_of: Directive | None) -> tuple[Response, int]:
    try:
        return jsonify(_taken(file, version_of)), 200
    except Refused as error:
        status = 413 if isinstance(error, RefusedTooLarge) else 400
        return jsonify(rows.refused(file.filename or "", error)), status


def _taken(file: FileStorage, version_of: Directive | None) -> dict[str, Any]:
    """The row of one file that was taken in; raises Refused after writing its audit line."""
    name = file.filename or ""
    by = current_user._get_current_object()
    target = version_of.id if version_of else None
    db.session.commit()  # nobody waits for a lock while the file is looked at
    stream = cast("BinaryIO", file.stream)
    try:
        arrival = actions.receive(
            db.session, by, stream, name, storage(), settings(), new_version_of_id=target
        )
    except Refused:
        db.session.commit()  # the audit line stays
        raise
    db.session.commit()
    if arrival.duplicate_of:
        return rows.duplicate(name, arrival.duplicate_of)
    assert arrival.item
    return rows.shown(queries.row_for(db.session, arrival.item.id))


def _told(file: FileStorage, version_of: Directive | None) -> None:
    try:
        row = _taken(file, version_of)
    except BadInput as error:
        # The name of a refused file is not repeated: it may itself be secret.
        name = "" if isinstance(error, Refused) else file.filename
        flash(f"{name} {error}".strip(), "warn")
        return
    flash(_("%(name)s: %(words)s.", name=row["name"], words=row["words"]), "ok")
