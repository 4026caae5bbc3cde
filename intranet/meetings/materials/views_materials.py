"""The clerk's list of a meeting's materials: adding directives and files, taking them off."""

from typing import BinaryIO, cast

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intranet.core.application import number_in
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.forms import commit_and_go, refusal_flashed, refusals_listed, tidy
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive
from intranet.intake.channels.originals import store_original
from intranet.intake.models import ReadingState
from intranet.intake.quarantine.refusals import NotAttested, Refused
from intranet.meetings.blueprint import bp
from intranet.meetings.errors import NoMaterial
from intranet.meetings.materials import actions, queries
from intranet.meetings.models import Meeting
from intranet.meetings.visibility import meeting_for
from intranet.people.permissions import Permission, permission_required, signed_in

Answer = Response | str | tuple[str, int]


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu")
@permission_required(Permission.ORGANISE)
def material_add(meeting_id: int) -> str:
    """The materials of a meeting, and the two ways to add to them."""
    return _page(meeting_for(db.session, current_user, meeting_id))


@bp.post("/sinh-hoat/<int:meeting_id>/tai-lieu")
@permission_required(Permission.ORGANISE)
def add_materials(meeting_id: int) -> Answer:
    """Add the directive of a symbol, or the files that were sent."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    symbol, point = request.form.get("symbol", "").strip(), request.form.get("point", type=int)
    files = [file for file in request.files.getlist("file") if file.filename]
    with refusals_listed() as refused:
        actions.must_take_materials(meeting)
        if not symbol and not files:
            raise NoMaterial
        if files and not request.form.get("attested"):
            raise NotAttested
        if symbol:
            directive = _directive_to_add(symbol)
            actions.add_material(db.session, signed_in(), meeting, directive, point=point)
            db.session.commit()
        refused += [reason for file in files if (reason := _add_file(meeting_id, file, point))]
    if refused:
        return _page(meeting_for(db.session, current_user, meeting_id), refused), 400
    return commit_and_go(_("Đã thêm tài liệu."), ".material_add", meeting_id=meeting_id)


def _directive_to_add(symbol: str) -> Directive:
    """The directive that was chosen from the list, else the one whose symbol was typed."""
    number = request.form.get("directive", type=int)
    if number is not None:
        return directive_for(db.session, signed_in(), number)
    return queries.directive_named(db.session, signed_in(), symbol)


@bp.post("/sinh-hoat/<int:meeting_id>/tai-lieu/sap-xep")
@permission_required(Permission.ORGANISE)
def arrange_materials(meeting_id: int) -> Response:
    """Keep the order of the materials, their names and their points of the agenda."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    with refusal_flashed():
        actions.arrange_materials(db.session, signed_in(), meeting, _posted_places())
        return commit_and_go(_("Đã lưu tài liệu."), ".material_add", meeting_id=meeting_id)
    return redirect(url_for(".material_add", meeting_id=meeting_id))


def _posted_places() -> list[actions.MaterialPlace]:
    columns = (request.form.getlist(name) for name in ("material", "title", "point"))
    return [
        actions.MaterialPlace(material, tidy(title)[:300], number_in(point))
        for number, title, point in zip(*columns, strict=False)
        if (material := number_in(number)) and (not point or number_in(point))
    ]


def _add_file(meeting_id: int, file: FileStorage, point: int | None) -> str:
    """Why the file was refused (without its name, which may itself be secret), or ""."""
    by, name = signed_in(), file.filename or ""
    db.session.commit()  # nobody waits for a lock while the file is looked at
    try:
        stream = cast(BinaryIO, file.stream)
        original = store_original(db.session, by, stream, name)
    except Refused as refusal:
        db.session.commit()  # the audit line stays
        return str(refusal)
    meeting = meeting_for(db.session, by, meeting_id)
    actions.add_material(db.session, by, meeting, original, name, point)
    db.session.commit()
    return ""


@bp.post("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/go")
@permission_required(Permission.ORGANISE)
def material_remove(meeting_id: int, material_id: int) -> Response:
    """Take a material off the meeting; one that is gone already is gone."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    for material in meeting.materials:
        if material.id == material_id:
            actions.remove_material(db.session, signed_in(), material)
            said = _("Đã gỡ tài liệu khỏi buổi họp.")
            return commit_and_go(said, ".material_add", meeting_id=meeting_id)
    return redirect(url_for(".material_add", meeting_id=meeting_id))


def _page(meeting: Meeting, refused: list[str] | None = None) -> str:
    shown = queries.materials(db.session, current_user, meeting)
    return render_template(
        "meetings/materials.html",
        meeting=meeting,
        shown=shown,
        refused=refused or [],
        typed=request.form.to_dict() if refused else {},
        most=settings().max_upload_mb,
        readings=queries.readings_of_files(db.session, shown),
        State=ReadingState,
    )
