"""What a report says in numbers: plain values, their canonical text, what differs of two."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, kw_only=True)
class NamedLine:
    """A line about one directive. Days are ISO, "" for none.

    How it is called is not part of the figures: `wording` is the digest of that.
    """

    directive_id: int
    wording: str
    received_on: str
    published_on: str
    symbol: str = ""
    body: str = ""
    subject: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether it was isolated since and may not be named."""
        return not self.subject


@dataclass(frozen=True, kw_only=True)
class DirectiveLine(NamedLine):
    """One directive that was given to read, over all units."""

    assignment_id: int
    issued_on: str
    level: str
    deadline: str
    required: int = 0
    opened: int = 0
    confirmed: int = 0
    in_meeting: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def missing(self) -> int:
        """How many are waited for."""
        return self.required - self.done


@dataclass(frozen=True)
class UnitLine:
    """One unit over the same directives; `staff` serve there on the day."""

    department_id: int
    name: str
    staff: int
    required: int
    done: int
    overdue: int

    @property
    def missing(self) -> int:
        """How many readings are waited for."""
        return self.required - self.done


@dataclass(frozen=True)
class MeetingLine:
    """One thematic meeting; `at` is the local time, ISO to the minute."""

    meeting_id: int
    at: str
    title: str
    chair: str
    presenters: str
    invited: int
    present: int
    excused: int


@dataclass(frozen=True, kw_only=True)
class LateLine(NamedLine):
    """A directive that was shared too late, after so many working days."""

    days: int


@dataclass(frozen=True)
class Figures:
    """Everything that a report is written from; `levels` counts what came, by level."""

    agency: str
    place: str
    period: str
    since: str
    until: str
    as_of: str
    prompt_days: int
    directives: tuple[DirectiveLine, ...]
    units: tuple[UnitLine, ...]
    meetings: tuple[MeetingLine, ...]
    late: tuple[LateLine, ...]
    levels: dict[str, int]
    received: int
    whole_required: int
    whole_done: int
    chain_head: str
    chain_row: int

    @property
    def named(self) -> tuple[NamedLine, ...]:
        """All lines about directives."""
        return (*self.late, *self.directives)

    @property
    def directive_ids(self) -> set[int]:
        """Those that they are about."""
        return {line.directive_id for line in self.named}

    @property
    def required(self) -> int:
        """Readings asked for by the directives of the period."""
        return sum(line.required for line in self.directives)

    @property
    def done(self) -> int:
        """Those of them that are done."""
        return sum(line.done for line in self.directives)

    @property
    def missing(self) -> int:
        """Those that are waited for."""
        return self.required - self.done

    @property
    def prompt(self) -> int:
        """How many of what came was shared in time."""
        return self.received - len(self.late)


LINES: dict[str, Any] = {
    "directives": DirectiveLine, "units": UnitLine, "meetings": MeetingLine, "late": LateLine,
}  # fmt: skip


WORDS = ("symbol", "body", "subject")
Wording = tuple[str, str, str]
"""Symbol, issuing body and subject."""


def canonical(figures: Figures) -> str:
    """The figures as JSON without wordings: the same figures are the same text."""
    raw = asdict(figures)
    for line in (*raw["directives"], *raw["late"]):
        for name in WORDS:
            del line[name]
    return _json(raw)


def wording_digest(directive_id: int, wording: Wording) -> str:
    """The name of a wording in the figures."""
    return digest(_json([directive_id, *wording]))


def worded(figures: Figures, known: Mapping[str, Wording]) -> Figures:
    """The figures with directives called as they were; those without a wording stay hidden."""

    def called(line: Any) -> Any:
        wording = known.get(line.wording)
        return replace(line, **dict(zip(WORDS, wording, strict=True))) if wording else line

    lines = {name: tuple(map(called, getattr(figures, name))) for name in ("directives", "late")}
    return replace(figures, **lines)  # type: ignore[arg-type]


def _json(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_text(text: str) -> Figures:
    """The figures that were written so."""
    raw: dict[str, Any] = json.loads(text)
    for name, line in LINES.items():
        raw[name] = tuple(line(**values) for values in raw[name])
    return Figures(**raw)


@dataclass(frozen=True)
class FigureDifference:
    """One figure that is not what it was: where, which, before and after (None: was not there)."""

    where: str
    name: str
    before: int | None
    after: int | None


NUMBERS = {
    "directives": ("required", "opened", "confirmed", "in_meeting", "done", "in_time"),
    "units": ("staff", "required", "done", "overdue"),
    "meetings": ("invited", "present", "excused"),
}
TITLES = {"directives": "symbol", "units": "name", "meetings": "title"}


def differences(before: Figures, after: Figures) -> list[FigureDifference]:
    """The numbers in which two reports of the same period and day are not the same."""
    figures = [
        FigureDifference("", name, getattr(before, name), getattr(after, name))
        for name in ("received", "prompt", "whole_required", "whole_done")
    ]
    for group in NUMBERS:
        figures += _of_lines(group, getattr(before, group), getattr(after, group))
    return [difference for difference in figures if difference.before != difference.after]


def _of_lines(group: str, before: Sequence[Any], after: Sequence[Any]) -> list[FigureDifference]:
    key = fields(LINES[group])[0].name
    old, new = ({getattr(number, key): number for number in lines} for lines in (before, after))
    return [
        FigureDifference(
            getattr(new.get(number) or old[number], TITLES[group]), name,
            getattr(old.get(number), name, None), getattr(new.get(number), name, None),
        )
        for number in dict.fromkeys([*old, *new])
        for name in NUMBERS[group]
    ]  # fmt: skip
