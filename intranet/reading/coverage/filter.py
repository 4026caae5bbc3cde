"""Which part of the coverage is looked at, kept in the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_
from werkzeug.datastructures import MultiDict

from intranet.core.application import number_in
from intranet.core.clock import start_of, today
from intranet.core.dates import typed_day
from intranet.directives.models import Directive, Topic
from intranet.language.bodies.levels import Level
from intranet.reading.models import Assignment


@dataclass(frozen=True)
class CoverageFilter:
    """Filters of the map; `day` is None for today, `finished` shows also what nobody lacks."""

    level: Level | None = None
    body: int | None = None
    topic: int | None = None
    since: date | None = None
    until: date | None = None
    day: date | None = None
    finished: bool = False

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds for an assignment and its directive."""
        named: dict[Any, Any] = {Directive.level: self.level, Directive.issuing_body_id: self.body}
        chosen = [column == value for column, value in named.items() if value]
        if self.topic:
            chosen.append(Directive.topics.any(Topic.id == self.topic))
        if self.since:
            chosen.append(Assignment.assigned_at >= start_of(self.since))
        if self.until:
            chosen.append(Assignment.assigned_at < start_of(self.until + timedelta(days=1)))
        if self.day is None:
            return [*chosen, Assignment.closed_at.is_(None)]
        end = start_of(self.day + timedelta(days=1))
        still_open = or_(Assignment.closed_at.is_(None), Assignment.closed_at >= end)
        return [*chosen, Assignment.assigned_at < end, still_open]

    @property
    def as_of(self) -> date:
        """The day at whose end things are counted."""
        return self.day or today()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the day is chosen."""
        return any((self.level, self.body, self.topic, self.since, self.until))

    @property
    def args(self) -> dict[str, Any]:
        """The same as an address has it."""
        return {
            "cap": self.level.value if self.level else None,
            "co-quan": self.body,
            "chu-de": self.topic,
            "het": 1 if self.finished else None,
            **{name: day.isoformat() if day else None for name, day in self.days.items()},
        }

    @property
    def days(self) -> dict[str, date | None]:
        """The days that are chosen, by how an address calls them."""
        return {"tu": self.since, "den": self.until, "ngay": self.day}


def filter_from(args: MultiDict[str, str]) -> CoverageFilter:
    """What an address asks for; what cannot be read is as if it were not there."""
    day = typed_day(args.get("ngay", ""))
    return CoverageFilter(
        args.get("cap", type=Level),
        number_in(args.get("co-quan")),
        number_in(args.get("chu-de")),
        typed_day(args.get("tu", "")),
        typed_day(args.get("den", "")),
        day if day and day < today() else None,
        "het" in args,
    )


def unread_days(args: MultiDict[str, str]) -> dict[str, str]:
    """What was typed as a day and cannot be read, by the name of its field."""
    typed = {name: args.get(name, "").strip() for name in CoverageFilter().days}
    return {name: text for name, text in typed.items() if text and typed_day(text) is None}
