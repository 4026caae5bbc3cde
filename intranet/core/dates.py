"""Dated rows hold from `since` up to, not including, `until`; no `until` means no end."""

from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_


class Dated(Protocol):
    """A row, or the value of a row, that holds for a span of days."""

    @property
    def since(self) -> Any:
        """The first day."""

    @property
    def until(self) -> Any:
        """The first day after the span, or None."""


def holds_on(model: type[Dated], day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row of this model holds on a day."""
    return and_(model.since <= day, ends_after(model, day))


def ends_after(model: type[Dated], day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row of this model holds on some day after this one."""
    return or_(model.until.is_(None), model.until > day)


def covers(dated: Dated, day: date) -> bool:
    """Whether a row already read, or a value, holds on a day."""
    return bool(dated.since <= day) and (dated.until is None or bool(day < dated.until))
