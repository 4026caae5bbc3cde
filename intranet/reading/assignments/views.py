"""The page "Cần đọc": what I have to read and have done."""

from flask import render_template, url_for
from flask_login import current_user

from intranet.core.database import db
from intranet.core.office_settings import office
from intranet.core.paging import Pager, page_number
from intranet.people.permissions import Permission, permission_required
from intranet.reading.assignments import my_reading
from intranet.reading.blueprint import bp

LEFT, DONE = 200, 20
"""How much that is left my list names, and how much that is done a page of it."""


@bp.get("/can-doc")
@permission_required(Permission.READ)
def mine() -> str:
    """What I have to read, by deadline, and what I have done."""
    page, counts = page_number("xong"), my_reading.my_counts(db.session, current_user)
    left = my_reading.left_to_read(db.session, current_user, LEFT)
    excused = my_reading.excused_from(db.session, current_user, LEFT) if counts.excused else []
    return render_template(
        "reading/my_reading.html",
        counts=counts,
        parts=my_reading.in_parts(left, office().due_soon_days),
        excused=excused,
        done=my_reading.done_reading(db.session, current_user, DONE, (page - 1) * DONE),
        pager=Pager(page, DONE, counts.done, lambda n: url_for(".mine", xong=n, _anchor="xong")),
    )
