"""The queue of the clerk: what waits to be checked."""

from flask import render_template

from intranet.core.database import db
from intranet.intake.blueprint import bp
from intranet.intake.channels.upload_rows import row_maker
from intranet.intake.processing.item_progress import open_items
from intranet.intake.review.queries import by_stage
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission


@bp.get("/kiem-tra")
@permission_required(Permission.CHECK)
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    items = open_items(db.session)
    ready = sum(not item.is_moving for item in items)
    return render_template(
        "intake/queue.html",
        groups=by_stage(items),
        ready=ready,
        row_of=row_maker(db.session, items),
    )
