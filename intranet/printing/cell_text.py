"""How numbers and days are written in an official Vietnamese document."""

from datetime import date

from intranet.printing.official_document import Cell

NOTHING = "—"


def cell_text(cell: Cell) -> str:
    """1234 as 1.234, 97.5 as 97,5 (one place), a day as 05/02/2026, None as a dash."""
    match cell:
        case None:
            return NOTHING
        case str():
            return cell
        case date():
            return f"{cell:%d/%m/%Y}"
        case int():
            return f"{cell:,}".replace(",", ".")
    return f"{cell:,.1f}".translate(SWAPPED)


SWAPPED = str.maketrans(",.", ".,")
