"""What the reports refuse, and what to do about it."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class DayAhead(BadInput):
    """Figures are asked for a day that has not come."""

    message = _l("Số liệu chỉ chốt được đến hôm nay. Hãy chọn ngày không ở tương lai.")


class DayBeforePeriod(BadInput):
    """Figures are asked for a day before the period begins."""

    message = _l("Ngày chốt số liệu phải từ ngày đầu kỳ trở đi. Hãy chọn lại ngày.")


class PeriodReversed(BadInput):
    """The end lies before the beginning."""

    message = _l("Ngày cuối kỳ phải sau ngày đầu kỳ. Hãy xem lại hai ngày.")


class NoPrinter(BadInput):
    """LibreOffice is not here."""

    message = _l("Máy chủ chưa cài LibreOffice nên chưa có bản PDF. Hãy tải bản DOCX.")


class NotYetPrinted(BadInput):
    """The worker has not made the PDF yet."""

    message = _l("Bản PDF đang được tạo. Hãy thử lại sau ít giây, hoặc tải bản DOCX.")


class NoSuchDay(BadInput):
    """A month does not have this day."""

    message = _l("Ngày của kỳ báo cáo không có trong lịch. Hãy nhập như 15/12.")
