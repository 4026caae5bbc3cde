"""What the office itself sets, on a page: deadlines, phone, reminders, how long things are kept.

Until it does, the environment's value holds where there is one, else the default here. What belongs
to the machine stays in `config.py`. A new setting is a field of OfficeSettings with its bounds;
its words stand in `web/administration/settings_form.py`.
"""

from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

from flask import Flask, g, has_request_context
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.local import LocalProxy

from intranet.core import audit
from intranet.core.application import number_in
from intranet.core.current_settings import settings
from intranet.core.database import Model, db, reading

KEPT_IN = "office_settings"
LONGEST_TEXT = 40


class OfficeSetting(Model):
    """One thing that the office has set otherwise than it came."""

    __tablename__ = "office_setting"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(String(120))


def _number(default: int, least: int, most: int) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True)
class OfficeSettings:
    """The settings that hold now; each number has its bounds in the field's metadata."""

    help_phone: str = ""
    reading_days: int = _number(7, 1, 90)
    due_soon_days: int = _number(3, 1, 30)
    prompt_days: int = _number(2, 1, 30)
    remind_from_hour: int = _number(7, 5, 17)
    escalate_after_days: int = _number(3, 1, 30)
    retention_years: int = _number(5, 1, 50)
    asked_days: int = _number(180, 30, 3650)
    answer_certainty: int = _number(1, 1, 3)


NAMES = tuple(each.name for each in fields(OfficeSettings))
BOUNDS = {
    each.name: (each.metadata["least"], each.metadata["most"])
    for each in fields(OfficeSettings)
    if each.metadata
}
"""Name of a number → the least and the most it can be."""


def office() -> OfficeSettings:
    """What holds now; asked for once a request."""
    if KEPT_IN not in g:
        setattr(g, KEPT_IN, _stored(db.session) if has_request_context() else _read_apart())
    held: OfficeSettings = getattr(g, KEPT_IN)
    return held


def _read_apart() -> OfficeSettings:
    # The worker may be writing in another session just now: this one may not wait for that.
    with reading() as session:
        return _stored(session)


def register(app: Flask) -> None:
    """Let templates name the settings; one that a page does not name costs it nothing."""
    app.jinja_env.globals |= {name: LocalProxy(partial(_held, name)) for name in NAMES}


def _held(name: str) -> Any:
    return getattr(office(), name)


def as_it_came() -> OfficeSettings:
    """What holds as long as the office sets nothing."""
    environment = settings()
    named = {name: getattr(environment, name) for name in NAMES if hasattr(environment, name)}
    return OfficeSettings(**named)


def keep(session: Session, by: audit.Person, wished: OfficeSettings) -> dict[str, list[str]]:
    """Let these hold from now on; name → before and after of what changed. Does not commit."""
    before, came = _stored(session), as_it_came()
    changed = {
        name: [str(getattr(before, name)), str(getattr(wished, name))]
        for name in NAMES
        if getattr(before, name) != getattr(wished, name)
    }
    for name in changed:
        row = session.get(OfficeSetting, name)
        if getattr(wished, name) == getattr(came, name):
            if row:
                session.delete(row)
        else:
            session.merge(OfficeSetting(name=name, value=str(getattr(wished, name))))
    if changed:
        audit.record(session, by, "settings.kept", **changed)
        setattr(g, KEPT_IN, wished)
    return changed


def _stored(session: Session) -> OfficeSettings:
    rows = session.execute(select(OfficeSetting.name, OfficeSetting.value))
    written = {name: read for name, value in rows if (read := _read(name, value)) is not None}
    return replace(as_it_came(), **written)  # type: ignore[arg-type]


def _read(name: str, value: str) -> str | int | None:
    """The value of a row; None for a name that is no setting, or a number out of its bounds."""
    if name not in BOUNDS:
        return value[:LONGEST_TEXT] if name in NAMES else None
    least, most = BOUNDS[name]
    number = number_in(value, most)
    return number if number is not None and number >= least else None
