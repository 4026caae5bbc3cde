"""Files come in: the page, one file after another, and how far each is."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from flask import (
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive
from intranet.intake.blueprint import bp
from intranet.intake.channels import receiving, unpacking, upload_rows
from intranet.intake.channels.models import Door, Fate
from intranet.intake.processing import item_progress
from intranet.intake.quarantine.refusals import NotAttested, NothingChosen
from intranet.intake.review.actions import MEGABYTE
from intranet.people.duties import permission_required
from intranet.people.models import StaffMember
from intranet.people.roles import Permission

MOST_ASKED = 200
KINDS = "PDF, DOCX, DOC, RTF, ODT, XLSX, PPTX, PNG, JPEG, TIFF, HEIC, ZIP, edXML"
TOO_LARGE = "too_large"
LINES = "application/x-ndjson"


@bp.get("/tai-len")
@permission_required(Permission.CHECK)
def upload() -> str:
    """The place to drop files, and what came in last."""
    recent = item_progress.recent_rows(db.session)
    return render_template(
        "intake/upload.html",
        rows=upload_rows.many(db.session, recent),
        stages=Counter(row.stage.value for row in recent),
        kinds=KINDS,
        most=settings().max_upload_mb,
        version_of=_version_of(),
    )


@bp.post("/tai-len/tep")
@permission_required(Permission.CHECK)
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
@permission_required(Permission.CHECK)
def progress() -> Response:
    """How far the asked items are (`?ids=1,2` or `?id=1&id=2`)."""
    asked = [*request.args.getlist("id"), *request.args.get("ids", "").split(",")]
    ids = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 10]
    found = item_progress.rows_of(db.session, ids[:MOST_ASKED])
    return jsonify(items=upload_rows.many(db.session, found))


@bp.get("/kiem-tra")
@permission_required(Permission.CHECK)
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    found = item_progress.open_rows(db.session)
    return render_template(
        "intake/queue.html",
        groups=item_progress.by_stage(found),
        shown=upload_rows.showing(db.session, found),
    )


def _version_of() -> Directive | None:
    asked = request.args.get("ban_moi_cua", type=int)
    return directive_for(db.session, current_user, asked) if asked else None


def _source(version_of: Directive | None) -> receiving.Source:
    target = version_of.id if version_of else None
    return receiving.Source(Door.UPLOAD, current_user.id, new_version_of_id=target)


def _answered(file: FileStorage, version_of: Directive | None) -> Response | tuple[Response, int]:
    """One row for a plain file; for a parcel a line of JSON for each file in it, as they come."""
    source, stream = _source(version_of), _stream(file)
    if unpacking.kind_of(stream, settings().max_upload_mb * MEGABYTE):
        file.stream = io.BytesIO()  # the request would close it before the answer is written
        lines = stream_with_context(_lines(stream, file.filename or "", source))
        return Response(lines, mimetype=LINES, headers={"X-Accel-Buffering": "no"})
    (taken,) = receiving.take(stream, file.filename or "", source)
    row = upload_rows.one(db.session, _me(), taken)
    if taken.fate is not Fate.REFUSED:
        return jsonify(row), 200
    return jsonify(row), 413 if taken.rule == TOO_LARGE else 400


def _lines(stream: BinaryIO, name: str, source: receiving.Source) -> Iterator[str]:
    """The rows of a parcel, the parcel's own after each; nothing is locked in between."""
    with stream:
        yield from _rows(stream, name, source)


def _rows(stream: BinaryIO, name: str, source: receiving.Source) -> Iterator[str]:
    counts = Counter[Fate]()
    for taken in receiving.take(stream, name, source):
        row = upload_rows.one(db.session, _me(), taken)
        db.session.commit()  # whoever reads slowly must not keep the database waiting
        if taken.whole and not counts:
            yield _line(row | {"parcel": True})
            return
        counts[taken.fate] += 1
        yield _line(row) + _line(upload_rows.parcel(name, counts, done=False))
    yield _line(upload_rows.parcel(name, counts, done=True))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _told(file: FileStorage, version_of: Directive | None) -> None:
    for taken in receiving.take(_stream(file), file.filename or "", _source(version_of)):
        if taken.fate is Fate.REFUSED:
            # The name of a refused file is not repeated: it may itself be secret.
            flash(taken.reason, "warn")
            continue
        row = upload_rows.one(db.session, _me(), taken)
        flash(_("%(name)s: %(words)s.", name=row["name"], words=row["words"]), "ok")


def _stream(file: FileStorage) -> BinaryIO:
    return cast("BinaryIO", file.stream)


def _me() -> StaffMember:
    found: StaffMember = current_user._get_current_object()
    return found
