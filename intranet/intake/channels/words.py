"""The words of the channels, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.intake.models import Channel, Fate
from intranet.intake.processing.item_progress import Stage

CHANNEL_WORDS = {
    Channel.UPLOAD: _l("Tải lên"),
    Channel.IMPORT: _l("Lệnh nhập"),
    Channel.FOLDER: _l("Thư mục"),
    Channel.MAIL: _l("Thư điện tử"),
}
STEP_WORDS = {
    Stage.PUBLISHED: _l("đã phát hành"),
    Stage.TO_CHECK: _l("chờ kiểm tra"),
    Stage.RECEIVED: _l("đang đọc"),
    Stage.NEEDS_RECOGNITION: _l("cần nhận dạng"),
    Stage.FAILED: _l("không đọc được"),
}
"""What the upload page counts; files that are being read count among the received ones."""
FATE_WORDS = {
    Fate.TAKEN: _l("Đã nhận"),
    Fate.KNOWN: _l("Đã có, đang chờ kiểm tra"),
    Fate.PUBLISHED: _l("Đã có trong kho"),
    Fate.REFUSED: _l("Không nhận"),
}
