"""What the proof of reading refuses."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, NotFound
from intranet.reading.page_ranges import page_ranges


class NotAddressed(BadInput):
    """The person was not asked to read this, so there is nothing to confirm."""

    message = _l("Văn bản này không giao cho bạn đọc, nên không cần xác nhận.")


class NotReadThrough(BadInput):
    """Some pages were never shown to the person."""

    def __init__(self, missing: list[int]) -> None:
        pages = ", ".join(str(run) for run in page_ranges(missing))
        words = _("Bạn chưa mở trang %(pages)s. Hãy xem hết rồi xác nhận.", pages=pages)
        super().__init__(words)
        self.missing = missing


class NotHandedOut(BadInput):
    """The portal never handed this page to this person, or too long ago."""

    message = _l("Cổng chưa gửi trang này tới bạn. Hãy mở lại văn bản rồi đọc.")


class ReplacedMeanwhile(BadInput):
    """A newer version must be read instead; `number` says which."""

    def __init__(self, number: int) -> None:
        words = _(
            "Văn bản vừa có bản %(n)s thay cho bản này. Hãy đọc và xác nhận bản mới.", n=number
        )
        super().__init__(words)
        self.number = number


class AssignmentClosed(BadInput):
    """The assignment was closed."""

    message = _l("Văn bản này không còn giao đọc nữa, nên không cần xác nhận.")


class ReasonMissing(BadInput):
    """What is done for somebody else needs a reason."""

    message = _l("Hãy ghi lý do, ví dụ số biên bản cuộc họp hoặc nơi lưu bản giấy đã ký.")


class ToldOnWrongDay(BadInput):
    """The day of a meeting or a paper lies before the assignment or ahead."""

    message = _l("Ngày phổ biến phải từ ngày giao đọc đến hôm nay. Hãy xem lại ngày.")


class ChangesNotEnough(BadInput):
    """The whole version must be read: there is nothing confirmed to compare it with."""

    message = _l("Bạn cần đọc cả bản này: chưa có bản trước do bạn xác nhận để so.")


class UnknownReceipt(NotFound):
    """No receipt has this code."""

    message = _l("Không có biên nhận nào mang mã này. Hãy so lại từng chữ trên giấy.")
