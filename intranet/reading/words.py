"""The words of reading, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.reading.models import Step, Way

STEP = {
    Step.DELIVERED: _l("Chưa xem"),
    Step.OPENED: _l("Đã xem"),
    Step.READ_THROUGH: _l("Đã đọc hết"),
    Step.CONFIRMED: _l("Đã xác nhận"),
}
WAY = {
    Way.SCREEN: _l("Trên màn hình"),
    Way.MEETING: _l("Tại cuộc họp"),
    Way.PAPER: _l("Bản giấy đã ký"),
}
