"""The words of intake, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.intake.models import Channel, Fate
from intranet.intake.processing.item_progress import Stage

STAGE = {
    Stage.RECEIVED: _l("Đã nhận, đợi máy đọc"),
    Stage.READING: _l("Máy đang đọc"),
    Stage.RECOGNISING: _l("Đang nhận dạng chữ"),
    Stage.TO_CHECK: _l("Chờ kiểm tra"),
    Stage.NEEDS_RECOGNITION: _l("Máy chưa đọc được chữ"),
    Stage.FAILED: _l("Máy không đọc được"),
    Stage.PUBLISHED: _l("Đã phát hành"),
    Stage.DISCARDED: _l("Đã bỏ"),
}
FACT = {
    "symbol": _l("Đối chiếu từng chữ số với ảnh."),
    "subject": _l("Có thể ghép từ nhiều dòng. Đối chiếu với ảnh."),
    "issued_on": _l("Máy không suy đoán ngày: nếu trống, hãy nhập theo văn bản."),
}
WAY = {
    "text": _l("Lớp chữ của tệp"),
    "converted": _l("Chuyển từ bảng mã cũ"),
    "ocr": _l("Nhận dạng từ hình trang"),
}
"""How the text of a page was got."""
ASKED = {
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
"""The ways that a clerk may ask for, spelled as in `rereading.WAYS`."""
LEARNED = {
    "issuing_body": _l("Cơ quan ban hành"),
    "code": _l("Mã cơ quan trong ký hiệu"),
    "level": _l("Cấp"),
}
"""What a correction is about."""
DOOR = {
    Channel.UPLOAD: _l("Tải lên"),
    Channel.IMPORT: _l("Lệnh nhập"),
    Channel.FOLDER: _l("Thư mục"),
    Channel.MAIL: _l("Thư điện tử"),
}
FATE = {
    Fate.TAKEN: _l("Đã nhận"),
    Fate.KNOWN: _l("Đã có, đang chờ kiểm tra"),
    Fate.PUBLISHED: _l("Đã có trong kho"),
    Fate.REFUSED: _l("Không nhận"),
}
