"""One page of a file: its picture, its text, other readings of it, and correcting by hand."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, writing
from intranet.core.errors import NotFound, existing
from intranet.core.forms import commit_and_go
from intranet.directives.models import FilePage
from intranet.directives.viewer import sending
from intranet.directives.viewer.printable_forms import is_drawn
from intranet.extraction.formats.registry import PICTURED_KINDS
from intranet.intake.blueprint import bp
from intranet.intake.channels.upload_rows import UploadRow, item_row
from intranet.intake.draft_access import sees_drafts
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.processing import reprocess
from intranet.intake.processing.item_progress import ItemProgress, Stage, progress_of
from intranet.intake.processing.models import PageAttempt
from intranet.intake.processing.text_comparison import TextPiece, compared
from intranet.intake.processing.words import METHOD_WORDS, WAY_WORDS
from intranet.intake.quarantine.preflight import NAMELESS
from intranet.intake.review.forms import PageForm

PICTURE_WIDTH, SMALL_WIDTH = 1000, 160


@dataclass(frozen=True)
class SinglePage:
    """What `intake/page.html` shows: a page, and each other reading with what differs in it."""

    item: IntakeItem
    row: UploadRow
    page: FilePage
    pictured: bool
    attempts: list[tuple[PageAttempt, Iterator[TextPiece]]]
    ways: list[tuple[str, str]]

    @property
    def before(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.page.number - 1 if self.page.number > 1 else None

    @property
    def after(self) -> int | None:
        """The number of the next page, if there is one."""
        return self.page.number + 1 if self.page.number < self.item.file.page_count else None

    @property
    def waits(self) -> bool:
        """Whether the machine is still at one of the readings."""
        return any(attempt.made_at is None for attempt, _pieces in self.attempts)


@bp.get("/kiem-tra/tep/<int:file_id>")
@sees_drafts
def first_page(file_id: int) -> Response:
    """The way from an original to its first page on the desk."""
    query = select(IntakeItem.id).filter_by(file_id=file_id).order_by(IntakeItem.id.desc())
    item_id = db.session.scalar(query.where(IntakeItem.state != ItemState.DISCARDED).limit(1))
    return _to_page(existing(item_id), 1)


@bp.get("/kiem-tra/<int:item_id>/trang/<int:number>")
@sees_drafts
def page(item_id: int, number: int) -> str:
    """The page with its text and every other reading of it."""
    progress, file_page = _page_of(item_id, number)
    return _drawn(progress, file_page, PageForm(formdata=None, text=file_page.text))


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>")
@sees_drafts
def correct_page(item_id: int, number: int) -> Response | tuple[str, int]:
    """Keep the text as the clerk typed it."""
    progress, file_page = _page_of(item_id, number)
    form = PageForm()
    if not form.validate():
        return _drawn(progress, file_page, form), 400
    reprocess.correct_page(db.session, current_user, file_page, form.text.data or "")
    words = _("Đã lưu chữ của trang %(n)s. Tìm kiếm sẽ theo bản đã sửa.", n=number)
    return commit_and_go(words, "intake.page", item_id=item_id, number=number)


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>/doc-lai")
@sees_drafts
def try_page(item_id: int, number: int) -> Response:
    """Ask the machine to read the page in another way."""
    _progress, file_page = _page_of(item_id, number)
    reprocess.ask_for_attempt(db.session, current_user, file_page, request.form.get("way", ""))
    db.session.commit()
    flash(_("Máy đang đọc lại trang %(n)s. Kết quả hiện bên dưới để so sánh.", n=number), "info")
    return _to_page(item_id, number)


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>/dung/<int:attempt_id>")
@sees_drafts
def adopt_page(item_id: int, number: int, attempt_id: int) -> Response:
    """Put another reading in the place of the one that counts."""
    _progress, file_page = _page_of(item_id, number)
    reprocess.adopt_attempt(db.session, current_user, file_page, attempt_id)
    words = _("Đã dùng bản đọc lại cho trang %(n)s.", n=number)
    return commit_and_go(words, "intake.check", item_id=item_id)


@bp.get("/kiem-tra/<int:item_id>/trang/<int:number>.png")
@sees_drafts
def picture(item_id: int, number: int) -> Response:
    """Page `number` of an original on the desk as PNG; small (`?rong=160`) for lists."""
    width = SMALL_WIDTH if request.args.get("rong") == str(SMALL_WIDTH) else PICTURE_WIDTH
    return sending.send_picture(_released(item_id).file, number, width)


@bp.get("/kiem-tra/<int:item_id>/tep")
@sees_drafts
def original(item_id: int) -> Response:
    """The original bit for bit, always to keep and never to run; who took it is audited."""
    item = _released(item_id)

    def note() -> None:
        with writing() as session:
            audit.record(session, current_user, "original.taken", on=item)

    media_type = "application/octet-stream"
    return sending.send_original(item.file, _own_name(item), media_type, inline=False, note=note)


def _own_name(item: IntakeItem) -> str:
    """The name as it came, ended by what the file is."""
    name, ending = sending.file_name(item.name) or NAMELESS, sending.ending_of(item.file)
    return name if name.lower().endswith(ending) else f"{name}{ending}"


def _released(item_id: int) -> IntakeItem:
    """The item unless it is wiped or in quarantine: not yet looked through for marks."""
    progress = progress_of(db.session, item_id)
    if progress.is_moving or not progress.item.file.size:
        raise NotFound
    return progress.item


def _page_of(item_id: int, number: int) -> tuple[ItemProgress, FilePage]:
    progress = progress_of(db.session, item_id)
    if progress.is_moving or progress.stage is Stage.DISCARDED:
        raise NotFound
    return progress, reprocess.page_for(db.session, progress.item.file, number)


def _to_page(item_id: int, number: int) -> Response:
    return redirect(url_for("intake.page", item_id=item_id, number=number))


def _drawn(progress: ItemProgress, file_page: FilePage, form: PageForm) -> str:
    attempts = reprocess.attempts_of(db.session, file_page)
    file = progress.item.file
    shown = SinglePage(
        item=progress.item,
        row=item_row(progress),
        page=file_page,
        pictured=is_drawn(file),
        attempts=[(attempt, compared(file_page.text, attempt.text)) for attempt in attempts],
        ways=_ways(file.kind),
    )
    return render_template(
        "intake/page.html", shown=shown, form=form, way_words=WAY_WORDS, method_words=METHOD_WORDS
    )


def _ways(kind: str) -> list[tuple[str, str]]:
    """The ways that make sense for this kind of file: pictures have no text layer."""
    fitting = [way for way in WAY_WORDS if kind == "pdf" or way.startswith("ocr")]
    return [(way, str(WAY_WORDS[way])) for way in fitting] if kind in PICTURED_KINDS else []
