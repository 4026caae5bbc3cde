"""What the Office keeps about people: absences and stand-ins, saved groups, days off."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound
from intranet.people import office_queries
from intranet.people.blueprint import bp
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization import absences, holidays
from intranet.people.organization import groups as membership_groups
from intranet.people.organization.absence_forms import (
    AbsenceForm,
    DelegationForm,
    GroupForm,
    HolidaysForm,
    parsed,
)
from intranet.people.organization.models import Absence, AbsenceKind, StaffGroup
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

NO_TOKEN = {"csrf": False}  # two forms on one page: the portal itself asks for the one token
FIRST_YEAR, LAST_YEAR = 2020, 2100
LISTS: dict[str, tuple[type[Any], Any]] = {
    "nghi": (Absence, absences.withdraw_absence),
    "uy-quyen": (Delegation, absences.withdraw_delegation),
}


@bp.get("/van-phong/vang-mat")
@permission_required(Permission.CHECK)
def away() -> str:
    """Who is away for long, who stands in for whom, and forms for one more."""
    return _away(_absence_form(), _delegation_form())


def _away(absence: AbsenceForm, delegation: DelegationForm) -> str:
    return render_template(
        "people/away.html",
        absences=office_queries.absences(db.session),
        delegations=office_queries.delegations(db.session),
        absence=absence,
        delegation=delegation,
        today=today(),
    )


def _absence_form() -> AbsenceForm:
    form = AbsenceForm(prefix="nghi-", meta=NO_TOKEN)
    form.offer(office_queries.serving(db.session))
    return form


def _delegation_form() -> DelegationForm:
    form = DelegationForm(prefix="uy-quyen-", meta=NO_TOKEN)
    form.offer(office_queries.serving(db.session))
    return form


@bp.post("/van-phong/vang-mat/nghi")
@permission_required(Permission.CHECK)
def away_note() -> Response | tuple[str, int]:
    """Note a long absence: nobody waits for that person's reading meanwhile."""
    form = _absence_form()
    if form.validate():
        staff = db.session.get_one(StaffMember, form.staff.data)
        try:
            absences.note_absence(
                db.session, current_user, staff, form.since.data, form.until.data,
                AbsenceKind(form.kind.data), form.reason.data or "",
            )  # fmt: skip
        except BadInput as error:
            db.session.rollback()
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash(_("Đã ghi. Người này được miễn đọc trong thời gian vắng."), "ok")
            return redirect(url_for("people.away"))
    return _away(form, _delegation_form()), 400


@bp.post("/van-phong/vang-mat/uy-quyen")
@permission_required(Permission.CHECK)
def away_delegate() -> Response | tuple[str, int]:
    """Note who stands in for whom, and so hears of the unit and sees how it reads."""
    form = _delegation_form()
    if form.validate():
        staff, to = (db.session.get_one(StaffMember, one.data) for one in (form.staff, form.to))
        try:
            absences.delegate(
                db.session, current_user, staff, to, form.since.data, form.until.data,
                form.reason.data or "",
            )  # fmt: skip
        except BadInput as error:
            db.session.rollback()
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash(_("Đã ghi ủy quyền."), "ok")
            return redirect(url_for("people.away"))
    return _away(_absence_form(), form), 400


@bp.post("/van-phong/vang-mat/<kind>/<int:number>/thu-hoi")
@permission_required(Permission.CHECK)
def away_withdraw(kind: str, number: int) -> Response:
    """Take an absence or a delegation back, as if it had never been."""
    model, withdraw = LISTS.get(kind, (None, None))
    found = db.session.get(model, number) if model else None
    if found is None or withdraw is None:
        raise NotFound
    withdraw(db.session, current_user, found)
    db.session.commit()
    flash(_("Đã thu hồi."), "ok")
    return redirect(url_for("people.away"))


@bp.get("/van-phong/nhom")
@permission_required(Permission.CHECK)
def groups() -> str:
    """The saved groups and how many belong to each."""
    return render_template("people/groups.html", groups=office_queries.groups(db.session))


@bp.route("/van-phong/nhom/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def group(number: int) -> Any:
    """Make (0) or change a group; changes hold from today."""
    found = db.session.get(StaffGroup, number) if number else None
    if number and found is None:
        raise NotFound
    inside = office_queries.members(db.session, found)
    form = GroupForm(data={"name": found.name if found else "", "people": sorted(inside)})
    if form.validate_on_submit():
        try:
            membership_groups.keep_group(
                db.session, current_user, found, form.name.data or "", form.people.data or ()
            )
        except BadInput as error:
            db.session.rollback()
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash(_("Đã lưu nhóm."), "ok")
            return redirect(url_for("people.groups"))
    page = render_template(
        "people/group.html", form=form, group=found, people=office_queries.serving(db.session)
    )
    return page, 400 if form.is_submitted() else 200


@bp.route("/van-phong/ngay-nghi", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def days_off() -> Any:
    """The days off of one year; deadlines in working days follow them."""
    year = request.args.get("nam", today().year, int)
    year = max(FIRST_YEAR, min(year, LAST_YEAR))
    form = HolidaysForm(data={"days": office_queries.written_days(db.session, year)})
    if form.validate_on_submit():
        off, worked = parsed(form.days.data or "")
        holidays.keep_year(db.session, current_user, year, off, worked)
        db.session.commit()
        flash(_("Đã lưu ngày nghỉ năm %(year)s; hạn đọc tính lại theo đó.", year=year), "ok")
        return redirect(url_for("people.days_off", nam=year))
    known = office_queries.days_of(db.session, year)
    page = render_template("people/days_off.html", form=form, year=year, days=known)
    return page, 400 if form.is_submitted() else 200
