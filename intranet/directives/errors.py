"""What the repository refuses, in sentences for people."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, NotFound


class SymbolExists(BadInput):
    """A directive of the same body, symbol and day is in the repository."""

    message = _l(
        "Văn bản cùng số, ký hiệu, cơ quan và ngày ban hành đã có trong kho. "
        "Hãy mở văn bản đó và thêm bản mới nếu nội dung thay đổi."
    )


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


class Recalled(NotFound):
    """The directive was taken back from its readers."""

    status = 410

    def __init__(self, symbol: str, day: date) -> None:
        name = symbol or _("không số")
        words = _(
            "Văn bản %(name)s đã được thu hồi ngày %(day)s, không cần đọc nữa. "
            "Biên nhận bạn đã có vẫn được giữ.",
            name=name, day=f"{day:%d/%m/%Y}",
        )  # fmt: skip
        super().__init__(words)


class TooLateToUndo(BadInput):
    """Ten minutes have passed, or somebody has read what was published."""

    message = _l(
        "Không hoàn tác được nữa: đã quá mười phút, hoặc đã có người đọc xong. "
        "Hãy thu hồi văn bản hoặc sửa việc giao đọc."
    )


class RecallNeedsReason(BadInput):
    """Readers are told why a directive was recalled."""

    message = _l("Hãy ghi lý do thu hồi; người nhận sẽ đọc lý do này.")


class NothingChanged(BadInput):
    """What was entered is what holds already."""

    message = _l("Chưa có gì thay đổi. Hãy sửa hạn đọc, cách xác nhận hoặc người nhận.")
