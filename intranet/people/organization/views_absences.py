"""Who is away for long and who stands in for whom, for the Office."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import DayField, refusal_in
from intranet.people.blueprint import bp
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization.absence_forms import AbsenceForm, DelegationForm
from intranet.people.organization.absences import absences, note_absence, withdraw_absence
from intranet.people.organization.delegations import delegate, delegations, withdraw_delegation
from intranet.people.organization.models import Absence, AbsenceKind
from intranet.people.organization.queries import serving
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

NO_TOKEN = {"csrf": False}  # two forms on one page: the portal itself asks for the one token
LISTS: dict[str, tuple[type[Any], Any]] = {
    "nghi": (Absence, withdraw_absence),
    "uy-quyen": (Delegation, withdraw_delegation),
}


@bp.get("/van-phong/vang-mat")
@permission_required(Permission.CHECK)
def away() -> str:
    """Who is away for long, who stands in for whom, and forms for one more."""
    return _away(_absence_form(), _delegation_form())


def _away(absence: AbsenceForm, delegation: DelegationForm) -> str:
    return render_template(
        "people/away.html",
        absences=absences(db.session),
        delegations=delegations(db.session),
        absence=absence,
        delegation=delegation,
        today=today(),
    )


def _absence_form() -> AbsenceForm:
    form = AbsenceForm(prefix="nghi-", meta=NO_TOKEN)
    form.offer(serving(db.session))
    return form


def _delegation_form() -> DelegationForm:
    form = DelegationForm(prefix="uy-quyen-", meta=NO_TOKEN)
    form.offer(serving(db.session))
    return form


@bp.post("/van-phong/vang-mat/nghi")
@permission_required(Permission.CHECK)
def away_note() -> Response | tuple[str, int]:
    """Note a long absence: nobody waits for that person's reading meanwhile."""
    form = _absence_form()
    if form.validate():
        with refusal_in(form):
            note_absence(
                db.session, current_user, _person(form.staff), _day(form.since), form.until.data,
                AbsenceKind(form.kind.data), form.reason.data or "",
            )  # fmt: skip
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
        with refusal_in(form):
            delegate(
                db.session, current_user, _person(form.staff), _person(form.to), _day(form.since),
                _day(form.until), form.reason.data or "",
            )  # fmt: skip
            db.session.commit()
            flash(_("Đã ghi ủy quyền."), "ok")
            return redirect(url_for("people.away"))
    return _away(_absence_form(), form), 400


def _person(field: SelectField) -> StaffMember:
    return db.session.get_one(StaffMember, field.data)


def _day(field: DayField) -> date:
    assert field.data is not None  # the form was validated
    return field.data


@bp.post("/van-phong/vang-mat/<kind>/<int:number>/thu-hoi")
@permission_required(Permission.CHECK)
def away_withdraw(kind: str, number: int) -> Response:
    """Take an absence or a delegation back, as if it had never been."""
    model, withdraw = LISTS.get(kind, (None, None))
    row = db.session.get(model, number) if model else None
    if row is None or withdraw is None:
        raise NotFound
    withdraw(db.session, current_user, row)
    db.session.commit()
    flash(_("Đã thu hồi."), "ok")
    return redirect(url_for("people.away"))
