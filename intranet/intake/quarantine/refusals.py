"""What intake refuses, in sentences for people."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, ChangedMeanwhile
from intranet.core.storage import FileTooLarge


class Refused(BadInput):
    """A file that is not taken in; the message is the reason, nothing of the file is kept.

    `rule` names what refused it, as `extraction.glance` does.
    """

    def __init__(self, message: object = None, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


class RefusedTooLarge(FileTooLarge, Refused):
    """More bytes came than one file may have; nothing of them is kept."""


class NothingChosen(BadInput):
    """The form came without a file."""

    message = _l("Chưa chọn tệp nào. Hãy chọn ít nhất một tệp rồi tải lên.")


class NotAttested(BadInput):
    """Nobody vouched that the files hold no state secrets."""

    message = _l("Hãy xác nhận tệp không chứa bí mật nhà nước rồi tải lên.")


class StillReading(BadInput):
    """The machine has not finished with the file."""

    message = _l("Máy chưa đọc xong tệp này. Hãy đợi một lát rồi phát hành.")


class CheckedByAnother(ChangedMeanwhile):
    """Another clerk saved or published the item after this page was opened."""

    message = _l(
        "Người khác vừa lưu hoặc phát hành văn bản này. Nội dung bạn nhập vẫn còn ở dưới; "
        "hãy đối chiếu với bản vừa lưu rồi quyết định."
    )


class UnknownWay(BadInput):
    """A page cannot be read in this way."""

    message = _l("Không có cách đọc này. Hãy chọn một trong các cách ở danh sách.")
