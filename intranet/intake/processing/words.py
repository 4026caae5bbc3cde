"""The words of processing, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.intake.processing.item_progress import Stage

STAGE_WORDS = {
    Stage.RECEIVED: _l("Đã nhận, đợi máy đọc"),
    Stage.READING: _l("Máy đang đọc"),
    Stage.RECOGNISING: _l("Đang nhận dạng chữ"),
    Stage.TO_CHECK: _l("Chờ kiểm tra"),
    Stage.NEEDS_RECOGNITION: _l("Máy chưa đọc được chữ"),
    Stage.FAILED: _l("Máy không đọc được"),
    Stage.PUBLISHED: _l("Đã phát hành"),
    Stage.DISCARDED: _l("Đã bỏ"),
}
METHOD_WORDS = {
    "text": _l("Lớp chữ của tệp"),
    "converted": _l("Chuyển từ bảng mã cũ"),
    "ocr": _l("Nhận dạng từ hình trang"),
}
"""How the text of a page was got."""
