"""The pages of the register of incoming directives: on the screen, as a book or workbook."""

from datetime import date

from flask import render_template, request, url_for
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from intranet.core.clock import now, today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import BlankDay, DayField
from intranet.core.paging import Pager, page_number
from intranet.people.permissions import Permission, permission_required
from intranet.printing.official_document import Appendix
from intranet.programme.blueprint import bp
from intranet.programme.exports import ExportForm, exported
from intranet.programme.incoming_register.columns import table
from intranet.programme.incoming_register.register import count_entries, entries, number_arrivals
from intranet.reading.way_back import here

EACH = 50


class RangeForm(FlaskForm):
    """From one day to another, in the address."""

    class Meta:
        csrf = False

    tu = DayField(_l("Từ ngày"), [BlankDay()])
    den = DayField(_l("Đến ngày"), [BlankDay()])


def _range() -> tuple[RangeForm, date, date]:
    # The days that the address asks for; this year's where it says none, or what cannot be read.
    first, last = today().replace(month=1, day=1), today()
    form = RangeForm(request.args, data={"tu": first, "den": last})
    if form.validate():
        return form, form.tu.data or first, form.den.data or last
    return form, first, last


def _address(since: date, until: date, page: int = 1) -> str:
    return url_for(".register", tu=f"{since:%d/%m/%Y}", den=f"{until:%d/%m/%Y}", trang=page)


@bp.get("/bao-cao/so-van-ban-den", endpoint="register")
@permission_required(Permission.WATCH_ALL)
def register_page() -> str:
    """What came in some days, this year's unless others are asked for."""
    (form, since, until), page = _range(), page_number()
    total = count_entries(db.session, current_user, since, until)
    return render_template(
        "programme/register.html",
        form=form,
        since=since,
        until=until,
        total=total,
        rows=entries(db.session, current_user, since, until, offset=(page - 1) * EACH, limit=EACH),
        export=ExportForm(),
        here=here(),
        pager=Pager(page, EACH, total, lambda n: _address(since, until, n)),
    )


@bp.post("/bao-cao/so-van-ban-den/xuat")
@permission_required(Permission.WATCH_ALL)
def export_register() -> Response:
    """The register of these days as a file, for a reason that goes into the trail."""
    (form, since, until), kind = _range(), request.form.get("form", "")
    if kind not in ("docx", "xlsx") or form.errors:
        raise NotFound
    number_arrivals(db.session)
    lines = entries(db.session, current_user, since, until)

    def write() -> bytes:
        with force_locale("vi"):
            return _file_of(table(lines, since, until), kind)

    return exported(
        "register.exported", write, f"so-van-ban-den-{since}-{until}.{kind}",
        _address(since, until), form=kind, rows=len(lines), since=since.isoformat(),
        until=until.isoformat(),
    )  # fmt: skip


def _file_of(register: Appendix, kind: str) -> bytes:
    if kind == "xlsx":
        from intranet.printing.xlsx_workbook import as_xlsx  # heavy

        return as_xlsx([register], now())
    from intranet.printing.official_document_docx import register_as_docx  # heavy

    superior = f"UBND TỈNH {settings().agency_place.upper()}"
    return register_as_docx(superior, settings().agency_name.upper(), register, now())
