"""Work that follows a commit, done by the worker process (Huey: an embedded file, or Redis).

A new job is named in `intranet/scheduled_jobs.py`.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, ParamSpec

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.application import service
from intranet.core.task_marks import TaskMarks

if TYPE_CHECKING:
    from huey import Huey

WAITING = "tasks after commit"
P = ParamSpec("P")
SOON, LATER = 50, 10
"""Priorities of tasks: long work waits until nothing short is left."""
Work = Callable[..., object]
"""A module's own function that a worker does by itself: it opens and commits its own work."""


class TaskQueue:
    """The tasks of an application; each runs in an application context of its own."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self._registered: list[tuple[Work, int, bool]] = []  # work, priority, every minute
        self._at_start: list[Work] = []
        self._tasks: dict[Work, Any] = {}

    def register(
        self, work: Work, *, every_minute: bool = False, at_start: bool = False,
        priority: int = SOON,
    ) -> None:  # fmt: skip
        """Let the worker do `work` when asked; it may also repeat it, or start with it.

        What has a lower `priority` waits until nothing else is to be done. Call it before anything
        is enqueued.
        """
        self._registered.append((work, priority, every_minute))
        if at_start:
            self._at_start.append(work)

    @cached_property
    def huey(self) -> "Huey":
        """The queue itself, opened with all its tasks when it is first asked for."""
        # Huey brings the clients of Redis and PostgreSQL; most processes never ask for it.
        from huey import crontab

        queue = _open(self.settings)
        for work, priority, every_minute in self._registered:
            run, name = self._in_context(work), work.__name__
            self._tasks[work] = queue.task(name=name, priority=priority)(run)
            if every_minute:
                queue.periodic_task(crontab(minute="*"), name=f"{name}_every_minute")(run)
        return queue

    @cached_property
    def marks(self) -> TaskMarks:
        """What began and has not ended."""
        return TaskMarks(self.huey)

    def _in_context(self, work: Work) -> Callable[..., None]:
        def run(*arguments: Any, **named: Any) -> None:
            with self.app.app_context():
                if arguments or named:
                    self._do_marked(work, *arguments, **named)
                else:  # looks for what is to be done, and is not set aside for one part of it
                    work()

        return run

    def _do_marked(self, work: Work, *arguments: Any, **named: Any) -> None:
        said = ", ".join((*map(repr, arguments), *(f"{key}={named[key]!r}" for key in named)))
        with self.marks.begun(f"{work.__name__}({said})") as may_begin:
            if may_begin:
                work(*arguments, **named)

    def enqueue(self, work: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> None:
        """Ask the worker to do registered work soon."""
        _ = self.huey  # opening it makes the tasks
        self._tasks[work](*arguments, **named)

    def drain(self, threads: int = 1) -> int:
        """Do everything that waits, here and now, so many at once; how many tasks were done."""
        _ = self.huey  # opened once, before the threads ask for it
        with ThreadPoolExecutor(threads) as pool:
            return sum(pool.map(lambda _thread: self._drain(), range(threads)))

    def _drain(self) -> int:
        done = 0
        while (task := self.huey.dequeue()) is not None:
            self.huey.execute(task)
            done += 1
        return done

    def recover(self) -> None:
        """Take up what a worker that died has left; a starting worker does this first."""
        for work in self._at_start:
            with self.app.app_context():
                self._do_marked(work)

    def work(self, threads: int) -> None:
        """Be the worker until a signal asks to stop."""
        self.huey.create_consumer(
            workers=threads, worker_type="thread", initial_delay=0.1, max_delay=1.0
        ).run()
        self.marks.forget_mine()

    def waiting(self) -> int:
        """How many tasks wait for a worker."""
        return int(self.huey.pending_count())


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
