"""The register of directives as comma-separated values, with the columns of `columns`."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from intranet.directives.models import Directive
from intranet.directives.register.columns import COLUMNS, Cell, titles

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(directives: Sequence[Directive]) -> bytes:
    """UTF-8 with a byte order mark, commas, dates as dd/mm/yyyy; no cell can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(titles())
    for number, directive in enumerate(directives, 1):
        writer.writerow([number, *(_plain(column.content(directive)) for column in COLUMNS)])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else harmless(cell or "")


def harmless(text: str) -> str:
    """The text so that a spreadsheet shows it and never reckons with it (CWE-1236)."""
    starts = text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)
    return f"'{text}" if starts else text
