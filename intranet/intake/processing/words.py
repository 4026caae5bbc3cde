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
WAY_WORDS = {
    "text": _l("Lấy lớp chữ của tệp"),
    "ocr:0": _l("Nhận dạng từ hình"),
    "ocr:90": _l("Nhận dạng, xoay phải 90°"),
    "ocr:180": _l("Nhận dạng, lộn ngược 180°"),
    "ocr:270": _l("Nhận dạng, xoay trái 90°"),
    "converted:tcvn3": _l("Chuyển mã TCVN3 (.VnTime)"),
    "converted:vni": _l("Chuyển mã VNI"),
    "converted:viscii": _l("Chuyển mã VISCII"),
    "converted:cp1258": _l("Chuyển mã Windows-1258"),
}
"""The ways in which a clerk may ask for a page: its text layer as it is, recognition with the page
turned, its text layer in an old encoding."""
