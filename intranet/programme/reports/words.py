"""The words of reports, spelled once."""

from flask_babel import lazy_gettext as _l

NAMES = {
    "received": _l("Văn bản đến"),
    "prompt": _l("Chia sẻ kịp thời"),
    "people": _l("Người đang công tác"),
    "informed": _l("Người đã được phổ biến"),
    "whole_required": _l("Lượt phải quán triệt, cả cơ quan"),
    "whole_done": _l("Lượt đã hoàn thành, cả cơ quan"),
    "required": _l("Phải quán triệt"),
    "opened": _l("Đã xem"),
    "confirmed": _l("Đã xác nhận"),
    "in_meeting": _l("Qua sinh hoạt"),
    "done": _l("Đã hoàn thành"),
    "in_time": _l("Đúng hạn"),
    "staff": _l("Quân số"),
    "overdue": _l("Quá hạn"),
    "invited": _l("Phải dự"),
    "present": _l("Có mặt"),
    "excused": _l("Vắng có lý do"),
}
