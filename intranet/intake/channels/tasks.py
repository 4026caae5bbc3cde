"""What the worker does for the doors every minute."""

from intranet.core.tasks import TaskQueue
from intranet.intake.channels.folder_channel import look_at_folder
from intranet.intake.channels.mail_channel import look_at_mail


def register(queue: TaskQueue) -> None:
    """The worker looks at both automatic doors every minute."""
    queue.register(look_at_folder, every_minute=True)
    queue.register(look_at_mail, every_minute=True)
