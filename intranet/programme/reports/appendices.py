"""The appendices of a report, from its figures; their titles and notes: `appendices.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from intranet.directives.words import LEVEL
from intranet.language.bodies.levels import Level
from intranet.printing.official_document import (
    Appendix,
    Cell,
    Chart,
    ChartKind,
    ColumnAlign,
    TableColumn,
    cell_text,
)
from intranet.programme.reports.figure_lines import DirectiveLine, UnitLine
from intranet.programme.reports.figures import Figures
from intranet.programme.reports.models import Snapshot

TABLES = Path(__file__).with_name("appendices.toml")
Row = tuple[Cell, ...]
HIDDEN = ("", "", "", "Văn bản đang cách ly", "")
GOAL, REACHED, UNDER_WAY = 100.0, "Đạt", "Đang thực hiện"


def share(done: int, required: int) -> float | None:
    """Per cent, cut after one place so that only all is 100; None where nothing is to count."""
    return done * 1000 // required / 10 if required else None


def day_text(day: str) -> str:
    """An ISO day as 02/01/2026."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _date(day: str) -> Cell:
    return date.fromisoformat(day) if day else ""


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLES.read_text(encoding="utf-8"))


def _filled(
    table: str, rows: Iterable[Row], gaps: Mapping[str, str], sums: Row | None = None,
    *, people: bool = False,
) -> Appendix:  # fmt: skip
    words, lines = _tables()[table], tuple(rows)
    notes = words["notes"] if lines else words.get("without_rows", words["notes"])
    notes = [*words["people_notes"], *notes] if people else notes
    return Appendix(
        words["name"],
        words["title"],
        tuple(
            TableColumn(title, width, *map(ColumnAlign, align))
            for title, width, *align in words["columns"]
        ),
        (*lines, sums) if lines and sums else lines,
        tuple(note.format_map(gaps) for note in notes),
        bold_last=bool(lines and sums),
    )


def _goals(figures: Figures) -> Appendix:
    # The two targets of the plan that the portal itself counts; readings have no target of theirs.
    informed = share(figures.done, figures.required)
    whole = share(figures.whole_done, figures.whole_required)
    prompt = share(figures.prompt, figures.received)
    year, behind = figures.until[:4], "Phụ lục II, III"
    last = ("Văn bản chỉ đạo được chia sẻ kịp thời trong hệ thống thông tin của cơ quan", year,
            "100%", prompt, None, prompt, _judged(prompt), "Sổ đăng ký văn bản đến")  # fmt: skip
    counted = ["done", "required", "whole_done", "whole_required", "prompt", "received"]
    if not figures.counts_people:
        first = ("Công chức, người lao động được quán triệt văn bản được giao", year, "100%",
                 informed, whole, whole, _judged(whole), behind)  # fmt: skip
        return _numbered("goals", (first, last), counted, figures)
    people = share(figures.informed or 0, figures.people or 0)
    first = ("Công chức, người lao động đã được phổ biến", year, "100%", people, people, people,
             _judged(people), "Phụ lục III, V")  # fmt: skip
    readings = ("Lượt đọc đã hoàn thành", year, "", informed, whole, None, "", behind)
    return _numbered("goals", (first, readings, last), [*counted, "informed", "people"], figures)


def _numbered(
    table: str, rows: Iterable[Row], counted: Iterable[str], figures: Figures
) -> Appendix:
    gaps = {name: cell_text(getattr(figures, name)) for name in counted}
    lines = ((n, *row) for n, row in enumerate(rows, 1))
    return _filled(
        table, lines, {**gaps, "as_of": day_text(figures.as_of)}, people=figures.counts_people
    )


def _judged(percent: float | None) -> str | None:
    return None if percent is None else REACHED if percent >= GOAL else UNDER_WAY


def _directives(figures: Figures) -> Appendix:
    names = ("required", "opened", "confirmed", "in_meeting", "done", "in_time")
    *sums, done, in_time = (
        sum(getattr(line, name) for line in figures.directives) for name in names
    )
    shares = (share(done, figures.required), share(in_time, figures.required))
    rows = (_directive(n, line) for n, line in enumerate(figures.directives, 1))
    whole = ("", "Cộng", *[""] * 7, *sums, *shares)
    return _filled("directives", rows, {"as_of": day_text(figures.as_of)}, whole)


