"""The words of the channels, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.intake.models import Channel, Fate

CHANNEL_WORDS = {
    Channel.UPLOAD: _l("Tải lên"),
    Channel.IMPORT: _l("Lệnh nhập"),
    Channel.FOLDER: _l("Thư mục"),
    Channel.MAIL: _l("Thư điện tử"),
}
FATE_WORDS = {
    Fate.TAKEN: _l("Đã nhận"),
    Fate.KNOWN: _l("Đã có, đang chờ kiểm tra"),
    Fate.PUBLISHED: _l("Đã có trong kho"),
    Fate.REFUSED: _l("Không nhận"),
}
