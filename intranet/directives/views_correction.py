"""What the clerk changes after publication: facts and relations. Never a version."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import BadInput, ChangedMeanwhile
from intranet.core.forms import commit_and_go, refusal_in
from intranet.directives import actions
from intranet.directives.audience.meant_people import addressed
from intranet.directives.audience.visibility import directive_for
from intranet.directives.blueprint import bp
from intranet.directives.citations import entered_relations
from intranet.directives.errors import DateInFuture, SymbolExists
from intranet.directives.forms import CorrectionForm, RelationForm
from intranet.directives.models import Directive, IssuingBody, Relation
from intranet.people.permissions import Permission, permission_required

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
    with refusal_in(form, symbol=SymbolExists, issued_on=DateInFuture):
        actions.correct(db.session, current_user, directive, facts)
        return commit_and_go(_("Đã lưu thông tin văn bản."), ".show", directive_id=directive_id)
    return _page(_directive(directive_id), form=form), 400


@bp.post("/van-ban/<int:directive_id>/quan-he")
@permission_required(Permission.CHECK)
def relate(directive_id: int) -> Answer:
    """Add what this directive does with another one."""
    directive, form = _directive(directive_id), RelationForm()
    if not form.validate_on_submit():
        return _page(directive, relation_form=form), 400
    with refusal_in(form, target=BadInput):
        relation = entered_relations.relate(
            db.session, current_user, directive, form.relation.data, form.target.data
        )
        waits, symbol = relation.target_id is None, relation.target_symbol
        db.session.commit()
        if waits:
            said = _(
                "%(symbol)s chưa có trong kho; quan hệ sẽ tự nối khi phát hành.", symbol=symbol
            )
        else:
            said = _("Đã thêm quan hệ với %(symbol)s.", symbol=symbol)
        flash(said, "warn" if waits else "ok")
        return _back(directive_id)
    return _page(_directive(directive_id), relation_form=form), 400


@bp.post("/van-ban/<int:directive_id>/quan-he/<int:relation_id>/bo")
@permission_required(Permission.CHECK)
def unrelate(directive_id: int, relation_id: int) -> Answer:
    """Take a relation back; one that is gone already is gone."""
    directive = _directive(directive_id)
    own = select(Relation).filter_by(id=relation_id, directive_id=directive.id)
    if relation := db.session.scalar(own):
        entered_relations.unrelate(db.session, current_user, relation)
        db.session.commit()
        flash(_("Đã bỏ quan hệ."), "ok")
    return _back(directive_id)


def _directive(directive_id: int) -> Directive:
    return directive_for(db.session, current_user, directive_id)


def _back(directive_id: int) -> Response:
    return redirect(url_for(".edit", directive_id=directive_id, _anchor="quan-he"))


def _page(directive: Directive, **forms: Any) -> str:
    bodies = db.session.scalars(select(IssuingBody.name).order_by(IssuingBody.name)).all()
    return render_template(
        "directives/edit.html",
        directive=directive,
        form=forms.get("form") or CorrectionForm.of(directive, formdata=None),
        relation_form=forms.get("relation_form") or RelationForm(formdata=None),
        relations=entered_relations.entered_relations(db.session, current_user, directive),
        addressed=addressed(db.session, directive),
        bodies=bodies,
    )
