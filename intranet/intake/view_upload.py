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
from intranet.directives.access import directive_for
from intranet.directives.models import Directive
from intranet.intake import door_rows, doors, queries, unpacking
from intranet.intake.actions import MEGABYTE
from intranet.intake.blueprint import bp
from intranet.intake.door_models import Door, Fate
from intranet.intake.errors import NotAttested, NothingChosen
from intranet.people.duties import Duty, duty_required
from intranet.people.models import StaffMember

MOST_ASKED = 200
KINDS = "PDF, DOCX, DOC, RTF, ODT, XLSX, PPTX, PNG, JPEG, TIFF, HEIC, ZIP, edXML"
TOO_LARGE = "too_large"
LINES = "application/x-ndjson"


@bp.get("/tai-len")
@duty_required(Duty.CHECK)
def upload() -> str:
    """The place to drop files, and what came in last."""
    recent = queries.recent_rows(db.session)
    return render_template(
        "intake/upload.html",
        rows=door_rows.many(db.session, recent),
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
    return jsonify(items=door_rows.many(db.session, found))


@bp.get("/kiem-tra")
@duty_required(Duty.CHECK)
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    found = queries.open_rows(db.session)
    return render_template(
        "intake/queue.html",
        groups=queries.by_stage(found),
        shown=door_rows.showing(db.session, found),
    )


def _version_of() -> Directive | None:
    asked = request.args.get("ban_moi_cua", type=int)
    return directive_for(db.session, current_user, asked) if asked else None


def _source(version_of: Directive | None) -> doors.Source:
    target = version_of.id if version_of else None
    return doors.Source(Door.UPLOAD, current_user.id, new_version_of_id=target)


def _answered(file: FileStorage, version_of: Directive | None) -> Response | tuple[Response, int]:
    """One row for a plain file; for a parcel a line of JSON for each file in it, as they come."""
    source, stream = _source(version_of), _stream(file)
    if unpacking.kind_of(stream, settings().max_upload_mb * MEGABYTE):
        file.stream = io.BytesIO()  # the request would close it before the answer is written
        lines = stream_with_context(_lines(stream, file.filename or "", source))
        return Response(lines, mimetype=LINES, headers={"X-Accel-Buffering": "no"})
    (taken,) = doors.take(stream, file.filename or "", source)
    row = door_rows.one(db.session, _me(), taken)
    if taken.fate is not Fate.REFUSED:
        return jsonify(row), 200
    return jsonify(row), 413 if taken.rule == TOO_LARGE else 400


def _lines(stream: BinaryIO, name: str, source: doors.Source) -> Iterator[str]:
    """The rows of a parcel, the parcel's own after each; nothing is locked in between."""
    with stream:
        yield from _rows(stream, name, source)


def _rows(stream: BinaryIO, name: str, source: doors.Source) -> Iterator[str]:
    counts = Counter[Fate]()
    for taken in doors.take(stream, name, source):
        row = door_rows.one(db.session, _me(), taken)
        db.session.commit()  # whoever reads slowly must not keep the database waiting
        if taken.whole and not counts:
            yield _line(row | {"parcel": True})
            return
        counts[taken.fate] += 1
        yield _line(row) + _line(door_rows.parcel(name, counts, done=False))
    yield _line(door_rows.parcel(name, counts, done=True))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _told(file: FileStorage, version_of: Directive | None) -> None:
    for taken in doors.take(_stream(file), file.filename or "", _source(version_of)):
        if taken.fate is Fate.REFUSED:
            # The name of a refused file is not repeated: it may itself be secret.
            flash(taken.reason, "warn")
            continue
        row = door_rows.one(db.session, _me(), taken)
        flash(_("%(name)s: %(words)s.", name=row["name"], words=row["words"]), "ok")


def _stream(file: FileStorage) -> BinaryIO:
    return cast("BinaryIO", file.stream)


def _me() -> StaffMember:
    found: StaffMember = current_user._get_current_object()
    return found
