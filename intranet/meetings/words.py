"""The words of the meetings, spelled once, and the signs they are shown with."""

from flask_babel import lazy_gettext as _l

from intranet.meetings.models import Presence, Reply

REPLY = {
    Reply.COMING: _l("Sẽ dự"),
    Reply.EXCUSED: _l("Xin vắng"),
}
PRESENCE = {
    Presence.PRESENT: _l("Có mặt"),
    Presence.EXCUSED: _l("Vắng có lý do"),
    Presence.ABSENT: _l("Vắng"),
}
MATERIAL = _l("Tài liệu sinh hoạt")
MINUTES = _l("Biên bản sinh hoạt")
CONCLUSION = _l("Kết luận sinh hoạt")
THEMATIC_MEETING = _l("Buổi sinh hoạt chuyên đề")
CANCELLED_MEETING = _l("Buổi sinh hoạt chuyên đề, đã hủy")
