"""What an administrator looks after: parts of the portal, the audit trail, office settings."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from intranet.core import office_settings
from intranet.core.clock import today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.people.notifications.views_notices_and_mail import mail_panel
from intranet.people.permissions import Permission, permission_required, signed_in
from intranet.programme.exports import ExportForm, exported
from intranet.reading.panels import retention_panel
from intranet.web.administration import audit_export
from intranet.web.administration.audit_page import AuditFilter, audit_page
from intranet.web.administration.settings_form import GROUPS, UNITS, OfficeSettingsForm
from intranet.web.views import bp, parts_of_the_portal

OF_THE_MACHINE = (
    (_l("Cỡ tệp tối đa"), "MAX_UPLOAD_MB", "max_upload_mb", _l("%(n)s MB")),
    (_l("Số trang tối đa của một tệp"), "MAX_PAGES", "max_pages", _l("%(n)s trang")),
    (_l("Mỗi trang tính là đã xem sau"), "SECONDS_A_PAGE", "seconds_a_page", _l("%(n)s giây")),
    (_l("Hết phiên khi không dùng"), "IDLE_MINUTES", "idle_minutes", _l("%(n)s phút")),
    (_l("Phiên dài nhất"), "SESSION_HOURS", "session_hours", _l("%(n)s giờ")),
    (_l("Nhập sai mật khẩu, phải đợi từ lần thứ"), "LOCK_AFTER", "lock_after", _l("%(n)s")),
    (_l("Mật khẩu ngắn nhất"), "PASSWORD_LENGTH", "password_length", _l("%(n)s ký tự")),
    (_l("Tên cơ quan"), "AGENCY_NAME", "agency_name", _l("%(n)s")),
    (_l("Tỉnh"), "AGENCY_PLACE", "agency_place", _l("%(n)s")),
    (_l("Địa chỉ của cổng"), "PORTAL_ADDRESS", "portal_address", _l("%(n)s")),
)
"""What is set on the machine: words, variable, field of Settings, how its value is said."""


@bp.get("/quan-tri/he-thong")
@permission_required(Permission.ADMINISTER)
def system() -> str:
    """The parts of the portal, for the administrator."""
    panels = [Markup(panel) for panel in (mail_panel(), retention_panel())]
    return render_template("web/system.html", parts=parts_of_the_portal(), panels=panels)


@bp.get("/quan-tri/nhat-ky")
@permission_required(Permission.ADMINISTER)
def audit() -> str:
    """The audit trail, newest first, with filters."""
    page = audit_page(db.session, AuditFilter.from_args(request.args))
    return render_template("web/audit.html", page=page, form=ExportForm())


@bp.post("/quan-tri/nhat-ky/xuat")
@permission_required(Permission.ADMINISTER)
def audit_take() -> Response:
    """The lines that the filter leaves, as a workbook; who takes them and why is a line too."""
    chosen = AuditFilter.from_args(request.args)
    back = url_for("web.audit", **chosen.fields)
    return exported(
        "audit.exported", lambda: audit_export.trail_as_xlsx(db.session, chosen),
        f"nhat-ky-{today():%Y%m%d}.xlsx", back, lines=audit_export.count_lines(db.session, chosen),
    )  # fmt: skip


@bp.route("/quan-tri/thiet-dat", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def office_settings_page() -> Response | str | tuple[str, int]:
    """What the office sets itself, and what is set on the machine."""
    form = OfficeSettingsForm(obj=office_settings.office())
    if form.validate_on_submit():
        changed = office_settings.keep(db.session, signed_in(), form.wished)
        done = _("Đã lưu %(n)s thay đổi; có hiệu lực ngay.", n=len(changed))
        return commit_and_go(done if changed else _("Không có gì thay đổi."),
                             "web.office_settings_page")  # fmt: skip
    page = render_template(
        "web/office_settings.html", form=form, groups=GROUPS, units=UNITS,
        bounds=office_settings.BOUNDS, came=office_settings.as_it_came(), machine=_of_the_machine(),
    )  # fmt: skip
    return (page, 400) if form.errors else page


def _of_the_machine() -> list[tuple[object, str, str]]:
    values = vars(settings())
    return [
        (words, variable, str(said) % {"n": values[name]} if values[name] != "" else "")
        for words, variable, name, said in OF_THE_MACHINE
    ]
