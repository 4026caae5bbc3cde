"""What giving to read and excusing refuse."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class ExcuseReasonMissing(BadInput):
    """Nobody said why somebody need not read."""

    message = _l("Hãy ghi lý do miễn, ví dụ: đi học tập trung theo Quyết định số 15/QĐ-TTr.")


class ExcuseEnded(BadInput):
    """The last day of the excuse has passed."""

    message = _l("Ngày hết miễn đã qua. Hãy chọn hôm nay hoặc một ngày sau, hoặc để trống.")


class OwnExcuse(BadInput):
    """Nobody excuses themselves."""

    message = _l("Không ai tự miễn đọc cho mình. Hãy nhờ lãnh đạo hoặc văn thư.")


class NobodyToExcuse(BadInput):
    """Nobody was chosen, or all of them are done."""

    message = _l("Chưa chọn ai để miễn, hoặc những người này đã đọc xong.")
