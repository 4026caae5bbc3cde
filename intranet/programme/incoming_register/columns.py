"""The columns of the register of incoming directives (Decree 30/2020, annex IV), as it is printed.

A column is one line of COLUMNS: title, share of the width, what stands in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from intranet.printing.official_document import Appendix, Cell, ColumnAlign, TableColumn
from intranet.programme.incoming_register.register import RegisterEntry

NOTE = "Ký nhận: số người đã xác nhận trên cổng trên số người nhận."


@dataclass(frozen=True)
class ArrivalColumn:
    """One column: its title, its share of the width, and its cell in the line of an entry."""

    title: str
    width: float
    cell: Callable[[RegisterEntry], Cell]
    align: ColumnAlign = ColumnAlign.LEFT


COLUMNS = (
    ArrivalColumn("Ngày đến", 2.1, lambda entry: entry.directive.received_on, ColumnAlign.CENTRE),
    ArrivalColumn("Số đến", 1.1, lambda entry: entry.number, ColumnAlign.CENTRE),
    ArrivalColumn("Tác giả", 2.8, lambda entry: entry.directive.issuing_body.name),
    ArrivalColumn("Số, ký hiệu", 2.6, lambda entry: entry.directive.symbol),
    ArrivalColumn(
        "Ngày tháng", 2.1, lambda entry: entry.directive.issued_on or "", ColumnAlign.CENTRE
    ),
    ArrivalColumn("Tên loại và trích yếu nội dung", 6.5, lambda entry: entry.kind_and_subject),
    ArrivalColumn("Đơn vị hoặc người nhận", 3, lambda entry: entry.addressees),
    ArrivalColumn("Ngày chuyển", 2.1, lambda entry: entry.passed_on, ColumnAlign.CENTRE),
    ArrivalColumn("Ký nhận", 1.5, lambda entry: entry.signed, ColumnAlign.CENTRE),
    ArrivalColumn("Ghi chú", 1.8, lambda _entry: ""),
)


def table(entries: Sequence[RegisterEntry], since: date, until: date) -> Appendix:
    """The register of these days as a table for Word and spreadsheets."""
    title = f"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN (từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y})"
    columns = tuple(TableColumn(column.title, column.width, column.align) for column in COLUMNS)
    rows = tuple(tuple(column.cell(entry) for column in COLUMNS) for entry in entries)
    return Appendix("Sổ văn bản đến", title, columns, rows, (NOTE,))
