"""What stands in an official document, apart from how it looks."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class ColumnAlign(enum.Enum):
    """Where the cells of a column stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class BodyParagraph:
    """A paragraph of the body: "I." level 1, "1." level 2, "a)" level 3, plain text level 0.

    With `to_fill` dots follow to the end of the line, to be written over.
    """

    text: str
    level: int = 0
    to_fill: bool = False


@dataclass(frozen=True)
class TableColumn:
    """A column of a table; width is a share, all widths of a table are weighed together."""

    title: str
    width: float
    align: ColumnAlign = ColumnAlign.LEFT


# None stands where there is nothing to count: "—", never 0 of 0 (domain rule of reports).
Cell = str | int | float | date | None
SWAPPED = str.maketrans(",.", ".,")


def cell_text(cell: Cell) -> str:
    """1234 as 1.234, 97.5 as 97,5 (one place), a day as 05/02/2026, None as a dash."""
    match cell:
        case None:
            return "—"
        case str():
            return cell
        case date():
            return f"{cell:%d/%m/%Y}"
        case int():
            return f"{cell:,}".replace(",", ".")
    return f"{cell:,.1f}".translate(SWAPPED)


class ChartKind(enum.Enum):
    """How a chart is drawn: lying bars for many names, standing columns for days."""

    BARS = "bars"
    COLUMNS = "columns"


@dataclass(frozen=True)
class Chart:
    """Per cents over labels (units, days), one or more series; None where nothing is to count."""

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]

    @property
    def spoken(self) -> str:
        """The same in words, for those who do not see it."""
        return "; ".join(
            f"{name}: " + ", ".join(
                f"{label} {cell_text(value)}%" if value is not None else f"{label} —"
                for label, value in zip(self.labels, values, strict=True)
            )
            for name, values in self.series
        )  # fmt: skip


@dataclass(frozen=True)
class Appendix:
    """A table behind the document (phụ lục), on pages of its own; wide ones lie across.

    Numbers and days are given as such; how they are written is the printer's. A float is written
    with one place behind the comma. Charts stand below the table.
    """

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    bold_last: bool = False
    charts: tuple[Chart, ...] = ()

    @property
    def percents(self) -> tuple[int, ...]:
        """The widths of the columns in per cent of the table."""
        whole = sum(column.width for column in self.columns)
        return tuple(round(100 * column.width / whole) for column in self.columns)

    @property
    def lies_across(self) -> bool:
        """Whether the sheet is turned: more than seven columns do not fit upright."""
        return len(self.columns) > 7


@dataclass(frozen=True)
class OfficialDocument:
    """An official document (văn bản hành chính) in the layout of Decree 30/2020, annex I.

    superior may be "". symbol and place_and_day carry blanks where the clerk writes by hand.
    subject may have line ends. authority is "KT. CHÁNH THANH TRA" and the like, post what stands
    below it ("" for none).
    """

    superior: str
    body: str
    symbol: str
    place_and_day: str
    kind: str
    subject: str
    addressed: tuple[str, ...]
    parts: tuple[BodyParagraph, ...]
    recipients: tuple[str, ...]
    authority: str
    post: str = ""
    appendices: tuple[Appendix, ...] = ()
    attached_to: str = ""


@dataclass(frozen=True)
class Proof:
    """A sheet that proves one thing; address is what its code leads to, check the words beside."""

    body: str
    title: str
    statement: str
    facts: Sequence[tuple[str, str]]
    address: str
    check: Sequence[str]
