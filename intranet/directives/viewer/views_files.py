"""Originals and pictures of their pages, handed out only to those who may see the directive."""

from functools import partial

from flask import Response, request
from flask_login import current_user

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.directives.blueprint import bp
from intranet.directives.models import Directive, Version
from intranet.directives.viewer import sending
from intranet.directives.viewer.queries import version_with_file
from intranet.people.permissions import Permission, permission_required


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/tep")
@permission_required(Permission.READ)
def original(directive_id: int, version_id: int) -> Response:
    """The original bit for bit, to keep or (`?xem=1`) for the reader; who took it is audited."""
    version = _version(directive_id, version_id)
    inline = bool(request.args.get("xem")) and version.file.media_type in sending.SHOWN_INLINE
    note = partial(_note, "original.shown" if inline else "original.taken", version)
    # What a browser would run must never arrive as what it is.
    media_type = version.file.media_type
    harmful = any(word in media_type for word in ("html", "svg", "xml", "javascript"))
    if harmful and "openxml" not in media_type:
        media_type = "application/octet-stream"
    name = name_for(version.directive, version)
    return sending.send_original(version.file, name, media_type, inline=inline, note=note)


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/trang/<int:number>.png")
@permission_required(Permission.READ)
def picture(directive_id: int, version_id: int, number: int) -> Response:
    """Page `number` of the original as PNG, `?rong=` pixels wide (160, 1000 or 1600)."""
    version = _version(directive_id, version_id)
    return sending.send_picture(version.file, number, request.args.get("rong", 1000, int))


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/ban-in.pdf")
@permission_required(Permission.READ)
def preview(directive_id: int, version_id: int) -> Response:
    """The printable form (PDF) of an Office original, for the reader; who looks is audited."""
    version = _version(directive_id, version_id)
    return sending.send_printed(version.file, partial(_note, "original.shown", version))


def name_for(directive: Directive, version: Version) -> str:
    """The name under which an original is kept at home: symbol, subject, version."""
    parts = [directive.symbol or "van-ban", directive.subject[:80].strip()]
    if version.number > 1:
        parts.append(f"bản {version.number}")
    return f"{sending.file_name(' '.join(parts))}{sending.ending_of(version.file)}"


def _note(act: str, version: Version) -> None:
    with writing() as session:
        audit.record(session, current_user, act, on=version, sha256=version.file.sha256)


def _version(directive_id: int, version_id: int) -> Version:
    return version_with_file(db.session, current_user, directive_id, version_id)
