"""Reports: making them, looking at their figures, taking them out; the table of periods."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import commit_and_go, refusal_flashed, refusal_in
from intranet.core.paging import cut, page_number
from intranet.core.task_queue import tasks
from intranet.directives.words import LEVEL
from intranet.people.permissions import Permission, permission_required
from intranet.printing.official_document import COUNTRY, MOTTO, Chart, ChartKind, cell_text
from intranet.programme.blueprint import bp
from intranet.programme.exports import ExportForm, exported
from intranet.programme.reports import actions, appendices, pdf, queries, report_text
from intranet.programme.reports.errors import NotYetPrinted
from intranet.programme.reports.figures import Figures
from intranet.programme.reports.forms import ReportForm, day_of_year
from intranet.programme.reports.models import Snapshot
from intranet.programme.reports.periods import keep_period, periods
from intranet.programme.reports.queries import figures_of
from intranet.programme.reports.words import NAMES
from intranet.programme.tasks import print_report
from intranet.reading.coverage.counts import CompletionRate

LINES = 50
"""Directives on a page of a report."""
WRITERS: dict[str, Callable[[Snapshot, Figures], bytes]] = {
    "docx": report_text.word, "xlsx": report_text.workbook, "pdf": pdf.pdf_of,
}  # fmt: skip


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
    snapshot = queries.report_for(db.session, number)
    figures = figures_of(db.session, snapshot)
    lines = cut(figures.directives, page_number(), LINES)
    return render_template(
        "programme/report.html",
        snapshot=snapshot,
        figures=figures,
        lines=lines.rows,
        pager=lines.pager(lambda n: url_for(".show", number=number, trang=n)),
        editions=queries.editions(db.session, snapshot),
        changes=queries.changes(db.session, snapshot, figures),
        behind={
            "ngay": figures.as_of, "tu": figures.since, "den": min(figures.until, figures.as_of),
        },
        rates=_rates(figures),
        over_time=appendices.charts(figures)[0] if figures.months else None,
        month_rows=_month_rows(figures),
        chart_data=_chart_data,
        unit_months=tuple(appendices.unit_months(figures)),
        export=ExportForm(),
        share=appendices.share,
        day=lambda iso: datetime.fromisoformat(iso) if iso else None,
        NAMES=NAMES,
        LEVEL={level.name: words for level, words in LEVEL.items()},
    )  # fmt: skip


def _rates(figures: Figures) -> dict[str, CompletionRate]:
    # The numbers of the report as every other page knows them.
    return {
        "people": CompletionRate(figures.informed or 0, figures.people or 0),
        "readings": CompletionRate(figures.whole_done, figures.whole_required),
        "prompt": CompletionRate(figures.prompt, figures.received, figures.prompt_days),
    }


def _month_rows(figures: Figures) -> list[tuple[str, ...]]:
    # The chart of the months as a table: the day, people and readings, each of how many.
    def part(done: int, whole: int) -> tuple[str, str]:
        percent = appendices.share(done, whole)
        shown = cell_text(percent) + ("" if percent is None else "%")
        return f"{cell_text(done)}/{cell_text(whole)}", shown

    return [
        (appendices.day_text(month.day), *part(month.informed, month.people),
         *part(month.done, month.required))
        for month in figures.months
    ]  # fmt: skip


def _chart_data(chart: Chart) -> dict[str, object]:
    # What js/chart.js draws.
    series = [{"name": name, "values": values} for name, values in chart.series]
    return {"labels": chart.labels, "series": series, "lying": chart.kind is ChartKind.BARS}


@bp.get("/bao-cao/<int:number>/xem-truoc")
@permission_required(Permission.WATCH_ALL)
def preview(number: int) -> str:
    """The report as it will be printed, to be read before it leaves the portal."""
    snapshot = queries.report_for(db.session, number)
    document = report_text.report(snapshot, figures_of(db.session, snapshot))
    return render_template(
        "programme/preview.html",
        snapshot=snapshot, document=document, cell_text=cell_text, COUNTRY=COUNTRY, MOTTO=MOTTO,
        chart_data=_chart_data,
    )  # fmt: skip


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
    return exported(
        "report.exported", lambda: _written(snapshot, kind),
        f"bao-cao-{snapshot.id}-{snapshot.as_of}.{kind}", url_for(".show", number=number),
        on=snapshot, form=kind, sha256=snapshot.sha256,
    )  # fmt: skip


def _written(snapshot: Snapshot, kind: str) -> bytes:
    try:
        return WRITERS[kind](snapshot, figures_of(db.session, snapshot))
    except NotYetPrinted:
        tasks().enqueue(print_report, snapshot.id)
        raise


@bp.get("/bao-cao/ky", endpoint="periods")
@permission_required(Permission.CHECK)
def periods_page() -> str:
    """First and last day of every period."""
    return render_template("programme/periods.html", periods=periods(db.session), typed={})


@bp.post("/bao-cao/ky")
@permission_required(Permission.CHECK)
def keep_periods() -> Any:
    """Save the days as typed; a wrong one saves nothing."""
    with refusal_flashed():
        for period in periods(db.session):
            first, last = (
                day_of_year(request.form.get(f"{period.code}-{end}", "")) for end in ("dau", "cuoi")
            )
            keep_period(db.session, current_user, period.code, first, last)
        return commit_and_go(_("Đã lưu các kỳ báo cáo."), ".periods")
    known = periods(db.session)
    return render_template("programme/periods.html", periods=known, typed=request.form), 400
