"""The words of the audit trail: what was done, with what."""

from flask import Flask
from flask_babel import lazy_gettext as _l

ACTS = {
    "demo.seeded": _l("tạo dữ liệu trình diễn"),
    "directive.corrected": _l("sửa thông tin văn bản"),
    "directive.exported": _l("xuất danh mục văn bản"),
    "directive.published": _l("phát hành văn bản"),
    "file.downloaded": _l("tải tệp gốc"),
    "file.read": _l("máy đọc xong tệp"),
    "file.read_again": _l("yêu cầu đọc lại tệp"),
    "file.received": _l("nhận tệp"),
    "file.refused": _l("từ chối tệp"),
    "file.unreadable": _l("máy không đọc được tệp"),
    "item.discarded": _l("bỏ tệp chờ kiểm tra"),
    "item.saved": _l("lưu nháp kiểm tra"),
    "relation.added": _l("thêm quan hệ văn bản"),
    "relation.removed": _l("bỏ quan hệ văn bản"),
    "version.confirmed": _l("xác nhận đã đọc"),
    "version.published": _l("phát hành bản mới"),
}
THINGS = {
    "directive": _l("văn bản"),
    "version": _l("bản"),
    "stored_file": _l("tệp"),
    "intake_item": _l("tệp chờ kiểm tra"),
    "meeting": _l("buổi sinh hoạt"),
    "material": _l("tài liệu"),
    "staff_member": _l("người"),
    "department": _l("đơn vị"),
}


def act_word(act: str) -> str:
    """What an act is called on the screen."""
    return str(ACTS.get(act, act))


def thing_word(thing: str) -> str:
    """What a kind of thing is called on the screen."""
    return str(THINGS.get(thing, thing))


def register(app: Flask) -> None:
    """Let templates use the words."""
    app.jinja_env.globals.update(act_word=act_word, thing_word=thing_word)
