"""The words of reading, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.reading.models import ReceiptMethod, Step

STEP = {
    Step.DELIVERED: _l("Chưa xem"),
    Step.OPENED: _l("Đã xem"),
    Step.READ_THROUGH: _l("Đã đọc hết"),
    Step.CONFIRMED: _l("Đã xác nhận"),
}
METHOD = {
    ReceiptMethod.SCREEN: _l("Trên màn hình"),
    ReceiptMethod.MEETING: _l("Tại cuộc họp"),
    ReceiptMethod.PAPER: _l("Bản giấy đã ký"),
}
