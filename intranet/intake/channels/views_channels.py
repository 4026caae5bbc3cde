"""The status page of the channels: last polls, what came, what was refused and why."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from config import Settings
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import NotAllowed
from intranet.core.task_queue import tasks
from intranet.intake.blueprint import bp
from intranet.intake.channels import arrivals
from intranet.intake.channels.folder_channel import poll_folder
from intranet.intake.channels.mail_channel import poll_mail
from intranet.intake.channels.polling import poll_soon
from intranet.intake.channels.receiving import receiving_clerk
from intranet.intake.channels.words import CHANNEL_WORDS, FATE_WORDS
from intranet.intake.models import Channel
from intranet.people.roles import Permission, may

POLLS = {Channel.FOLDER: poll_folder, Channel.MAIL: poll_mail}


@bp.get("/nguon-nhan")
def channels() -> str:
    """How the channels are; the administrator sees no name, sender or title of a file."""
    _require_clerk_or_administrator()
    statuses = arrivals.channel_statuses(db.session, list(POLLS))
    addresses = {channel: _address(channel, settings()) for channel in POLLS}
    on = {channel for channel, address in addresses.items() if address}
    return render_template(
        "intake/channels.html",
        statuses=statuses,
        on=on,
        failing=[status for status in statuses if status.channel in on and status.fails],
        addresses=addresses,
        clerk=receiving_clerk(),
        arrivals=arrivals.recent_arrivals(db.session),
        came_from=arrivals.came_from,
        fate_words=FATE_WORDS,
        channel_words=CHANNEL_WORDS,
        sees_content=may(current_user.role, Permission.CHECK),
    )


@bp.post("/nguon-nhan/xem-ngay")
def poll_now() -> Response:
    """Poll every channel that is on at once, even one that has to wait after failing."""
    _require_clerk_or_administrator()
    for channel, poll in POLLS.items():
        if _address(channel, settings()):
            poll_soon(channel)
            tasks().enqueue(poll)
    flash(_("Máy đang xem lại các nguồn. Tải lại trang sau ít giây."), "ok")
    return redirect(url_for("intake.channels"))


def _address(channel: Channel, chosen: Settings) -> str:
    """What is polled, "" where a channel is off."""
    if channel is Channel.FOLDER:
        return chosen.watch_folder
    return f"{chosen.imap_user} ({chosen.imap_host})" if chosen.imap_host else ""


def _require_clerk_or_administrator() -> None:
    role = current_user.role
    if not (may(role, Permission.CHECK) or may(role, Permission.ADMINISTER)):
        raise NotAllowed
