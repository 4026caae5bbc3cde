"""The register of incoming papers: on the screen, and as a book or workbook to keep."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound
from intranet.core.paging import Pager
from intranet.core.settings import settings
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.printing.book import book_as_docx
from intranet.printing.workbook import as_xlsx
from intranet.programme.blueprint import bp
from intranet.programme.downloads import DOCX, XLSX, download
from intranet.programme.incoming_register import register
from intranet.programme.incoming_register.arrival_numbers import number_arrivals
from intranet.programme.reports import actions
from intranet.programme.reports.forms import ExportForm, RangeForm

EACH = 50


@bp.get("/bao-cao/so-van-ban-den", endpoint="register")
@permission_required(Permission.WATCH_ALL)
def shown() -> str:
    """What came in some days, this year's unless others are asked for."""
    since, until = _this_year()
    form = RangeForm(request.args, data={"tu": since, "den": until})
    if form.validate():
        since, until = _days(form)
    page = max(1, min(request.args.get("trang", 1, int), 100_000))
    total = register.count_entries(db.session, current_user, since, until)
    return render_template(
        "programme/register.html",
        form=form,
        since=since,
        until=until,
        total=total,
        rows=register.entries(
            db.session, current_user, since, until, offset=(page - 1) * EACH, limit=EACH
        ),
        export=ExportForm(),
        pager=Pager(page, EACH, total, lambda n: url_for(".register", **_named(since, until, n))),
    )


def _this_year() -> tuple[date, date]:
    return today().replace(month=1, day=1), today()


def _days(form: RangeForm) -> tuple[date, date]:
    first, last = _this_year()
    return form.tu.data or first, form.den.data or last


def _named(since: date, until: date, page: int = 1) -> dict[str, Any]:
    return {"tu": f"{since:%d/%m/%Y}", "den": f"{until:%d/%m/%Y}", "trang": page}


@bp.post("/bao-cao/so-van-ban-den/xuat")
@permission_required(Permission.WATCH_ALL)
def export_register() -> Response:
    """The register of these days as a file, for a reason that goes into the trail."""
    asked, kind = RangeForm(request.args), request.form.get("form", "")
    if kind not in ("docx", "xlsx") or not asked.validate():
        raise NotFound
    since, until = _days(asked)
    number_arrivals(db.session)
    found = register.entries(db.session, current_user, since, until)
    try:
        actions.note_export(
            db.session, current_user, "register.exported", ExportForm().reason.data or "",
            form=kind, rows=len(found), since=since.isoformat(), until=until.isoformat(),
        )  # fmt: skip
    except BadInput as error:
        db.session.rollback()
        flash(str(error), "warn")
        back = url_for(".register", **_named(since, until))
        return redirect(back)
    with force_locale("vi"):
        content = _written(register.table(found, since, until), kind)
    db.session.commit()
    media_type = DOCX if kind == "docx" else XLSX
    return download(content, media_type, f"so-van-ban-den-{since}-{until}.{kind}")


def _written(table: Any, kind: str) -> bytes:
    if kind == "xlsx":
        return as_xlsx([table], now())
    chosen = settings()
    superior = f"UBND TỈNH {chosen.agency_place.upper()}"
    return book_as_docx(superior, chosen.agency_name.upper(), table, now())
