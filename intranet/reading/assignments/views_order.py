"""The page where the clerk changes for whom, by when and how something is to be read."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional

from intranet.core.database import db
from intranet.core.forms import DayField, commit_and_go, refusal_in, text_field
from intranet.directives import errors
from intranet.directives.audience.entries import audience_of
from intranet.directives.audience.visibility import directive_for
from intranet.directives.changes.withdrawal import changes_of
from intranet.directives.models import Directive
from intranet.intake.review.addressees import addressees, readers_by_department
from intranet.intake.review.addressing_fields import ALL, CHOSEN, AudienceFields
from intranet.people.permissions import Permission, permission_required, signed_in
from intranet.reading.assignments import order_changes
from intranet.reading.assignments.order_changes import Effect, NewOrder, names_of
from intranet.reading.blueprint import bp
from intranet.reading.coverage.queries import open_assignment_of
from intranet.reading.models import Assignment

NAMED = (
    "departments", "staff", "titles", "groups", "except_departments", "except_staff",
)  # fmt: skip
MOST_NAMED = 8


class OrderForm(AudienceFields, FlaskForm):
    """For whom, by when and how it is to be read, and why that changes."""

    deadline = DayField(_l("Hạn đọc"), [Optional()])
    must_confirm = BooleanField(_l("Bắt buộc xác nhận đã đọc"))
    remind = BooleanField(_l("Nhắc tự động"))
    reason = text_field(_l("Lý do"), 300)
    previewed = HiddenField()

    @classmethod
    def standing(cls, directive: Directive, assignment: Assignment | None) -> "OrderForm":
        """The form as things stand."""
        audience = audience_of(directive)
        chosen = {name: sorted(getattr(audience, name)) for name in NAMED}
        roles = [role.value for role in audience.roles]
        terms = {
            name: getattr(assignment, name) for name in ("deadline", "must_confirm", "remind")
        } if assignment else {}  # fmt: skip
        whom = ALL if audience.everybody else CHOSEN
        return cls(formdata=None, data={**chosen, **terms, "roles": roles, "audience": whom})

    def order(self) -> NewOrder:
        """What was entered."""
        return NewOrder(
            self.entered_audience(), self.deadline.data, self.must_confirm.data, self.remind.data
        )

    def digest(self, directive: Directive, assignment: Assignment | None) -> str:
        """What a preview was made of: the fields, the directive and its terms as they were."""
        terms = assignment and (assignment.deadline, assignment.must_confirm, assignment.remind)
        made_of = f"{self.order()!r} {directive.changed_at.isoformat()} {terms!r}"
        return sha256(made_of.encode()).hexdigest()


@dataclass(frozen=True)
class OrderPreview:
    """What a change would do, in names; `digest` tells that it is this one that is saved."""

    effect: Effect
    digest: str
    added: list[str]
    removed: list[str]

    def first(self, names: list[str]) -> str:
        """The first of these names, and how many more."""
        more = len(names) - MOST_NAMED
        said = ", ".join(names[:MOST_NAMED])
        return _("%(names)s và %(n)s người nữa", names=said, n=more) if more > 0 else said


@bp.get("/van-ban/<int:directive_id>/giao-doc")
@permission_required(Permission.CHECK)
def order(directive_id: int) -> str:
    """How the directive is to be read now, and what was changed since it was published."""
    directive, assignment = _directive_and_assignment(directive_id)
    return _page(directive, assignment, OrderForm.standing(directive, assignment))


@bp.post("/van-ban/<int:directive_id>/giao-doc")
@permission_required(Permission.CHECK)
def order_change(directive_id: int) -> ResponseReturnValue:
    """Show what the change would do, or make the change that was looked at."""
    directive, assignment = _directive_and_assignment(directive_id)
    form = OrderForm()
    if not form.validate():
        return _page(directive, assignment, form), 400
    beside = {"deadline": errors.DeadlineTooEarly, "audience": errors.NobodyAddressed}
    with refusal_in(form, **beside):
        looked_at = form.previewed.data == form.digest(directive, assignment)
        if request.form.get("do") == "save" and looked_at:
            order_changes.change_order(
                db.session, signed_in(), directive, assignment, form.order(), form.reason.data
            )
            here = {"directive_id": directive_id}
            return commit_and_go(_("Đã đổi việc giao đọc."), "directives.show", **here)
        return _previewed(directive, assignment, form)
    return _page(*_directive_and_assignment(directive_id), form), 400


def order_address(directive: Directive) -> str:
    """Where it is changed how a directive is to be read."""
    return url_for("reading.order", directive_id=directive.id)


def _previewed(directive: Directive, assignment: Assignment | None, form: OrderForm) -> str:
    number, digest = directive.id, form.digest(directive, assignment)
    effect = order_changes.make_change(db.session, signed_in(), directive, assignment, form.order())
    preview = OrderPreview(
        effect, digest, names_of(db.session, effect.added), names_of(db.session, effect.removed)
    )
    db.session.rollback()
    form.previewed.data, form.previewed.raw_data = digest, None
    return _page(*_directive_and_assignment(number), form, preview=preview)


def _directive_and_assignment(directive_id: int) -> tuple[Directive, Assignment | None]:
    directive = directive_for(db.session, current_user, directive_id)
    return directive, open_assignment_of(db.session, directive)


def _page(directive: Directive, assignment: Assignment | None, form: OrderForm, **more: Any) -> str:
    departments = readers_by_department(db.session)
    return render_template(
        "reading/order.html",
        directive=directive,
        assignment=assignment,
        form=form,
        departments=departments,
        everybody=sum(len(unit.people) for unit in departments),
        addressees=addressees(db.session, departments),
        changes=changes_of(db.session, directive),
        **more,
    )
