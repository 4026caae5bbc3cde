"""The words of intake, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.intake.queries import Stage

STAGE = {
    Stage.RECEIVED: _l("Đã nhận, đợi máy đọc"),
    Stage.READING: _l("Máy đang đọc"),
    Stage.TO_CHECK: _l("Chờ kiểm tra"),
    Stage.NEEDS_RECOGNITION: _l("Cần nhận dạng chữ"),
    Stage.FAILED: _l("Máy không đọc được"),
    Stage.PUBLISHED: _l("Đã phát hành"),
    Stage.DISCARDED: _l("Đã bỏ"),
}
FACT = {
    "symbol": _l("Đối chiếu từng chữ số với ảnh."),
    "subject": _l("Có thể ghép từ nhiều dòng. Đối chiếu với ảnh."),
    "issued_on": _l("Máy không suy đoán ngày: nếu trống, hãy nhập theo văn bản."),
}
