"""Work that follows a commit, done by the worker process (Huey: an embedded file, or Redis)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ParamSpec

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.application import service

if TYPE_CHECKING:
    from huey import Huey

WAITING = "tasks after commit"
P = ParamSpec("P")
SOON, LATER = 50, 10
"""Priorities of tasks: long work waits until nothing short is left."""


Work = Callable[..., object]
"""A module's own function that a worker does by itself: it opens and commits its own work."""


@dataclass(frozen=True)
class Job:
    """What a worker is asked to do, how urgent it is, and when it does so unasked."""

    work: Work
    priority: int
    every_minute: bool
    at_start: bool


class TaskQueue:
    """The tasks of an application; each runs in an application context of its own."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._jobs: list[Job] = []
        self._tasks: dict[Work, Any] = {}

    def register(
        self,
        work: Work,
        *,
        every_minute: bool = False,
        at_start: bool = False,
        priority: int = SOON,
    ) -> None:
        """Let the worker do `work` when asked; it may also repeat it, or start with it.

        What has a lower `priority` waits until nothing else is to be done. Call it before anything
        is enqueued.
        """
        self._jobs.append(Job(work, priority, every_minute, at_start))

    @cached_property
    def huey(self) -> "Huey":
        """The queue itself, opened with all its tasks when it is first asked for."""
        # Huey brings the clients of Redis and PostgreSQL; most processes never ask for it.
        from huey import crontab

        queue = _open(self.settings)
        for job in self._jobs:
            run, name = self._in_context(job.work), job.work.__name__
            self._tasks[job.work] = queue.task(name=name, priority=job.priority)(run)
            if job.every_minute:
                queue.periodic_task(crontab(minute="*"), name=f"{name}_every_minute")(run)
        return queue

    def _in_context(self, work: Work) -> Callable[..., None]:
        def run(*arguments: Any, **named: Any) -> None:
            with self.app.app_context():
                work(*arguments, **named)

        return run

    def enqueue(self, work: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> None:
        """Ask the worker to do registered work soon."""
        _ = self.huey  # opening it makes the tasks
        self._tasks[work](*arguments, **named)

    def drain(self) -> int:
        """Do everything that waits, here and now; how many tasks were done."""
        done = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            done += 1
        return done

    def recover(self) -> None:
        """Take up what a worker that died has left; a starting worker does this first."""
        for job in self._jobs:
            if job.at_start:
                self._in_context(job.work)()

    def work(self, threads: int) -> None:
        """Be the worker until a signal asks to stop."""
        self.huey.create_consumer(
            workers=threads, worker_type="thread", initial_delay=0.1, max_delay=1.0
        ).run()

    def waiting(self) -> int:
        """How many tasks wait for a worker."""
        count: int = self.huey.pending_count()
        return count


def _open(settings: Settings) -> "Huey":
    from huey import PriorityRedisHuey, SqliteHuey  # see TaskQueue.huey

    if settings.redis_url:
        return PriorityRedisHuey("portal", url=settings.redis_url, results=False)
    settings.instance.mkdir(parents=True, exist_ok=True)
    filename = str(settings.instance / "queue.sqlite3")
    return SqliteHuey("portal", filename=filename, results=False, timeout=15)


def tasks() -> TaskQueue:
    """The queue of the running application."""
    return service(TaskQueue)


def after_commit(
    session: Session, work: Callable[P, object], *arguments: P.args, **named: P.kwargs
) -> None:
    """Enqueue work once what the session holds is really committed; a roll-back forgets it."""
    session.info.setdefault(WAITING, []).append((work, arguments, named))


@event.listens_for(Session, "after_commit")
def _enqueue_waiting(session: Session) -> None:
    for work, arguments, named in session.info.pop(WAITING, []):
        tasks().enqueue(work, *arguments, **named)


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    session.info.pop(WAITING, None)
