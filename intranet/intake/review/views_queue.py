"""The queue of the clerk: what waits to be checked."""

from flask import render_template

from intranet.core.database import db
from intranet.intake.blueprint import bp
from intranet.intake.channels.upload_rows import item_rows
from intranet.intake.processing.item_progress import open_items
from intranet.intake.review.queries import by_stage
from intranet.people.permissions import Permission, permission_required


@bp.get("/kiem-tra")
@permission_required(Permission.CHECK)
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    items = open_items(db.session)
    return render_template(
        "intake/queue.html",
        groups=by_stage(items),
        ready=sum(not item.is_moving for item in items),
        rows={row["id"]: row for row in item_rows(db.session, items)},
    )
