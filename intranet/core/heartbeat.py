"""A sign of life of the worker, so that `healthz` and the admin page can tell it is there."""

import threading
from datetime import datetime

from flask import Flask
from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from intranet.core.clock import now
from intranet.core.database import Model, writing

EVERY_SECONDS = 10
SILENT_AFTER_SECONDS = 60


class Heartbeat(Model):
    """When a process last said that it lives."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]


def beat(session: Session, name: str) -> None:
    """Note that the process `name` lives now."""
    session.merge(Heartbeat(name=name, at=now()))


def last_beat(session: Session, name: str) -> datetime | None:
    """When the process `name` was last heard of."""
    heartbeat = session.get(Heartbeat, name)
    return heartbeat.at if heartbeat else None


def keep_beating(app: Flask, name: str) -> threading.Event:
    """Beat in the background until the returned event is set."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            with app.app_context(), writing() as session:
                beat(session, name)
            stop.wait(EVERY_SECONDS)

    threading.Thread(target=run, name=f"heartbeat {name}", daemon=True).start()
    return stop
