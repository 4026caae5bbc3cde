"""Dated rows hold from `since` up to, not including, `until`; no `until` means no end."""

from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_

DAY_PATTERNS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
"""How people type days, and machines."""


class DatedRow(Protocol):
    """A row already read, or a value, that holds for a span of days."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The first day after the span, if it ends."""


def holds_on(model: Any, day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row of this model, a class with both columns, holds on a day."""
    return and_(model.since <= day, ends_after(model, day))


def ends_after(model: Any, day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row of this model holds on some day after this one."""
    return or_(model.until.is_(None), model.until > day)


def covers(row: DatedRow, day: date) -> bool:
    """Whether a row already read, or a value, holds on a day."""
    return row.since <= day and (row.until is None or day < row.until)


def typed_day(text: str) -> date | None:
    """The day typed as 2/1/2024, 2024-01-02, 02-01-2024 or 02.01.2024; None for anything else."""
    for pattern in DAY_PATTERNS:
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    return None
