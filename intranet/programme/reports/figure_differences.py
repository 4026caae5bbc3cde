"""In which numbers two reports of the same period and day are not the same."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from intranet.programme.reports.figures import LINES, Figures


@dataclass(frozen=True)
class FigureDifference:
    """One figure that is not what it was: where, which, before and after (None: was not there)."""

    where: str
    name: str
    before: int | None
    after: int | None


NUMBERS = {
    "directives": ("required", "opened", "confirmed", "in_meeting", "done", "in_time"),
    "units": ("staff", "required", "done", "overdue", "informed"),
    "meetings": ("invited", "present", "excused"),
}
TITLES = {"directives": "symbol", "units": "name", "meetings": "title"}


def differences(before: Figures, after: Figures) -> list[FigureDifference]:
    """The numbers in which two reports of the same period and day are not the same."""
    figures = [
        FigureDifference("", name, getattr(before, name), getattr(after, name))
        for name in ("received", "prompt", "people", "informed", "whole_required", "whole_done")
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
