"""Reading a material of a meeting and taking it home: its page, marks, original, all in one ZIP."""

import zipfile
from collections.abc import Sequence
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from flask import Response as FileAnswer
from flask import redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import NotFound
from intranet.core.storage import storage
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer import sending
from intranet.directives.viewer.queries import page_texts, pages_of
from intranet.directives.viewer.shown_file import ShownFile, shown_file
from intranet.intake.models import ReadingState
from intranet.intake.quarantine.refusals import StillReading
from intranet.meetings.blueprint import bp
from intranet.meetings.materials import queries
from intranet.meetings.models import Material
from intranet.meetings.visibility import material_for, meeting_for
from intranet.search.results.views_highlights import answer


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>")
def material(meeting_id: int, material_id: int) -> Response | str:
    """The read text and the original of a material; a directive has its own page."""
    shown = material_for(db.session, current_user, meeting_id, material_id)
    if shown.file is None:
        return redirect(url_for("directives.show", directive_id=shown.directive_id))
    pages = pages_of(db.session, shown.file)
    texts = page_texts(pages, shown.file.page_count) if pages else []
    return render_template(
        "meetings/material.html",
        material=shown,
        file=shown.file,
        meeting=meeting_for(db.session, current_user, meeting_id),
        texts=texts,
        shown_file=_shown_file(shown, shown.file, pages, len(texts)),
        reading=queries.readings_of_files(db.session, [shown]).get(shown.file.id),
        State=ReadingState,
    )


def _shown_file(
    shown: Material, file: StoredFile, pages: Sequence[FilePage], total: int
) -> ShownFile:
    ids: dict[str, Any] = {"meeting_id": shown.meeting_id, "material_id": shown.id}
    return shown_file(
        file, pages, max(total, 1),
        original=url_for(".material_file", xem=1, **ids), printed=url_for(".material_print", **ids),
        picture=lambda number, width: url_for(".material_page", number=number, rong=width, **ids),
    )  # fmt: skip


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/danh-dau")
def material_marks(meeting_id: int, material_id: int) -> FileAnswer:
    """JSON of what `?q=` marks on the pages; `?trang=` is the page it opens at."""
    return answer(_read_file(meeting_id, material_id)[1], request.args)


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/trong")
def material_within(meeting_id: int, material_id: int) -> FileAnswer:
    """JSON of the pages with `?q=`: how often, where, and the lines around it."""
    return answer(_read_file(meeting_id, material_id)[1], request.args, with_lines=True)


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/tep")
def material_file(meeting_id: int, material_id: int) -> FileAnswer:
    """The original bit for bit, to keep or (`?xem=1`) for the reader; who took it is audited."""
    taken, file = _read_file(meeting_id, material_id)
    inline = bool(request.args.get("xem")) and file.media_type in sending.SHOWN_INLINE
    note = partial(_note, "material.shown" if inline else "material.taken", taken)
    media_type = "application/octet-stream"
    return sending.send_original(file, _name(taken), media_type, inline=inline, note=note)


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/ban-in.pdf")
def material_print(meeting_id: int, material_id: int) -> FileAnswer:
    """The printable form (PDF) of an Office file, for the reader; who looks is audited."""
    taken, file = _read_file(meeting_id, material_id)
    return sending.send_printed(file, partial(_note, "material.shown", taken))


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu/<int:material_id>/trang/<int:number>.png")
def material_page(meeting_id: int, material_id: int, number: int) -> FileAnswer:
    """Page `number` as PNG, `?rong=` pixels wide as for directives."""
    _taken, file = _read_file(meeting_id, material_id)
    return sending.send_picture(file, number, request.args.get("rong", 1000, int))


def _read_file(meeting_id: int, material_id: int) -> tuple[Material, StoredFile]:
    """An own file of a meeting, once no mark of secrecy can come to light in it any more."""
    material = material_for(db.session, current_user, meeting_id, material_id)
    if material.file is None or not material.file.size:
        raise NotFound
    if queries.is_unread(db.session, material.file):
        raise StillReading
    return material, material.file


@bp.get("/sinh-hoat/<int:meeting_id>/tai-lieu.zip")
def bundle(meeting_id: int) -> FileAnswer:
    """All materials that this person may see in one ZIP, numbered in their order."""
    meeting = meeting_for(db.session, current_user, meeting_id)
    shown = queries.materials(db.session, current_user, meeting)
    ready = [material for material in shown if _is_ready(material)]
    if not ready:
        raise NotFound
    target = TemporaryFile()  # noqa: SIM115 (send_file closes it)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for number, material in enumerate(ready, 1):
            place = storage().path(_original(material).sha256)
            packed.write(place, f"{number:02d} {_name(material)}")
            _note("material.taken", material)
    target.seek(0)
    name = _plain(f"Tài liệu {meeting.title[:80]}")
    packed_files = send_file(target, "application/zip", True, f"{name}.zip", max_age=0)
    return sending.for_this_person(packed_files)


def _is_ready(material: Material) -> bool:
    """Whether it may be handed out: directives are, own files once the machine has read them."""
    file = material.file
    return file is None or (bool(file.size) and not queries.is_unread(db.session, file))


def _original(material: Material) -> StoredFile:
    """The own file, or the newest version of the directive: a material is one of the two."""
    file = material.directive.latest.file if material.directive else material.file
    assert file is not None
    return file


def _name(material: Material) -> str:
    subject = f" {material.directive.subject[:80]}" if material.directive else ""
    return f"{_plain(material.name[:100] + subject)}{sending.ending_of(_original(material))}"


def _plain(words: str) -> str:
    return sending.file_name(words).strip("-. ") or "tai-lieu"


def _note(act: str, material: Material) -> None:
    with writing() as session:
        audit.record(session, current_user, act, on=material, sha256=_original(material).sha256)
