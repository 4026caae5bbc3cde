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
FILE_ICONS = {
    "pdf": "file-earmark-pdf",
    **dict.fromkeys(("docx", "doc", "odt", "rtf"), "file-earmark-word"),
    **dict.fromkeys(("xlsx", "xls", "ods"), "file-earmark-excel"),
    **dict.fromkeys(("pptx", "ppt", "odp"), "file-earmark-slides"),
    "image": "file-earmark-image",
    "html": "file-earmark-code",
    "zip": "file-earmark-zip",
}
"""The icon of each kind of file; others are plain text."""


def file_icon(kind: str) -> str:
    """The icon of a kind of file."""
    return FILE_ICONS.get(kind, "file-earmark-text")


FATE_WORDS = {
    Fate.TAKEN: _l("Đã nhận"),
    Fate.KNOWN: _l("Đã có, đang chờ kiểm tra"),
    Fate.PUBLISHED: _l("Đã có trong kho"),
    Fate.REFUSED: _l("Không nhận"),
}