def _directive(number: int, line: DirectiveLine) -> Row:
    level = str(LEVEL[Level[line.level]])
    described = (line.symbol, _date(line.issued_on), line.body, line.subject, level)
    return (
        number, *(HIDDEN if line.is_hidden else described), _date(line.received_on),
        _date(line.published_on), _date(line.deadline), line.required, line.opened,
        line.confirmed, line.in_meeting, share(line.done, line.required),
        share(line.in_time, line.required),
    )  # fmt: skip


def _units(figures: Figures) -> Appendix:
    rows = [(n, *_unit(line, figures.counts_people)) for n, line in enumerate(figures.units, 1)]
    whole = UnitLine(
        0, "Cộng", sum(line.staff for line in figures.units), figures.required, figures.done,
        sum(line.overdue for line in figures.units), figures.people, figures.informed,
    )  # fmt: skip
    table = "units_people" if figures.counts_people else "units"
    sums = ("", *_unit(whole, figures.counts_people))
    return _filled(table, rows, {"as_of": day_text(figures.as_of)}, sums)


def _unit(line: UnitLine, counts_people: bool) -> Row:
    informed, people = line.informed or 0, line.people or 0
    by_people = (people, informed, share(informed, people)) if counts_people else ()
    return (
        line.name, line.staff, *by_people, line.required, line.done,
        share(line.done, line.required), line.overdue,
    )  # fmt: skip


def _months(figures: Figures) -> Appendix:
    rows = (
        (n, day_text(line.day), line.people, line.informed, share(line.informed, line.people),
         line.required, line.done, share(line.done, line.required))
        for n, line in enumerate(figures.months, 1)
    )  # fmt: skip
    return replace(_filled("months", rows, {}), charts=charts(figures))


def _unit_months(figures: Figures) -> Appendix:
    table = _filled("unit_months", unit_months(figures), {})
    days = tuple(TableColumn(day_text(line.day), 2, ColumnAlign.RIGHT) for line in figures.months)
    return replace(table, columns=(*table.columns, *days))


def unit_months(figures: Figures) -> Iterable[Row]:
    """(number, unit, per cent of readings done at the end of each month)."""
    for n, unit in enumerate(figures.units, 1):
        counted = (line.units.get(str(unit.department_id), (0, 0)) for line in figures.months)
        yield (n, unit.name, *(share(done, required) for done, required in counted))


def charts(figures: Figures) -> tuple[Chart, ...]:
    """Month after month by people and by readings, and the units on the day of the figures."""
    days = tuple(day_text(line.day) for line in figures.months)
    people = tuple(share(line.informed, line.people) for line in figures.months)
    readings = tuple(share(line.done, line.required) for line in figures.months)
    names = tuple(line.name for line in figures.units)
    by_unit = tuple(share(line.informed or 0, line.people or 0) for line in figures.units)
    over_time = (("Người đã được phổ biến (%)", people), ("Lượt đọc đã hoàn thành (%)", readings))
    return (
        Chart(ChartKind.COLUMNS, "Kết quả qua các tháng", days, over_time),
        Chart(ChartKind.BARS, "Theo đơn vị", names, (("Người đã được phổ biến (%)", by_unit),)),
    )


def _meetings(figures: Figures) -> Appendix:
    # What the portal does not know of a meeting stays blank.
    rows = (
        (n, _moment(line.at), line.title, line.chair, line.presenters, line.invited, line.present,
         line.excused, share(line.present, line.invited), "", "")
        for n, line in enumerate(figures.meetings, 1)
    )  # fmt: skip
    return _filled("meetings", rows, {})


def _moment(at: str) -> str:
    day, clock = at.split("T")
    return f"{clock.replace(':', 'h')}, {day_text(day)}"


def _rules(figures: Figures, snapshot: Snapshot) -> Appendix:
    # As of when, by which rule, and the chain on which the figures rest.
    gaps = {
        **vars(figures), "id": snapshot.id, "edition": snapshot.edition, "sha256": snapshot.sha256,
        **{name: day_text(getattr(figures, name)) for name in ("as_of", "since", "until")},
    }  # fmt: skip
    words = _tables()["rules"]
    told = [*words["people_rows"], *words["rows"]] if figures.counts_people else words["rows"]
    rows = enumerate(told, 1)
    return _filled("rules", ((n, title, text.format_map(gaps)) for n, (title, text) in rows), {})


def appendices(figures: Figures, snapshot: Snapshot) -> tuple[Appendix, ...]:
    """All of them in order."""
    over_time = (_months(figures), _unit_months(figures)) if figures.months else ()
    return (
        _goals(figures), _directives(figures), _units(figures), _meetings(figures), *over_time,
        _rules(figures, snapshot),
    )  # fmt: skip
