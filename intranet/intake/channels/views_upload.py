"""The upload channel: the page, one file after another, and how far each is."""

import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from flask import flash, jsonify, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intranet.core.application import number_in
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive
from intranet.extraction.formats.registry import LABELS, file_endings
from intranet.intake.blueprint import bp
from intranet.intake.channels import receiving, unpacking, upload_rows
from intranet.intake.channels.receiving import ArrivalSource
from intranet.intake.channels.upload_rows import UploadRow
from intranet.intake.channels.words import STEP_WORDS
from intranet.intake.models import Channel, Fate
from intranet.intake.processing import item_progress
from intranet.intake.processing.item_progress import ItemProgress, Stage
from intranet.intake.quarantine.refusals import NoFileSent, NotAttested, RefusedTooLarge
from intranet.people.permissions import Permission, permission_required, signed_in

MOST_ASKED = 200
FORMATS = f"{LABELS}, edXML"
ACCEPTED = sorted({*file_endings(), ".edxml"})
"""How names of files may end that the page offers to choose; what a file is its content tells."""
LINES = "application/x-ndjson"


@bp.get("/tai-len")
@permission_required(Permission.CHECK)
def upload() -> str:
    """The place to drop files, and what came in last."""
    recent = item_progress.recent_items(db.session)
    return render_template(
        "intake/upload.html",
        rows=upload_rows.item_rows(db.session, recent),
        steps=_steps(recent),
        kinds=FORMATS,
        accept=",".join(ACCEPTED),
        most=settings().max_upload_mb,
        version_of=_version_of(),
    )


def upload_address(new_version_of: Directive | None) -> str:
    """Where a file, or the next version of this directive, is uploaded."""
    return url_for("intake.upload", ban_moi_cua=new_version_of.id if new_version_of else None)


@bp.post("/tai-len/tep")
@permission_required(Permission.CHECK)
def receive() -> Response | tuple[Response, int]:
    """Take in what was sent: one file from the script as JSON, or several from the plain form."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not request.form.get("attested"):
        raise NotAttested
    if not files:
        raise NoFileSent
    version_of = _version_of()
    source = ArrivalSource(
        Channel.UPLOAD, current_user.id, new_version_of_id=version_of.id if version_of else None
    )
    if request.accept_mimetypes.best == "application/json":
        return _answer_script(files[0], source)
    for file in files:
        _receive_and_flash(file, source)
    return redirect(url_for("intake.upload"))


@bp.get("/tai-len/tien-do")
@permission_required(Permission.CHECK)
def progress() -> Response:
    """How far the asked items are (`?ids=1,2` or `?id=1&id=2`)."""
    written = [*request.args.getlist("id"), *request.args.get("ids", "").split(",")]
    ids = [number for word in written if (number := number_in(word))]
    items = item_progress.items_with_ids(db.session, ids[:MOST_ASKED])
    counted = _steps(item_progress.recent_items(db.session))
    steps = [(str(words), number) for words, number in counted]
    return jsonify(items=upload_rows.item_rows(db.session, items), steps=steps)


def _steps(items: Sequence[ItemProgress]) -> list[tuple[object, int]]:
    """(words, number) of the files at each step, steps without files left out."""
    counts = Counter(item.stage for item in items)
    counts[Stage.RECEIVED] += counts[Stage.READING]
    return [(words, counts[stage]) for stage, words in STEP_WORDS.items() if counts[stage]]


def _version_of() -> Directive | None:
    number = request.args.get("ban_moi_cua", type=int)
    return directive_for(db.session, current_user, number) if number else None


def _answer_script(file: FileStorage, source: ArrivalSource) -> Response | tuple[Response, int]:
    """One row for a plain file; for a parcel a line of JSON for each file in it, as they come."""
    stream, name = cast("BinaryIO", file.stream), file.filename or ""
    if unpacking.kind_of(stream, settings().max_upload_bytes):
        file.stream = io.BytesIO()  # the request would close it before the answer is written
        lines = stream_with_context(_parcel_lines(stream, name, source))
        return Response(lines, mimetype=LINES, headers={"X-Accel-Buffering": "no"})
    (result,) = receiving.receive(stream, name, source)
    row = upload_rows.result_row(db.session, signed_in(), result)
    if result.fate is not Fate.REFUSED:
        return jsonify(row), 200
    return jsonify(row), 413 if result.rule == RefusedTooLarge.rule else 400


def _parcel_lines(stream: BinaryIO, name: str, source: ArrivalSource) -> Iterator[str]:
    """The rows of a parcel, the parcel's own after each; nothing is locked in between."""
    counts = Counter[Fate]()
    with stream:
        for result in receiving.receive(stream, name, source):
            row = upload_rows.result_row(db.session, signed_in(), result)
            db.session.commit()  # whoever reads slowly must not keep the database waiting
            if result.whole and not counts:
                yield _line(row | {"parcel": True})
                return
            counts[result.fate] += 1
            yield _line(row) + _line(upload_rows.parcel_row(name, counts, done=False))
    yield _line(upload_rows.parcel_row(name, counts, done=True))


def _line(row: UploadRow) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _receive_and_flash(file: FileStorage, source: ArrivalSource) -> None:
    for result in receiving.receive(cast("BinaryIO", file.stream), file.filename or "", source):
        if result.fate is Fate.REFUSED:
            # The name of a refused file is not repeated: it may itself be secret.
            flash(result.reason, "warn")
            continue
        row = upload_rows.result_row(db.session, signed_in(), result)
        flash(_("%(name)s: %(words)s.", name=row["name"], words=row["words"]), "ok")
