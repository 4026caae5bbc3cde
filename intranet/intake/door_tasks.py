"""What the worker does for the doors every minute."""

from intranet.core.tasks import TaskQueue
from intranet.intake.door_folder import look_at_folder
from intranet.intake.door_mail import look_at_mail


def register(queue: TaskQueue) -> None:
    """The worker looks at both automatic doors every minute."""
    queue.register(look_at_folder, every_minute=True)
    queue.register(look_at_mail, every_minute=True)
