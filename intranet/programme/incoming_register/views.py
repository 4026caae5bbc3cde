"""The pages of the register of incoming directives: on the screen, as a book or workbook."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import BlankDay, DayField, refusal_flashed
from intranet.core.paging import Pager, page_number
from intranet.core.settings import settings
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.printing.official_document import Appendix
from intranet.programme.blueprint import bp
from intranet.programme.exports import DOCX, XLSX, ExportForm, download, note_export
from intranet.programme.incoming_register.arrival_numbers import number_arrivals
from intranet.programme.incoming_register.columns import table
from intranet.programme.incoming_register.register import count_entries, entries

EACH = 50


class RangeForm(FlaskForm):
    """From one day to another, in the address."""

    class Meta:
        csrf = False

    tu = DayField(_l("Từ ngày"), [BlankDay()])
    den = DayField(_l("Đến ngày"), [BlankDay()])


@bp.get("/bao-cao/so-van-ban-den", endpoint="register")
@permission_required(Permission.WATCH_ALL)
def register_page() -> str:
    """What came in some days, this year's unless others are asked for."""
    since, until = _this_year()
    form = RangeForm(request.args, data={"tu": since, "den": until})
    if form.validate():
        since, until = _days(form)
    page = page_number()
    total = count_entries(db.session, current_user, since, until)
    return render_template(
        "programme/register.html",
        form=form,
        since=since,
        until=until,
        total=total,
        rows=entries(db.session, current_user, since, until, offset=(page - 1) * EACH, limit=EACH),
        export=ExportForm(),
        pager=Pager(page, EACH, total, lambda n: url_for(".register", **_address(since, until, n))),
    )


def _this_year() -> tuple[date, date]:
    return today().replace(month=1, day=1), today()


def _days(form: RangeForm) -> tuple[date, date]:
    first, last = _this_year()
    return form.tu.data or first, form.den.data or last


def _address(since: date, until: date, page: int = 1) -> dict[str, Any]:
    return {"tu": f"{since:%d/%m/%Y}", "den": f"{until:%d/%m/%Y}", "trang": page}


@bp.post("/bao-cao/so-van-ban-den/xuat")
@permission_required(Permission.WATCH_ALL)
def export_register() -> Response:
    """The register of these days as a file, for a reason that goes into the trail."""
    form, kind = RangeForm(request.args), request.form.get("form", "")
    if kind not in ("docx", "xlsx") or not form.validate():
        raise NotFound
    since, until = _days(form)
    number_arrivals(db.session)
    lines = entries(db.session, current_user, since, until)
    with refusal_flashed():
        note_export(
            db.session, current_user, "register.exported", ExportForm().reason.data or "",
            form=kind, rows=len(lines), since=since.isoformat(), until=until.isoformat(),
        )  # fmt: skip
        with force_locale("vi"):
            content = _file_of(table(lines, since, until), kind)
        db.session.commit()
        media_type = DOCX if kind == "docx" else XLSX
        return download(content, media_type, f"so-van-ban-den-{since}-{until}.{kind}")
    return redirect(url_for(".register", **_address(since, until)))


def _file_of(register: Appendix, kind: str) -> bytes:
    if kind == "xlsx":
        from intranet.printing.xlsx_workbook import as_xlsx  # heavy

        return as_xlsx([register], now())
    agency = settings()
    superior = f"UBND TỈNH {agency.agency_place.upper()}"
    from intranet.printing.register_docx import register_as_docx  # heavy

    return register_as_docx(superior, agency.agency_name.upper(), register, now())
