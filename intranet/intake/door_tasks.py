"""What the worker does for the doors every minute."""

import time

from intranet.core.settings import settings
from intranet.core.storage import storage
from intranet.core.tasks import TaskQueue
from intranet.intake.door_folder import look_at_folder
from intranet.intake.door_mail import look_at_mail

SPARE_SECONDS = 600


def register(queue: TaskQueue) -> None:
    """The worker looks at both doors every minute and clears away what a dead process left."""
    queue.register(look_at_folder, every_minute=True)
    queue.register(look_at_mail, every_minute=True)
    queue.register(sweep_quarantine, every_minute=True)


def sweep_quarantine() -> None:
    """Remove files that wait outside the store for a process that is gone.

    They were not looked through yet, so a secret may be among them: nothing of them stays.
    """
    oldest = time.time() - settings().extraction_seconds - SPARE_SECONDS
    if not storage().waiting.is_dir():
        return
    for place in storage().waiting.iterdir():
        if place.is_file() and place.stat().st_mtime < oldest:
            place.unlink(missing_ok=True)
