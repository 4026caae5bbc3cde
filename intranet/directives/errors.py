"""What the repository refuses, in sentences for people."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class SymbolExists(BadInput):
    """A directive of the same body, symbol and day is in the repository."""

    message = _l(
        "Văn bản cùng số, ký hiệu, cơ quan và ngày ban hành đã có trong kho. "
        "Hãy mở văn bản đó và thêm bản mới nếu nội dung thay đổi."
    )

    def __init__(self, directive_id: int) -> None:
        super().__init__()
        self.directive_id = directive_id


class DateInFuture(BadInput):
    """A directive cannot have been issued or received tomorrow."""

    message = _l("Ngày ban hành hoặc ngày đến ở tương lai. Hãy xem lại ngày trên văn bản.")


class NobodyAddressed(BadInput):
    """The audience has no people."""

    message = _l(
        "Chưa chọn người nhận, hoặc các đơn vị đã chọn không có ai. Hãy chọn phổ biến đến ai."
    )


class DeadlineTooEarly(BadInput):
    """The reading deadline lies before the day of publication."""

    message = _l("Hạn đọc trước ngày phát hành. Hãy chọn hạn từ hôm nay trở đi.")


class NotItself(BadInput):
    """A relation needs another directive."""

    message = _l(
        "Văn bản không thể có quan hệ với chính nó. Hãy nhập số, ký hiệu của văn bản khác."
    )


class SymbolUnreadable(BadInput):
    """What was entered is no symbol."""

    message = _l("Không đọc được số, ký hiệu. Hãy nhập như trên văn bản, ví dụ 211/KH-UBND.")
