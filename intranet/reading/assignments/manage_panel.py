"""What the clerk may still change of a directive after publishing it, beside its reader."""

import math
from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.directives.changes.withdrawal import last_change, undo_ends
from intranet.directives.models import Directive, Version
from intranet.people.permissions import Permission, may
from intranet.reading.coverage import reading_rules
from intranet.reading.coverage.models import ReadingPeriod
from intranet.reading.coverage.queries import open_assignment_of


def manage_panel(directive: Directive, version: Version) -> str:
    """Undo, other terms, recall: for the clerk, while the directive is in the store."""
    if not may(current_user.role, Permission.CHECK) or directive.recalled_at is not None:
        return ""
    ends = undo_ends(db.session, version)
    return render_template(
        "reading/manage_panel.html",
        directive=directive,
        version=version,
        minutes=math.ceil((ends - now()).total_seconds() / 60) if ends else 0,
        change=last_change(db.session, directive),
    )


def recall_effects(session: Session, directive: Directive) -> Sequence[str]:
    """How many are spared the reading, and how many have done it already."""
    assignment = open_assignment_of(session, directive)
    if assignment is None:
        return [_("Văn bản này không giao ai đọc.")]
    day = today()
    counted = select(
        func.count().filter(reading_rules.missing_on(day)),
        func.count().filter(reading_rules.done_by(day)),
    ).where(ReadingPeriod.assignment_id == assignment.id, reading_rules.expected_on(day))
    missing, done = session.execute(counted).one()
    return [
        _("%(n)s người chưa đọc xong thôi phải đọc.", n=missing),
        _("%(n)s người đã đọc xong; biên nhận của họ vẫn được giữ.", n=done),
        _("Mọi người đã nhận văn bản được báo ngay, kèm lý do."),
    ]
