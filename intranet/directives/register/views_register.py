"""The register as far as a person may see it, on the screen and as a table to keep."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core import audit
from intranet.core.clock import today
from intranet.core.database import db, writing
from intranet.core.errors import existing
from intranet.core.paging import Pager
from intranet.directives.blueprint import bp
from intranet.directives.hooks import ReadingMark, reading_marks
from intranet.directives.models import Directive
from intranet.directives.register import queries
from intranet.directives.register.columns import ADDED, RegisterColumn
from intranet.directives.register.directive_filter import DirectiveFilter, address_value
from intranet.directives.register.export_csv import as_csv
from intranet.directives.register.queries import RegisterPage
from intranet.directives.words import SORT, STATUS
from intranet.people.permissions import Permission, permission_required


@dataclass(frozen=True)
class RegisterView:
    """The page of the register; `url(field=value)` is its address with changes."""

    listed: RegisterPage
    filter: DirectiveFilter
    selects: Sequence["FilterSelect"]
    columns: Sequence[RegisterColumn]
    url: Callable[..., str]
    pager: Pager
    mine: Mapping[int, ReadingMark]
    addable: Sequence[RegisterColumn] = ADDED


@bp.get("/van-ban")
@permission_required(Permission.READ)
def register() -> str:
    """The register, narrowed and sorted as the address says."""
    narrowed_by = DirectiveFilter.from_address(request.args)
    columns = [column for column in ADDED if column.key in request.args.getlist("cot")]
    listed = queries.register_page(db.session, current_user, narrowed_by)

    def url(**changes: Any) -> str:
        more: dict[str, Any] = {"cot": [column.key for column in columns]} if columns else {}
        return url_for(".register", **narrowed_by.address(**{"page": 1, **changes}), **more)

    pager = listed.pager(lambda number: url(page=number))
    mine = reading_marks([directive.id for directive in listed.rows])
    selects = _filter_selects(narrowed_by)
    view = RegisterView(listed, narrowed_by, selects, columns, url, pager, mine)
    return render_template("directives/register.html", view=view)


@bp.get("/van-ban/goi-y")
@permission_required(Permission.READ)
def suggest_directives() -> Response:
    """A few directives for `?q=`, where one is chosen: only what the person may see."""
    words = request.args.get("q", "").strip()[:200]
    found = queries.named_directives(db.session, current_user, words)
    lines = [_offered(directive) for directive in found]
    said = _("%(n)s văn bản, chọn bằng phím mũi tên.", n=len(lines))
    answer = jsonify(
        groups=[{"name": _("Văn bản trong kho"), "lines": lines}] if lines else [],
        label=_("Văn bản trong kho"),
        said=said if lines else _("Không có văn bản nào khớp trong kho."),
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _offered(directive: Directive) -> dict[str, Any]:
    symbol, headline = directive.symbol, directive.headline
    shown = {"text": symbol or _("Không số"), "detail": headline, "kind": "symbol"}
    return {**shown, "id": directive.id, "value": symbol or headline}


@dataclass(frozen=True)
class FilterSelect:
    """One way to narrow the register as a field: its options and the one chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, Any]]
    chosen: str


def _filter_selects(narrowed_by: DirectiveFilter) -> list[FilterSelect]:
    values = {name: str(value) for name, value in narrowed_by.address().items()}
    options = queries.filter_options(db.session, current_user)
    labels = {
        "loai": _("Loại"), "co_quan": _("Cơ quan ban hành"), "nam": _("Năm"),
        "chu_de": _("Chủ đề"), "hieu_luc": _("Hiệu lực"),
    }  # fmt: skip
    statuses: list[tuple[str, Any]] = [(address_value(is_), word) for is_, word in STATUS.items()]
    selects = [
        FilterSelect(
            name, label, [("", _("Tất cả")), *options.get(name, statuses)], values.get(name, "")
        )
        for name, label in labels.items()
    ]
    return [*selects, FilterSelect("sap_xep", _("Sắp xếp"), list(SORT.items()), narrowed_by.sort)]


def _as_xlsx(directives: Sequence[Directive]) -> bytes:
    # openpyxl takes long to load and is needed here only.
    from intranet.directives.register.export_xlsx import as_xlsx

    return as_xlsx(directives)


FORMATS: dict[str, tuple[Callable[[Sequence[Directive]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (_as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@bp.get("/van-ban/xuat")
@permission_required(Permission.READ)
def export() -> Response:
    """All rows of the register as this person sees it, as CSV or XLSX; the export is audited."""
    form = request.args.get("dang", "csv")
    write, media_type = existing(FORMATS.get(form))
    narrowed_by = DirectiveFilter.from_address(request.args)
    rows = queries.whole_register(db.session, current_user, narrowed_by)
    content = write(rows)
    with writing() as session:
        asked = {"form": form, "rows": len(rows), "asked": narrowed_by.address(page=1, words="")}
        audit.record(session, current_user, "shelf.exported", **asked)
    answer = Response(content, content_type=media_type)
    name = f"van-ban-{today():%Y-%m-%d}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
