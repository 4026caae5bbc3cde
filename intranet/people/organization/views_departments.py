"""The departments of the agency, for the administrator."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.forms import refusal_in
from intranet.people.blueprint import bp
from intranet.people.models import Department
from intranet.people.organization.departments import (
    department,
    head_counts,
    keep_department,
    move_department,
)
from intranet.people.organization.departments import departments as all_departments
from intranet.people.organization.errors import NameTaken
from intranet.people.organization.staff_forms import DepartmentForm
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission


@bp.route("/quan-tri/don-vi", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def departments() -> Response | str | tuple[str, int]:
    """All departments in order, and a form for one more."""
    form = DepartmentForm()
    if form.validate_on_submit() and _save(form, None):
        return redirect(url_for("people.departments"))
    page = render_template(
        "people/departments.html",
        form=form,
        units=all_departments(db.session),
        counts=head_counts(db.session),
    )
    return (page, 400) if form.errors else page


@bp.route("/quan-tri/don-vi/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def department_edit(number: int) -> Response | str | tuple[str, int]:
    """Rename a department."""
    unit = department(db.session, number)
    form = DepartmentForm(obj=unit)
    if form.validate_on_submit() and _save(form, unit):
        return redirect(url_for("people.departments"))
    page = render_template("people/department_form.html", form=form, unit=unit)
    return (page, 400) if form.errors else page


@bp.post("/quan-tri/don-vi/<int:number>/thu-tu")
@permission_required(Permission.ADMINISTER)
def department_move(number: int) -> Response:
    """One place up or down in the agency's order."""
    unit = department(db.session, number)
    move_department(db.session, current_user, unit, up=request.form.get("to") == "up")
    db.session.commit()
    return redirect(url_for("people.departments"))


def _save(form: DepartmentForm, unit: Department | None) -> bool:
    name = form.name.data
    with refusal_in(form, name=NameTaken):
        keep_department(db.session, current_user, unit, form.code.data, name, form.short_name.data)
        db.session.commit()
        flash(_("Đã lưu đơn vị %(name)s.", name=name), "ok")
        return True
    return False
