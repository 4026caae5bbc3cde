"""Materials of a meeting: adding, removing, reading and taking them home."""

import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import BadInput, NotFound
from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer.queries import pages_of
from intranet.directives.viewer.views_files import NOT_IN_NAMES, SHOWN_INLINE
from intranet.intake.models import ReadingState
from intranet.intake.quarantine.refusals import Refused, StillReading
from intranet.intake.review.actions import take_file
from intranet.meetings.blueprint import bp
from intranet.meetings.errors import NoMaterial, NotAttested
from intranet.meetings.materials import actions as papers
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import material_for, meeting_for
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

Answer = Response | str | tuple[str, int]


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu")
@permission_required(Permission.ORGANISE)
def material_add(meeting_id: int) -> str:
    """What the meeting has, and the two ways to add to it."""
    return _page(meeting_for(db.session, current_user, meeting_id))


@bp.post("/sinh-hoat/<int:meeting_id>/tai-lieu")
@permission_required(Permission.ORGANISE)
def add_materials(meeting_id: int) -> Answer:
    """Add the directive of a symbol, or the files that were sent."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    symbol = request.form.get("symbol", "").strip()
    files = [one for one in request.files.getlist("file") if one.filename]
    try:
        papers.must_take_materials(meeting)
        if not symbol and not files:
            raise NoMaterial
        if files and not request.form.get("attested"):
            raise NotAttested
        if symbol:
            _add_directive(meeting, symbol)
        refused = [reason for one in files if (reason := _add_file(meeting_id, one))]
    except BadInput as error:
        db.session.rollback()
        return _page(meeting_for(db.session, current_user, meeting_id), [str(error)]), 400
    if refused:
        return _page(meeting_for(db.session, current_user, meeting_id), refused), 400
    flash(_("Đã thêm tài liệu."), "ok")
    return redirect(url_for(".material_add", meeting_id=meeting_id))


def _point() -> int | None:
    return request.form.get("point", type=int)


def _add_directive(meeting: Meeting, symbol: str) -> None:
    by = current_user._get_current_object()
    directive = papers.directive_named(db.session, by, symbol)
    papers.add_directive_material(db.session, by, meeting, directive, _point())
    db.session.commit()


def _add_file(meeting_id: int, file: FileStorage) -> str:
    """Why the file was refused (without its name, which may itself be secret), or ""."""
    by, name = current_user._get_current_object(), file.filename or ""
    db.session.commit()  # nobody waits for a lock while the file is looked at
    try:
        kept = take_file(db.session, by, cast(BinaryIO, file.stream), name, storage(), settings())
    except Refused as error:
        db.session.commit()  # the audit line stays
        return str(error)
    meeting = meeting_for(db.session, by, meeting_id)
    papers.add_file_material(db.session, by, meeting, kept, name, _point())
    db.session.commit()
    return ""


@bp.post("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/go")
@permission_required(Permission.ORGANISE)
def material_remove(meeting_id: int, material_id: int) -> Response:
    """Take a material off the meeting; one that is gone already is gone."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    found = next((one for one in meeting.materials if one.id == material_id), None)
    if found is not None:
        papers.remove_material(db.session, current_user._get_current_object(), found)
        db.session.commit()
        flash(_("Đã gỡ tài liệu khỏi buổi họp."), "ok")
    return redirect(url_for(".material_add", meeting_id=meeting_id))


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>")
def material(meeting_id: int, material_id: int) -> Answer:
    """The read text and the original of a material; a directive has its own page."""
    found = material_for(db.session, current_user, meeting_id, material_id)
    if found.file is None:
        return redirect(url_for("directives.show", directive_id=found.directive_id))
    read = pages_of(db.session, found.file)
    return render_template(
        "meetings/material.html",
        material=found,
        file=found.file,
        meeting=meeting_for(db.session, current_user, meeting_id),
        texts=_by_number(read, found.file.page_count),
        reading=papers.readings(db.session, [found]).get(found.file.id),
        State=ReadingState,
        SHOWN=SHOWN_INLINE,
    )


def _by_number(read: Sequence[FilePage], total: int) -> list[str]:
    """The text of each page from the first on; none at all while nothing was read."""
    texts = {page.number: page.text for page in read}
    return [texts.get(n, "") for n in range(1, max(total, *texts) + 1)] if texts else []


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/tep")
def material_file(meeting_id: int, material_id: int) -> Response:
    """The original bit for bit, to keep or (`?xem=1`) for the reader; who took it is audited."""
    found = material_for(db.session, current_user, meeting_id, material_id)
    file = found.file
    if file is None or not file.size:
        raise NotFound
    if papers.is_unread(db.session, file):
        raise StillReading
    inline = bool(request.args.get("xem")) and file.media_type in SHOWN_INLINE
    answer = send_file(
        storage().path(file.sha256),
        mimetype=file.media_type if inline else "application/octet-stream",
        as_attachment=not inline,
        download_name=_name(found),
        etag=file.sha256,
        conditional=True,
        max_age=0,
    )
    # The reader fetches the rest of a long file piece by piece: the first answer tells of all.
    if answer.status_code == 200 or (answer.status_code == 206 and not inline):
        _note("material.shown" if inline else "material.taken", found, file.sha256)
    return _dress(answer)


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu.zip")
def bundle(meeting_id: int) -> Response:
    """All materials that this person may see in one ZIP, numbered in their order."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    shown = [
        one
        for one in papers.materials(db.session, current_user, meeting)
        if one.directive is not None or _is_ready(one.file)
    ]
    if not shown:
        raise NotFound
    target = TemporaryFile()  # noqa: SIM115 (send_file closes it)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for number, one in enumerate(shown, 1):
            file = _original(one)
            packed.write(storage().path(file.sha256), f"{number:02d} {_name(one)}")
            _note("material.taken", one, file.sha256)
    target.seek(0)
    name = _clean(f"Tài liệu {meeting.title[:80]}")
    return _dress(send_file(target, "application/zip", True, f"{name}.zip", max_age=0))


def _is_ready(file: StoredFile | None) -> bool:
    return file is not None and bool(file.size) and not papers.is_unread(db.session, file)


def _original(material: Material) -> StoredFile:
    """The own file, or the newest version of the directive: a material is one of the two."""
    found = material.directive.latest.file if material.directive else material.file
    assert found is not None
    return found


def _name(material: Material) -> str:
    ending = Path(_original(material).name).suffix.lower()
    subject = f" {material.directive.subject[:80]}" if material.directive else ""
    return f"{_clean(material.name[:100] + subject)}{ending}"


def _clean(name: str) -> str:
    plain = NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name))
    return " ".join(plain.split()).strip("-. ") or "tai-lieu"


def _note(act: str, material: Material, sha256: str) -> None:
    with writing() as session:
        audit.record(session, current_user, act, on=material, sha256=sha256)


def _dress(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(meeting: Meeting, refused: list[str] | None = None) -> str:
    shown = papers.materials(db.session, current_user, meeting)
    typed: dict[str, Any] = request.form.to_dict() if refused else {}
    return render_template(
        "meetings/materials.html", meeting=meeting, shown=shown, refused=refused or [],
        typed=typed, most=settings().max_upload_mb,
        readings=papers.readings(db.session, shown), State=ReadingState,
    )  # fmt: skip
