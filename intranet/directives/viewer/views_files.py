"""Originals and pictures of their pages, handed out only to those who may see the directive."""

from pathlib import Path

from flask import Response, request, send_file
from flask_login import current_user

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import NotFound
from intranet.directives.blueprint import bp
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer import printable_forms
from intranet.directives.viewer.page_pictures import drawn
from intranet.directives.viewer.queries import version_of_file
from intranet.directives.viewer.sending import (
    SHOWN_INLINE,
    file_name,
    for_this_person,
    send_original,
)
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

WIDTHS = (160, 1000, 1600)


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/tep")
@permission_required(Permission.READ)
def original(directive_id: int, version_id: int) -> Response:
    """The original bit for bit, to keep or (`?xem=1`) for the reader; who took it is audited."""
    version = _version(directive_id, version_id)
    inline = bool(request.args.get("xem")) and version.file.media_type in SHOWN_INLINE

    def note() -> None:
        act = "original.shown" if inline else "original.taken"
        with writing() as session:
            audit.record(session, current_user, act, on=version, sha256=version.file.sha256)

    name, media_type = name_for(version.directive, version), _plain_type(version.file)
    return send_original(version.file, name, media_type, inline=inline, note=note)


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/trang/<int:number>.png")
@permission_required(Permission.READ)
def picture(directive_id: int, version_id: int, number: int) -> Response:
    """Page `number` of the original as PNG, `?rong=` pixels wide (160, 1000 or 1600)."""
    version = _version(directive_id, version_id)
    width = request.args.get("rong", 1000, int)
    if width not in WIDTHS:
        raise NotFound
    place = drawn(version.file, number, width)
    return for_this_person(send_file(place, mimetype="image/png", max_age=0))


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/ban-in.pdf")
@permission_required(Permission.READ)
def preview(directive_id: int, version_id: int) -> Response:
    """The printable form (PDF) of an Office original, for the reader in the browser."""
    file = _version(directive_id, version_id).file
    if not printable_forms.has_preview(file):
        raise NotFound
    place = printable_forms.place_of(file.sha256)
    return for_this_person(
        send_file(place, mimetype="application/pdf", conditional=True, max_age=0)
    )


def name_for(directive: Directive, version: Version) -> str:
    """The name under which an original is kept at home: symbol, subject, version."""
    ending = Path(version.file.name).suffix.lower() or f".{version.file.kind}"
    parts = [directive.symbol or "van-ban", directive.subject[:80].strip()]
    if version.number > 1:
        parts.append(f"bản {version.number}")
    return f"{file_name(' '.join(parts))}{ending}"


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
