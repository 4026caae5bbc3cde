"""Saved groups of people: their list, and a form for one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.forms import NEEDED, refusal_in
from intranet.people.blueprint import bp
from intranet.people.organization.groups import group_sizes, keep_group, members_of
from intranet.people.organization.groups import groups as all_groups
from intranet.people.organization.models import StaffGroup
from intranet.people.organization.queries import serving
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission


class GroupForm(FlaskForm):
    """A saved group and its members."""

    name = StringField(_l("Tên nhóm"), [DataRequired(NEEDED), Length(max=120)])
    people = SelectMultipleField(_l("Thành viên"), coerce=int, validate_choice=False)


@bp.get("/van-phong/nhom")
@permission_required(Permission.CHECK)
def groups() -> str:
    """The saved groups and how many belong to each."""
    return render_template(
        "people/groups.html", groups=all_groups(db.session), sizes=group_sizes(db.session)
    )


@bp.route("/van-phong/nhom/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.CHECK)
def group(number: int) -> Any:
    """Make (0) or change a group; changes hold from today."""
    saved = _saved(number)
    form = GroupForm(data=_data_of(saved))
    if form.validate_on_submit():
        with refusal_in(form):
            keep_group(
                db.session, current_user, saved, form.name.data or "", form.people.data or ()
            )
            db.session.commit()
            flash(_("Đã lưu nhóm."), "ok")
            return redirect(url_for("people.groups"))
    page = render_template("people/group.html", form=form, group=saved, people=serving(db.session))
    return page, 400 if form.is_submitted() else 200


def _saved(number: int) -> StaffGroup | None:
    saved = db.session.get(StaffGroup, number) if number else None
    if number and saved is None:
        raise NotFound
    return saved


def _data_of(saved: StaffGroup | None) -> dict[str, object]:
    if saved is None:
        return {"name": "", "people": []}
    return {"name": saved.name, "people": sorted(db.session.scalars(members_of(saved.id)))}
