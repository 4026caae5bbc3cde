"""Originals and pictures of their pages, handed out only to those who may see the directive."""

import re
import unicodedata
from pathlib import Path

from flask import request, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import NotFound
from intranet.core.storage import storage
from intranet.directives.blueprint import bp
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer.page_pictures import drawn
from intranet.directives.viewer.queries import version_of_file
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg"}
WIDTHS = (160, 1000, 1600)
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/tep")
@permission_required(Permission.READ)
def original(directive_id: int, version_id: int) -> Response:
    """The original bit for bit, to keep or (`?xem=1`) for the reader; who took it is audited."""
    version = _version(directive_id, version_id)
    file = version.file
    inline = bool(request.args.get("xem")) and file.media_type in SHOWN_INLINE
    answer = send_file(
        storage().path(file.sha256),
        mimetype=file.media_type if inline else _plain_type(file),
        as_attachment=not inline,
        download_name=name_for(version.directive, version),
        etag=file.sha256,
        conditional=True,
        max_age=0,
    )
    _dress(answer)
    # The reader fetches the rest of a long file piece by piece: the first answer tells of all.
    if answer.status_code == 200 or (answer.status_code == 206 and not inline):
        _note(version, "original.shown" if inline else "original.taken")
    return answer


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/trang/<int:number>.png")
@permission_required(Permission.READ)
def picture(directive_id: int, version_id: int, number: int) -> Response:
    """Page `number` of the original as PNG, `?rong=` pixels wide (160, 1000 or 1600)."""
    version = _version(directive_id, version_id)
    width = request.args.get("rong", 1000, int)
    if width not in WIDTHS:
        raise NotFound
    answer = send_file(drawn(version.file, number, width), mimetype="image/png", max_age=0)
    return _dress(answer)


def name_for(directive: Directive, version: Version) -> str:
    """The name under which an original is kept at home: symbol, subject, version."""
    ending = Path(version.file.name).suffix.lower() or f".{version.file.kind}"
    said = [directive.symbol or "van-ban", directive.subject[:80].strip()]
    if version.number > 1:
        said.append(f"bản {version.number}")
    name = NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", " ".join(said)))
    return f"{' '.join(name.split()).strip('. ')}{ending}"


def _version(directive_id: int, version_id: int) -> Version:
    version = version_of_file(db.session, current_user, version_id)
    if version is None or version.directive_id != directive_id:
        raise NotFound
    return version


def _plain_type(file: StoredFile) -> str:
    # What a browser would run must never arrive as what it is.
    harmful = ("html", "svg", "xml", "javascript")
    risky = any(word in file.media_type for word in harmful) and "openxml" not in file.media_type
    return "application/octet-stream" if risky else file.media_type


def _dress(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _note(version: Version, act: str) -> None:
    with writing() as session:
        audit.record(session, current_user, act, on=version, sha256=version.file.sha256)
