"""The audit trail as a workbook, in the words of its page; each line with its own hash."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.errors import BadInput
from intranet.printing.official_document import Appendix, TableColumn
from intranet.web.administration.audit_page import AuditFilter, newest_first
from intranet.web.administration.audit_words import AuditNames, address, names_for, word
from intranet.web.formats import day_and_time

MOST_LINES = 20_000


class TooManyLines(BadInput):
    """More than a workbook should hold."""

    message = _l("Nhiều hơn 20.000 dòng. Hãy thu hẹp theo ngày, theo người hoặc theo việc.")


def count_lines(session: Session, filter: AuditFilter) -> int:
    """How many lines would be taken away. Raises TooManyLines."""
    chosen = newest_first(session, filter).order_by(None).subquery()
    count = session.scalar(select(func.count()).select_from(chosen)) or 0
    if count > MOST_LINES:
        raise TooManyLines
    return count


def trail_as_xlsx(session: Session, filter: AuditFilter) -> bytes:
    """A workbook of the lines that a filter leaves, newest first."""
    from intranet.printing.xlsx_workbook import as_xlsx  # openpyxl is heavy

    rows = session.scalars(newest_first(session, filter)).all()
    moment = now()
    return as_xlsx([_table(rows, names_for(session, rows), moment)], moment)


def _table(rows: Sequence[AuditEntry], names: AuditNames, moment: datetime) -> Appendix:
    heads = (
        (_("Dòng"), 1.5), (_("Thời điểm"), 3.5), (_("Ai"), 5.0), (_("Tên đăng nhập"), 3.0),
        (_("Việc"), 6.0), (_("Với"), 6.0), (_("Chi tiết"), 9.0), (_("Từ máy"), 3.5),
        (_("Mã băm của dòng"), 8.0),
    )  # fmt: skip
    return Appendix(
        name=_("Nhật ký"),
        title=_("Nhật ký của cổng, xuất lúc %(when)s", when=day_and_time(moment)),
        columns=tuple(TableColumn(title, width) for title, width in heads),
        rows=tuple(_line(row, names) for row in rows),
        notes=(_("Mỗi dòng nối với dòng trước bằng mã băm; kiểm tra bằng flask audit verify."),),
    )


def _line(row: AuditEntry, names: AuditNames) -> tuple[int | str, ...]:
    return (
        row.id, day_and_time(row.at), names.who(row), row.username, word("acts", row.act),
        names.thing(row), "; ".join(names.noted(row)), address(row), row.row_hash,
    )  # fmt: skip
