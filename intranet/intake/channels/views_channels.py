"""The doors: when each was last looked at, what came, what was refused and why."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.database import db
from intranet.core.errors import NotAllowed
from intranet.core.settings import settings
from intranet.core.tasks import tasks
from intranet.intake.blueprint import bp
from intranet.intake.channels import arrivals
from intranet.intake.channels.models import Door
from intranet.intake.channels.polling import ask_soon
from intranet.intake.channels.receiving import clerk_of_the_doors
from intranet.intake.review.words import DOOR, FATE
from intranet.people.roles import Permission, may

TASKS = {Door.FOLDER: "look_at_folder", Door.MAIL: "look_at_mail"}


@bp.get("/nguon-nhan")
def doors() -> str:
    """How the doors are; the administrator sees no name, sender or title of a paper."""
    _must_keep_them()
    states = arrivals.door_states(db.session, list(TASKS))
    on = {door for door in TASKS if _place(door, settings())}
    return render_template(
        "intake/doors.html",
        states=states,
        on=on,
        failing=[one for one in states if one.door in on and one.fails],
        places={door: _place(door, settings()) for door in TASKS},
        clerk=clerk_of_the_doors(),
        entries=arrivals.lately(db.session),
        came_from=arrivals.came_from,
        fates=FATE,
        door_words=DOOR,
        sees_content=may(current_user.role, Permission.CHECK),
    )


@bp.post("/nguon-nhan/xem-ngay")
def look_now() -> Response:
    """Look at every door that is on at once, even one that has to wait after failing."""
    _must_keep_them()
    for door, task in TASKS.items():
        if _place(door, settings()):
            ask_soon(door)
            tasks().enqueue(task)
    db.session.commit()
    flash(_("Máy đang xem lại các nguồn. Tải lại trang sau ít giây."), "ok")
    return redirect(url_for("intake.doors"))


def _place(door: Door, chosen: Settings) -> str:
    """What is watched, "" where a door is off."""
    if door is Door.FOLDER:
        return chosen.watch_folder
    return f"{chosen.imap_user} ({chosen.imap_host})" if chosen.imap_host else ""


def _must_keep_them() -> None:
    if not (may(current_user.role, Permission.CHECK) or may(current_user.role, Permission.ADMINISTER)):
        raise NotAllowed
