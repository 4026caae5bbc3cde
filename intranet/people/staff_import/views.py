"""Taking over a list of staff from a table: look first, then save all of it or nothing."""

import io
from collections import Counter
from collections.abc import Sequence

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.people.accounts.passwords import issue_passwords
from intranet.people.blueprint import bp
from intranet.people.hooks import reading_ahead
from intranet.people.organization.departments import departments
from intranet.people.permissions import permission_required
from intranet.people.roles import ROLE_WORDS, Permission
from intranet.people.staff_import import file_formats
from intranet.people.staff_import.actions import import_staff, known_staff, newcomers
from intranet.people.staff_import.rows import (
    FIELD_WORDS,
    StaffListRow,
    StaffListUnreadable,
    judge,
    new_usernames,
)

CONFIRM_SECONDS = 3600
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/quan-tri/nhan-su/nhap", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def staff_import() -> str | tuple[str, int]:
    """Choose a file; what it would change is shown before anything is saved."""
    if request.method == "GET":
        return render_template("people/import.html", refusal=None)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise StaffListUnreadable(_("Chưa chọn tệp. Hãy chọn tệp CSV hoặc XLSX."))
        rows = file_formats.read_staff_list(file.stream.read(file_formats.MOST_BYTES + 1))
    except StaffListUnreadable as refused:
        return render_template("people/import.html", refusal=refused), 400
    return _preview(rows)


def _preview(rows: Sequence[StaffListRow]) -> str:
    judged = judge(rows, known_staff(db.session))
    states = Counter(row.state for row in judged)
    new = newcomers(db.session, judged)
    ahead = dict(zip(new, reading_ahead(db.session, [*new.values()]), strict=True))
    return render_template(
        "people/import_preview.html",
        rows=judged,
        units={unit.code: unit.name for unit in departments(db.session)},
        packed=_signer().dumps(list(rows)),
        field_words=FIELD_WORDS,
        ahead=ahead,
        first_due=min((each.earliest for each in ahead.values() if each.earliest), default=None),
        counts={state: states[state] for state in ("wrong", "new", "changed", "same")},
    )


@bp.post("/quan-tri/nhan-su/nhap/luu")
@permission_required(Permission.ADMINISTER)
def staff_confirm() -> Response | str | tuple[str, int]:
    """Save the list that was looked at; judged anew, because others may have been at work."""
    try:
        packed = _signer().loads(request.form.get("rows", ""), max_age=CONFIRM_SECONDS)
    except BadSignature:
        refusal = StaffListUnreadable(_("Bản xem trước đã quá lâu. Hãy chọn lại tệp."))
        return render_template("people/import.html", refusal=refusal), 400
    rows = [StaffListRow(*row) for row in packed]
    usernames = new_usernames(judge(rows, known_staff(db.session)))
    db.session.rollback()  # nobody else may have to wait while the passwords are hashed
    issued = issue_passwords(usernames)
    judged = judge(rows, known_staff(db.session))
    if any(row.reasons for row in judged) or not issued.keys() >= set(new_usernames(judged)):
        return _preview(rows), 409
    saved = import_staff(db.session, current_user, judged, issued)
    db.session.commit()
    flash(_("Đã lưu %(n)s người trong danh sách.", n=len(saved)), "ok")
    if not issued:
        return redirect(url_for("people.staff"))
    shown = [
        (staff, issued[staff.username].password) for staff in saved if staff.username in issued
    ]
    return render_template("people/issued_passwords.html", issued=shown)


@bp.get("/quan-tri/nhan-su/mau.<kind>")
@permission_required(Permission.ADMINISTER)
def staff_template(kind: str) -> Response:
    """An empty example of the list, with the agency's own units."""
    units = [unit.name for unit in departments(db.session)]
    csv = kind == "csv"
    name = "danh-sach-nhan-su." + ("csv" if csv else "xlsx")
    roles = [*map(str, ROLE_WORDS.values())]
    content = file_formats.example_csv(units) if csv else file_formats.example_xlsx(units, roles)
    mimetype = CSV if csv else XLSX
    return send_file(io.BytesIO(content), mimetype, as_attachment=True, download_name=name)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="roster")
