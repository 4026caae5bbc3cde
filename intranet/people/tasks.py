"""What the worker does for the people room."""

from intranet.core.tasks import TaskQueue
from intranet.people.mail_digest import write_digests
from intranet.people.mail_sending import send_letters


def register(queue: TaskQueue) -> None:
    """Write the daily letters at their hours, and send what waits, every minute."""
    queue.register(write_digests, every_minute=True)
    queue.register(send_letters, every_minute=True)
