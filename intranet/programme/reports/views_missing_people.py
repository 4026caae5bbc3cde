"""The list behind a figure: who was waited for, for those who may watch them."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.paging import Pager, page_number
from intranet.people.permissions import Permission, permission_required
from intranet.printing.official_document import Appendix, ColumnAlign, TableColumn
from intranet.programme.blueprint import bp
from intranet.programme.exports import ExportForm, exported
from intranet.reading.coverage import report_counts as figures
from intranet.reading.models import Assignment
from intranet.reading.way_back import here

EACH = 100
COLUMNS = (
    TableColumn("TT", 1, ColumnAlign.CENTRE), TableColumn("Họ và tên", 5),
    TableColumn("Đơn vị", 5), TableColumn("Số, ký hiệu", 3), TableColumn("Trích yếu", 8),
    TableColumn("Hạn đọc", 2.4, ColumnAlign.CENTRE),
    TableColumn("Số ngày trễ", 2, ColumnAlign.RIGHT),
)  # fmt: skip


def filter_from(args: MultiDict[str, str]) -> figures.MissingFilter:
    """Which figure an address names; what cannot be read is as if it were not there."""
    return figures.MissingFilter(
        day=min(args.get("ngay", today(), date.fromisoformat), today()),
        assignment_id=args.get("giao", type=int),
        department_id=args.get("don-vi", type=int),
        since=args.get("tu", type=date.fromisoformat),
        until=args.get("den", type=date.fromisoformat),
        only_late="tre" in args,
    )


@bp.get("/bao-cao/con-thieu")
@permission_required(Permission.WATCH)
def people() -> str:
    """Who was waited for at the end of a day; a unit head sees the own unit only."""
    figure = filter_from(request.args)
    page = page_number()
    total = figures.count_missing(db.session, current_user, figure)
    rows = figures.missing_people(
        db.session, current_user, figure, offset=(page - 1) * EACH, limit=EACH
    )
    same: dict[str, Any] = {name: value for name, value in request.args.items() if name != "trang"}
    return render_template(
        "programme/people.html",
        figure=figure,
        rows=rows,
        total=total,
        told=request.args.get("so", type=int),
        same=same,
        today=today(),
        here=here(),
        export=ExportForm(),
        pager=Pager(page, EACH, total, lambda n: url_for(".people", **{**same, "trang": n})),
    )


@bp.post("/bao-cao/con-thieu/xuat")
@permission_required(Permission.WATCH)
def export_people() -> Response:
    """The same list as a workbook, for a reason that goes into the trail."""
    figure = filter_from(request.args)
    readers = figures.missing_people(db.session, current_user, figure)

    def write() -> bytes:
        from intranet.printing.xlsx_workbook import as_xlsx  # heavy

        return as_xlsx([_table(readers, figure.day)], now())

    return exported(
        "missing.exported", write, f"con-thieu-{figure.day}.xlsx",
        url_for(".people", **dict[str, Any](request.args)), rows=len(readers),
        day=figure.day.isoformat(), assignment=figure.assignment_id,
        department=figure.department_id,
    )  # fmt: skip


def _table(readers: list[figures.MissingReader], day: date) -> Appendix:
    rows = tuple(
        (n, reader.staff.full_name, reader.department.name, reader.directive.symbol,
         reader.directive.headline, reader.deadline or "", reader.days_late)
        for n, reader in enumerate(readers, 1)
    )  # fmt: skip
    title = f"NGƯỜI CHƯA HOÀN THÀNH (đến hết ngày {day:%d/%m/%Y})"
    return Appendix("Còn thiếu", title, COLUMNS, rows)


def missing_link(assignment: Assignment, unit: int | None) -> str:
    """The way from the coverage of one directive to the list that may be taken out."""
    figure: dict[str, Any] = {"giao": assignment.id, "don-vi": unit}
    return str(
        Markup('<a href="{}">{}</a>').format(
            url_for("programme.people", **figure), _("Danh sách chưa xong, xuất Excel")
        )
    )


def missing_url(day: date) -> str:
    """The list of all readings that were waited for at the end of a day."""
    return url_for("programme.people", ngay=day.isoformat())
