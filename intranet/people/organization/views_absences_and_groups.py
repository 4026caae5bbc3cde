"""Who is away for long, who stands in for whom, and saved groups of people, for the Office."""

from datetime import date
from typing import Any, TypeVar

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField

from intranet.core.database import db
from intranet.core.errors import existing
from intranet.core.forms import DayField, commit_and_go, refusal_in
from intranet.people.blueprint import bp
from intranet.people.models import Delegation, StaffMember
from intranet.people.organization import absences_and_delegations as dated
from intranet.people.organization import groups as saved_groups
from intranet.people.organization.forms import AbsenceForm, DelegationForm, GroupForm
from intranet.people.organization.models import Absence, AbsenceKind, StaffGroup
from intranet.people.organization.queries import serving
from intranet.people.permissions import Permission, permission_required

AnyAbsenceForm = TypeVar("AnyAbsenceForm", AbsenceForm, DelegationForm)
NO_TOKEN = {"csrf": False}  # two forms on one page: the portal itself asks for the one token
LISTS: dict[str, tuple[type[Any], Any]] = {
    "nghi": (Absence, dated.withdraw_absence),
    "uy-quyen": (Delegation, dated.withdraw_delegation),
}


@bp.get("/van-phong/vang-mat")
@permission_required(Permission.CHECK)
def away() -> str:
    """Who is away for long, who stands in for whom, and forms for one more."""
    return _away(_offered(AbsenceForm), _offered(DelegationForm))


def _away(absence: AbsenceForm, delegation: DelegationForm) -> str:
    return render_template(
        "people/away.html", absences=dated.listed(db.session, Absence),
        delegations=dated.listed(db.session, Delegation), absence=absence, delegation=delegation,
    )  # fmt: skip


def _offered(kind: type[AnyAbsenceForm]) -> AnyAbsenceForm:
    form = kind(prefix=kind.PREFIX, meta=NO_TOKEN)
    people = serving(db.session)
    for name in {"staff", "to"} & form.data.keys():
        form[name].offer(people)
    return form


@bp.post("/van-phong/vang-mat/nghi")
@permission_required(Permission.CHECK)
def away_note() -> Response | tuple[str, int]:
    """Note a long absence: nobody waits for that person's reading meanwhile."""
    form = _offered(AbsenceForm)
    if form.validate():
        with refusal_in(form):
            dated.note_absence(
                db.session, current_user, _person(form.staff), _day(form.since), form.until.data,
                AbsenceKind(form.kind.data), form.reason.data or "",
            )  # fmt: skip
            done = _("Đã ghi. Người này được miễn đọc trong thời gian vắng.")
            return commit_and_go(done, "people.away")
    return _away(form, _offered(DelegationForm)), 400


@bp.post("/van-phong/vang-mat/uy-quyen")
@permission_required(Permission.CHECK)
def away_delegate() -> Response | tuple[str, int]:
    """Note who stands in for whom, and so hears of the unit and sees how it reads."""
    form = _offered(DelegationForm)
    if form.validate():
        with refusal_in(form):
            dated.delegate(
                db.session, current_user, _person(form.staff), _person(form.to), _day(form.since),
                _day(form.until), form.reason.data or "",
            )  # fmt: skip
            return commit_and_go(_("Đã ghi ủy quyền."), "people.away")
    return _away(_offered(AbsenceForm), form), 400


def _person(field: SelectField) -> StaffMember:
    return db.session.get_one(StaffMember, field.data)


def _day(field: DayField) -> date:
    assert field.data is not None  # the form was validated
    return field.data


@bp.post("/van-phong/vang-mat/<kind>/<int:number>/thu-hoi")
@permission_required(Permission.CHECK)
def away_withdraw(kind: str, number: int) -> Response:
    """Take an absence or a delegation back, as if it had never been."""
    model, withdraw = existing(LISTS.get(kind))
    withdraw(db.session, current_user, existing(db.session.get(model, number)))
    return commit_and_go(_("Đã thu hồi."), "people.away")


@bp.get("/van-phong/nhom")
@permission_required(Permission.CHECK)
def groups() -> str:
    """The saved groups and how many belong to each."""
    sizes = saved_groups.group_sizes(db.session)
    groups = saved_groups.groups(db.session)
    return render_template("people/groups.html", groups=groups, sizes=sizes)


@bp.route("/van-phong/nhom/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def group(number: int) -> Any:
    """Make (0) or change a group; changes hold from today."""
    saved = existing(db.session.get(StaffGroup, number)) if number else None
    members = db.session.scalars(saved_groups.members_of(number)) if saved else ()
    form = GroupForm(obj=saved, people=sorted(members))
    if form.validate_on_submit():
        with refusal_in(form):
            entered = (form.name.data or "", form.people.data or ())
            saved_groups.keep_group(db.session, current_user, saved, *entered)
            return commit_and_go(_("Đã lưu nhóm."), "people.groups")
    page = render_template("people/group.html", form=form, group=saved, people=serving(db.session))
    return page, 400 if form.is_submitted() else 200
