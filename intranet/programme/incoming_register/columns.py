"""The columns of the register of incoming directives (Decree 30/2020, annex IV), as it is printed.

A column is one line of COLUMNS: title, share of the width, what stands in its cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from intranet.core.clock import local_day
from intranet.printing.official_document import Appendix, Cell, ColumnAlign, TableColumn
from intranet.programme.incoming_register.register import RegisterEntry

CENTRE = ColumnAlign.CENTRE
NOTE = "Ký nhận: số người đã xác nhận trên cổng trên số người nhận."


@dataclass(frozen=True)
class ArrivalColumn(TableColumn):
    """One column of the register, and its cell in the line of an entry."""

    cell: Callable[[RegisterEntry], Cell] = field(kw_only=True)


COLUMNS = (
    ArrivalColumn("Ngày đến", 2.1, CENTRE, cell=lambda entry: entry.directive.received_on),
    ArrivalColumn("Số đến", 1.1, CENTRE, cell=lambda entry: entry.number),
    ArrivalColumn("Tác giả", 2.8, cell=lambda entry: entry.directive.issuing_body.name),
    ArrivalColumn("Số, ký hiệu", 2.6, cell=lambda entry: entry.directive.symbol),
    ArrivalColumn("Ngày tháng", 2.1, CENTRE, cell=lambda entry: entry.directive.issued_on or ""),
    ArrivalColumn("Tên loại và trích yếu nội dung", 6.5, cell=lambda entry: entry.kind_and_subject),
    ArrivalColumn("Đơn vị hoặc người nhận", 3, cell=lambda entry: entry.addressees),
    ArrivalColumn(
        "Ngày chuyển", 2.1, CENTRE, cell=lambda entry: local_day(entry.directive.published_at)
    ),
    ArrivalColumn("Ký nhận", 1.5, CENTRE, cell=lambda entry: entry.signed),
    ArrivalColumn("Ghi chú", 1.8, cell=lambda _entry: ""),
)


def table(entries: Sequence[RegisterEntry], since: date, until: date) -> Appendix:
    """The register of these days as a table for Word and spreadsheets."""
    title = f"SỔ ĐĂNG KÝ VĂN BẢN ĐẾN (từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y})"
    rows = tuple(tuple(column.cell(entry) for column in COLUMNS) for entry in entries)
    return Appendix("Sổ văn bản đến", title, COLUMNS, rows, (NOTE,))
