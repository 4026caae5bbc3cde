"""The small signs beside things: class, icon and word of each state, level and urgency.

Classes are shared: loud only when somebody must act.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

STATES = {
    "overdue": ("overdue", "exclamation-octagon-fill", _l("Quá hạn")),
    "soon": ("soon", "hourglass-split", _l("Sắp đến hạn")),
    "none": ("none", "circle", _l("Chưa xem")),
    "opened": ("opened", "circle-half", _l("Đã mở xem")),
    "read": ("read", "circle-fill", _l("Đã đọc hết")),
    "confirmed": ("confirmed", "check-circle-fill", _l("Đã xác nhận")),
    "meeting": ("meeting", "people-fill", _l("Qua sinh hoạt")),
    "paper": ("none", "circle", _l("Bản giấy")),
    "excused": ("excused", "dash-circle", _l("Được miễn")),
    "valid": ("valid", "shield-check", _l("Còn hiệu lực")),
    "replaced": ("replaced", "arrow-return-right", _l("Đã thay thế")),
    "urgent": ("urgent", "lightning-charge-fill", _l("Khẩn")),
    "received": ("none", "inbox", _l("Đã nhận tệp")),
    "reading": ("opened", "arrow-repeat", _l("Đang đọc tệp")),
    "to_check": ("soon", "ui-checks", _l("Chờ kiểm tra")),
    "needs_recognition": ("soon", "image", _l("Cần nhận dạng chữ")),
    "published": ("confirmed", "check-circle-fill", _l("Đã phát hành")),
    "refused": ("overdue", "exclamation-octagon-fill", _l("Không nhận")),
    "withdrawn": ("replaced", "x-octagon", _l("Đã thu hồi")),
    "draft": ("none", "pencil", _l("Bản nháp")),
    "failed": ("overdue", "exclamation-octagon-fill", _l("Tệp hỏng")),
    "duplicate": ("excused", "dash-circle", _l("Đã có trong kho")),
    "discarded": ("excused", "dash-circle", _l("Đã bỏ")),
    "open": ("soon", "ui-checks", _l("Chờ kiểm tra")),
    "in_force": ("valid", "shield-check", _l("Còn hiệu lực")),
    "not_yet": ("none", "calendar-event", _l("Chưa có hiệu lực")),
    "partly_expired": ("soon", "shield-exclamation", _l("Hết hiệu lực một phần")),
    "expired": ("replaced", "x-octagon", _l("Hết hiệu lực")),
    "delivered": ("none", "circle", _l("Chưa xem")),
    "read_through": ("read", "circle-fill", _l("Đã đọc hết")),
    "coming": ("confirmed", "check-circle-fill", _l("Sẽ dự")),
    "present": ("confirmed", "check-circle-fill", _l("Có mặt")),
    "absent": ("overdue", "x-circle-fill", _l("Vắng")),
}
LEVELS = {
    "central": ("tw", _l("Trung ương")),
    "provincial_party": ("tu", _l("Tỉnh ủy")),
    "provincial_committee": ("ubnd", _l("UBND tỉnh")),
    "agency": ("nb", _l("Cơ quan")),
    "other": ("khac", _l("Khác")),
}
URGENCIES = {
    "urgent": _l("Khẩn"),
    "very_urgent": _l("Thượng khẩn"),
    "most_urgent": _l("Thượng khẩn"),
    "immediate": _l("Hỏa tốc"),
    "express": _l("Hỏa tốc"),
    "flash": _l("Hỏa tốc"),
    "khẩn": _l("Khẩn"),
    "thượng khẩn": _l("Thượng khẩn"),
    "hỏa tốc": _l("Hỏa tốc"),
}


def register(app: Flask) -> None:
    """Let templates use the signs; they are looked up, not made anew for each of a hundred rows."""
    app.jinja_env.globals.update(states=STATES, levels=LEVELS, urgencies=URGENCIES)
