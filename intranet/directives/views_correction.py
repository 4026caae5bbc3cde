"""What the clerk changes after publication: facts, relations, a wider audience. Never a version."""

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from intranet.core.database import db
from intranet.core.errors import BadInput, ChangedMeanwhile
from intranet.directives import actions
from intranet.directives.audience.meant_people import addressed, is_reader
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.citations.entered_relations import relate as add_relation
from intranet.directives.citations.entered_relations import relations
from intranet.directives.citations.entered_relations import unrelate as drop_relation
from intranet.directives.forms import CorrectionForm, RelationForm, WideningForm
from intranet.directives.models import Directive, IssuingBody, Relation
from intranet.directives.words import RELATION
from intranet.people.models import Department, StaffMember
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

Answer = Response | str | tuple[str, int]


@bp.get("/van-ban/<int:directive_id>/sua")
@permission_required(Permission.CHECK)
def edit(directive_id: int) -> str:
    """The page where the clerk corrects what is known of a directive."""
    return _page(_directive(directive_id))


@bp.post("/van-ban/<int:directive_id>/sua")
@permission_required(Permission.CHECK)
def correct(directive_id: int) -> Answer:
    """Keep the corrected facts."""
    directive = _directive(directive_id)
    form = CorrectionForm.of(directive)
    if not form.validate_on_submit():
        return _page(directive, form=form), 400
    if form.is_stale(directive):
        form.form_errors.append(str(ChangedMeanwhile.message))
        return _page(directive, form=form), 409
    facts = form.facts(system=directive.system, authority_mark=directive.authority_mark)
    try:
        actions.correct(db.session, current_user, directive, facts)
    except BadInput as error:
        db.session.rollback()
        form.refuse(error)
        return _page(_directive(directive_id), form=form), 400
    db.session.commit()
    flash(_("Đã lưu thông tin văn bản."), "ok")
    return redirect(url_for(".show", directive_id=directive_id))


@bp.post("/van-ban/<int:directive_id>/quan-he")
@permission_required(Permission.CHECK)
def relate(directive_id: int) -> Answer:
    """Add what this directive does with another one."""
    directive, form = _directive(directive_id), RelationForm()
    if not form.validate_on_submit():
        return _page(directive, relating=form), 400
    try:
        made = add_relation(
            db.session, current_user, directive, form.relation.data, form.target.data
        )
    except BadInput as error:
        db.session.rollback()
        form.target.errors = [str(error)]
        return _page(_directive(directive_id), relating=form), 400
    waits, symbol = made.target_id is None, made.target_symbol
    db.session.commit()
    flash(_told(symbol, waits), "warn" if waits else "ok")
    return _back(directive_id, "quan-he")


def _told(symbol: str, waits: bool) -> str:
    if waits:
        return _("%(symbol)s chưa có trong kho; quan hệ sẽ tự nối khi phát hành.", symbol=symbol)
    return _("Đã thêm quan hệ với %(symbol)s.", symbol=symbol)


@bp.post("/van-ban/<int:directive_id>/quan-he/<int:relation_id>/bo")
@permission_required(Permission.CHECK)
def unrelate(directive_id: int, relation_id: int) -> Answer:
    """Take a relation back; one that is gone already is gone."""
    directive = _directive(directive_id)
    found = db.session.scalar(select(Relation).filter_by(id=relation_id, directive_id=directive.id))
    if found is not None:
        drop_relation(db.session, current_user, found)
        db.session.commit()
        flash(_("Đã bỏ quan hệ."), "ok")
    return _back(directive_id, "quan-he")


@bp.post("/van-ban/<int:directive_id>/mo-rong")
@permission_required(Permission.CHECK)
def widen(directive_id: int) -> Answer:
    """Let more people see the directive."""
    directive, form = _directive(directive_id), _widening()
    if not form.validate_on_submit():
        return _page(directive, widening=form), 400
    try:
        actions.widen(db.session, current_user, directive, form.audience())
    except BadInput as error:
        db.session.rollback()
        form.form_errors.append(str(error))
        return _page(_directive(directive_id), widening=form), 400
    db.session.commit()
    flash(_("Đã mở rộng phạm vi phổ biến."), "ok")
    return _back(directive_id, "pho-bien")


def _directive(directive_id: int) -> Directive:
    return directive_for(db.session, current_user, directive_id)


def _back(directive_id: int, place: str) -> Response:
    return redirect(url_for(".edit", directive_id=directive_id, _anchor=place))


def _page(directive: Directive, **forms: Any) -> str:
    bodies = db.session.scalars(select(IssuingBody.name).order_by(IssuingBody.name)).all()
    return render_template(
        "directives/edit.html",
        directive=directive,
        form=forms.get("form") or CorrectionForm.of(directive, formdata=None),
        relating=forms.get("relating") or RelationForm(formdata=None),
        widening=forms.get("widening") or _widening(None),
        chain=relations(db.session, current_user, directive),
        addressed=addressed(db.session, directive),
        bodies=bodies,
        knows=current_app.view_functions,
        RELATION=RELATION,
    )


def _widening(*formdata: None) -> WideningForm:
    form = WideningForm(*formdata)
    units = db.session.scalars(select(Department).order_by(Department.position, Department.name))
    people = db.session.scalars(
        select(StaffMember).where(is_reader()).order_by(StaffMember.full_name)
    )
    form.departments.choices = [SelectChoice(one.id, one.name) for one in units]
    form.staff.choices = [
        SelectChoice(one.id, f"{one.full_name} · {one.position}") for one in people
    ]
    return form
