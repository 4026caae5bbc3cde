"""What the machine learned from corrections, for the Office to look through and take back."""

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.directives.words import LEVEL
from intranet.intake.blueprint import bp
from intranet.intake.processing import learned_corrections
from intranet.intake.processing.models import Correction
from intranet.intake.review.words import CORRECTED_FIELDS
from intranet.people.permissions import Permission, permission_required


@bp.get("/kiem-tra/may-da-hoc")
@permission_required(Permission.CHECK)
def learned() -> str:
    """Everything learned, newest first."""
    query = select(Correction).options(joinedload(Correction.learned_by))
    corrections = db.session.scalars(query.order_by(Correction.learned_at.desc())).all()
    return render_template(
        "intake/learned.html",
        corrections=corrections,
        words=CORRECTED_FIELDS,
        levels={level.value: word for level, word in LEVEL.items()},
    )


@bp.post("/kiem-tra/may-da-hoc/<int:correction_id>/bo")
@permission_required(Permission.CHECK)
def forget(correction_id: int) -> Response:
    """Take back what was learned by mistake."""
    learned_corrections.forget_correction(db.session, current_user, correction_id)
    return commit_and_go(_("Đã bỏ. Máy sẽ đọc như trước khi học."), "intake.learned")
