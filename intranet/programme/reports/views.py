"""Reports: making them, looking at their figures, taking them out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import refusal_flashed, refusal_in
from intranet.core.paging import Pager, cut, page_number
from intranet.core.tasks import tasks
from intranet.directives.words import LEVEL
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.programme.blueprint import bp
from intranet.programme.exports import DOCX, PDF, XLSX, ExportForm, download, note_export
from intranet.programme.reports import actions, appendices, pdf, queries, report_text
from intranet.programme.reports.differences import FigureDifference
from intranet.programme.reports.errors import NotYetPrinted
from intranet.programme.reports.figures import DirectiveLine, Figures
from intranet.programme.reports.forms import ReportForm
from intranet.programme.reports.models import Snapshot
from intranet.programme.reports.periods import periods
from intranet.programme.reports.wordings import figures_of
from intranet.programme.reports.words import NAMES
from intranet.programme.tasks import print_report

LINES = 50
"""Directives on a page of a report."""
Writer = Callable[[Snapshot, Figures], bytes]
WRITERS: dict[str, tuple[Writer, str]] = {
    "docx": (report_text.word, DOCX),
    "xlsx": (report_text.workbook, XLSX),
    "pdf": (pdf.pdf_of, PDF),
}


@dataclass(frozen=True)
class ReportPage:
    """What the page of a report shows: its figures, one page of its directives, its editions."""

    snapshot: Snapshot
    figures: Figures
    lines: Sequence[DirectiveLine]
    pager: Pager
    editions: Sequence[Snapshot]
    changes: Sequence[FigureDifference]

    @property
    def days(self) -> dict[str, str]:
        """The days of the figures in the address of the list behind them."""
        figures = self.figures
        return {
            "ngay": figures.as_of,
            "tu": figures.since,
            "den": min(figures.until, figures.as_of),
        }


@bp.get("/bao-cao")
@permission_required(Permission.WATCH_ALL)
def index() -> str:
    """What to report on, and the reports that were made."""
    return _index(ReportForm(periods(db.session)))


def _index(form: ReportForm) -> str:
    page = queries.report_page(db.session, page_number())
    return render_template(
        "programme/index.html",
        form=form,
        reports=page.rows,
        pager=page.pager(lambda n: url_for(".index", trang=n)),
    )


@bp.post("/bao-cao")
@permission_required(Permission.WATCH_ALL)
def make() -> Any:
    """The report of a period and day; it is made once, later asked again it is the same."""
    form = ReportForm(periods(db.session))
    if form.validate_on_submit():
        with refusal_in(form):
            snapshot = actions.make_report(db.session, current_user, form.scope())
            db.session.commit()
            return redirect(url_for(".show", number=snapshot.id))
    return _index(form), 400


@bp.get("/bao-cao/<int:number>")
@permission_required(Permission.WATCH_ALL)
def show(number: int) -> str:
    """The figures of a report as they were, each leading to its list."""
    return render_template(
        "programme/report.html",
        page=_report_page(number),
        export=ExportForm(),
        share=appendices.share,
        day=_day,
        NAMES=NAMES,
        LEVEL={level.name: words for level, words in LEVEL.items()},
    )


def _report_page(number: int) -> ReportPage:
    snapshot = queries.report_for(db.session, number)
    figures = figures_of(db.session, snapshot)
    lines = cut(figures.directives, page_number(), LINES)
    return ReportPage(
        snapshot,
        figures,
        lines.rows,
        lines.pager(lambda n: url_for(".show", number=number, trang=n)),
        queries.editions(db.session, snapshot),
        queries.changes(db.session, snapshot, figures),
    )


def _day(iso: str) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


@bp.post("/bao-cao/<int:number>/lap-lai")
@permission_required(Permission.WATCH_ALL)
def again(number: int) -> Response:
    """The report made anew from the facts known now, beside the one that was."""
    snapshot = queries.report_for(db.session, number)
    made = actions.make_again(db.session, current_user, snapshot)
    db.session.commit()
    if made.id == number:
        flash(_("Số liệu hiện nay không khác bản này, nên không lập bản mới."), "ok")
    else:
        flash(_("Đã lập lại thành bản số %(n)s; bản cũ vẫn giữ nguyên.", n=made.id), "ok")
    return redirect(url_for(".show", number=made.id))


@bp.post("/bao-cao/<int:number>/xuat")
@permission_required(Permission.WATCH_ALL)
def export(number: int) -> Response:
    """A report as a file, for a reason that goes into the trail."""
    snapshot = queries.report_for(db.session, number)
    kind = request.form.get("form", "")
    if kind not in WRITERS:
        raise NotFound
    with refusal_flashed():
        return _exported(snapshot, kind)
    return redirect(url_for(".show", number=number))


def _exported(snapshot: Snapshot, kind: str) -> Response:
    write, media_type = WRITERS[kind]
    note_export(
        db.session, current_user, "report.exported", ExportForm().reason.data or "", on=snapshot,
        form=kind, sha256=snapshot.sha256,
    )  # fmt: skip
    try:
        content = write(snapshot, figures_of(db.session, snapshot))
    except NotYetPrinted:
        tasks().enqueue(print_report, snapshot.id)
        raise
    db.session.commit()
    return download(content, media_type, f"bao-cao-{snapshot.id}-{snapshot.as_of}.{kind}")
