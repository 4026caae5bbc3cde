"""What a report says in numbers: plain values and their canonical text."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from intranet.programme.reports.figure_lines import (
    DirectiveLine,
    LateLine,
    MeetingLine,
    MonthLine,
    NamedLine,
    UnitLine,
)


@dataclass(frozen=True)
class Figures:
    """Everything that a report is written from; `levels` counts what came, by level.

    `informed` of `people` have read all that was due to them by the day of the figures. Reports
    made before people were counted know neither, nor months.
    """

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
    people: int | None = None
    informed: int | None = None
    months: tuple[MonthLine, ...] = ()

    @property
    def counts_people(self) -> bool:
        """Whether the report was made since the plan's number counts people."""
        return self.people is not None

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
    "months": MonthLine,
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
        raw[name] = tuple(line(**values) for values in raw.get(name, ()))
    return Figures(**raw)
