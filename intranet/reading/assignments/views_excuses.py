"""Excusing people from reading one directive, for a reason, and asking them again."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Optional

from intranet.core.database import db
from intranet.core.forms import DayField, refusal_in, text_field
from intranet.people.permissions import Permission, permission_required
from intranet.reading.assignments import actions
from intranet.reading.assignments.errors import ExcuseEnded, ExcuseReasonMissing, NobodyToExcuse
from intranet.reading.blueprint import bp
from intranet.reading.coverage.queries import assignment_seen_by
from intranet.reading.coverage.readers import AssignedReader, readers
from intranet.reading.models import Assignment
from intranet.reading.way_back import way_back


class ExcuseForm(FlaskForm):
    """Why somebody need not read, and until when."""

    reason = text_field(_l("Lý do miễn"), 300, DataRequired(ExcuseReasonMissing.message))
    until = DayField(_l("Miễn đến hết ngày"), [Optional()])


@bp.route("/theo-doi/<int:directive_id>/mien-doc", methods=["GET", "POST"])
@permission_required(Permission.WATCH)
def excuse(directive_id: int) -> ResponseReturnValue:
    """Excuse the people whom the address names, for a reason; whom I watch and nobody else."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    people = [reader for reader in _named(assignment) if not reader.done]
    form, back = ExcuseForm(), way_back(url_for(".directive_coverage", directive_id=directive_id))
    if form.validate_on_submit() and _excused(form, assignment, people):
        said = _("Đã miễn đọc cho %(name)s.", name=people[0].staff.full_name)
        if len(people) > 1:
            said = _("Đã miễn đọc cho %(n)s người.", n=len(people))
        flash(said, "ok")
        return redirect(back)
    ids = [reader.staff.id for reader in people]
    page = render_template(
        "reading/excuse.html", form=form, directive=assignment.directive, people=people, back=back,
        excuses=[
            given for reader in people
            for given in actions.excuses_of(db.session, assignment, reader.staff)
        ] if len(ids) == 1 else [],
    )  # fmt: skip
    return page, 400 if form.errors else 200


def _excused(form: ExcuseForm, assignment: Assignment, people: list[AssignedReader]) -> bool:
    last_day = form.until.data
    with refusal_in(form, until=ExcuseEnded, reason=ExcuseReasonMissing):
        if not people:
            raise NobodyToExcuse
        for reader in people:
            actions.excuse(
                db.session, current_user, assignment, reader.staff, form.reason.data or "",
                until=last_day + timedelta(days=1) if last_day else None,
            )  # fmt: skip
        db.session.commit()
        return True
    return False


@bp.post("/theo-doi/<int:directive_id>/mien-doc/thu-hoi")
@permission_required(Permission.WATCH)
def excuse_withdraw(directive_id: int) -> ResponseReturnValue:
    """Ask these people again, as if nobody had been excused."""
    assignment = assignment_seen_by(db.session, current_user, directive_id)
    for reader in _named(assignment):
        for given in actions.excuses_of(db.session, assignment, reader.staff):
            actions.withdraw_excuse(db.session, current_user, given)
        flash(_("Đã thu hồi miễn đọc của %(name)s.", name=reader.staff.full_name), "ok")
    db.session.commit()
    return redirect(way_back(url_for(".directive_coverage", directive_id=directive_id)))


def _named(assignment: Assignment) -> list[AssignedReader]:
    ids = request.values.getlist("nguoi", type=int)
    return readers(db.session, current_user, assignment, staff_ids=ids) if ids else []
