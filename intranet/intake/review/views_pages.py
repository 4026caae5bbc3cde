"""One page of a file: its picture, its text, other readings of it, and correcting by hand."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.models import FilePage
from intranet.intake.blueprint import bp
from intranet.intake.channels import file_rows
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.processing import item_progress, reprocess
from intranet.intake.processing.item_progress import Row, Stage
from intranet.intake.processing.text_comparison import compared
from intranet.intake.review.forms import PageForm
from intranet.intake.review.words import ASKED, WAY
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

PICTURED = ("pdf", "image")
GONE = {*file_rows.MOVING, Stage.DISCARDED}


@bp.get("/kiem-tra/tep/<int:file_id>")
@permission_required(Permission.CHECK)
def first_page(file_id: int) -> Response:
    """The way from an original to its first page on the desk."""
    query = select(IntakeItem.id).filter_by(file_id=file_id).order_by(IntakeItem.id.desc())
    item_id = db.session.scalar(query.where(IntakeItem.state != ItemState.DISCARDED).limit(1))
    if item_id is None:
        raise NotFound
    return _back(item_id, 1)


@bp.get("/kiem-tra/<int:item_id>/trang/<int:number>")
@permission_required(Permission.CHECK)
def page(item_id: int, number: int) -> str:
    """The page with its text and every other reading of it."""
    row, found = _asked(item_id, number)
    form = PageForm(formdata=None, text=found.text)
    return _page(row, found, form)


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>")
@permission_required(Permission.CHECK)
def correct_page(item_id: int, number: int) -> Response | tuple[str, int]:
    """Keep the text as the clerk typed it."""
    row, found = _asked(item_id, number)
    form = PageForm()
    if not form.validate():
        return _page(row, found, form), 400
    reprocess.correct(db.session, current_user, found, form.text.data or "")
    db.session.commit()
    flash(_("Đã lưu chữ của trang %(n)s. Tìm kiếm sẽ theo bản đã sửa.", n=number), "ok")
    return _back(item_id, number)


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>/doc-lai")
@permission_required(Permission.CHECK)
def try_page(item_id: int, number: int) -> Response:
    """Ask the machine to read the page in another way."""
    _row, found = _asked(item_id, number)
    reprocess.ask(db.session, current_user, found, request.form.get("way", ""))
    db.session.commit()
    flash(_("Máy đang đọc lại trang %(n)s. Kết quả hiện bên dưới để so sánh.", n=number), "info")
    return _back(item_id, number)


@bp.post("/kiem-tra/<int:item_id>/trang/<int:number>/dung/<int:attempt_id>")
@permission_required(Permission.CHECK)
def adopt_page(item_id: int, number: int, attempt_id: int) -> Response:
    """Put another reading in the place of the one that counts."""
    _row, found = _asked(item_id, number)
    reprocess.adopt(db.session, current_user, found, attempt_id)
    db.session.commit()
    flash(_("Đã dùng bản đọc lại cho trang %(n)s.", n=number), "ok")
    return redirect(url_for("intake.check", item_id=item_id))


def _asked(item_id: int, number: int) -> tuple[Row, FilePage]:
    row = item_progress.row_for(db.session, item_id)
    if row.stage in GONE:
        raise NotFound
    return row, reprocess.page_for(db.session, row.item.file, number)


def _back(item_id: int, number: int) -> Response:
    return redirect(url_for("intake.page", item_id=item_id, number=number))


def _page(row: Row, found: FilePage, form: PageForm) -> str:
    attempts = reprocess.attempts_of(db.session, found)
    return render_template(
        "intake/page.html",
        item=row.item,
        row=file_rows.shown(row),
        page=found,
        form=form,
        pictured=row.item.file.kind in PICTURED,
        attempts=[(one, compared(found.text, one.text)) for one in attempts],
        waiting=any(one.made_at is None for one in attempts),
        ways=_ways(row),
        asked=ASKED,
        words=WAY,
        pages=row.item.file.page_count,
    )


def _ways(row: Row) -> list[tuple[str, str]]:
    """The ways that make sense for this kind of file: pictures have no text layer."""
    kind = row.item.file.kind
    fitting = [way for way in reprocess.WAYS if kind == "pdf" or way.startswith("ocr")]
    return [(way, str(ASKED[way])) for way in fitting] if kind in PICTURED else []
