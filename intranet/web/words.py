"""The words of the audit trail: what was done, with what."""

from flask import Flask
from flask_babel import lazy_gettext as _l

ACTS = {
    "citation.confirmed": _l("xác nhận quan hệ máy tìm thấy"),
    "citation.rejected": _l("loại quan hệ máy tìm thấy"),
    "demo.seeded": _l("tạo dữ liệu trình diễn"),
    "department.added": _l("thêm đơn vị"),
    "department.changed": _l("sửa đơn vị"),
    "department.moved": _l("đổi thứ tự đơn vị"),
    "directive.corrected": _l("sửa thông tin văn bản"),
    "directive.published": _l("phát hành văn bản"),
    "directive.widened": _l("mở rộng phạm vi phổ biến"),
    "index.mended": _l("sửa chỉ mục tìm kiếm theo cơ sở dữ liệu"),
    "index.rebuilt": _l("yêu cầu lập lại chỉ mục tìm kiếm"),
    "index.switched": _l("chuyển bộ tìm kiếm"),
    "file.read": _l("máy đọc xong tệp"),
    "file.read_again": _l("yêu cầu đọc lại tệp"),
    "page.read_again": _l("yêu cầu đọc lại trang"),
    "page.adopted": _l("dùng bản đọc lại của trang"),
    "page.corrected": _l("sửa chữ của trang"),
    "correction.learned": _l("máy học điều văn thư sửa"),
    "correction.forgotten": _l("bỏ điều máy đã học"),
    "file.received": _l("nhận tệp"),
    "file.refused": _l("từ chối tệp"),
    "file.unreadable": _l("máy không đọc được tệp"),
    "item.arrived": _l("nhận tệp qua nguồn tự động"),
    "isolation.asked": _l("yêu cầu cách ly và xóa"),
    "isolation.finished": _l("xóa xong khỏi đĩa"),
    "isolation.lifted": _l("bỏ cách ly"),
    "isolation.ordered": _l("cách ly và xóa"),
    "item.discarded": _l("bỏ tệp chờ kiểm tra"),
    "item.saved": _l("lưu nháp kiểm tra"),
    "language.chosen": _l("đổi ngôn ngữ"),
    "mail.sent_again": _l("cho gửi lại thư bị từ chối"),
    "mail.tried": _l("gửi thư thử"),
    "material.added": _l("thêm tài liệu"),
    "material.removed": _l("gỡ tài liệu"),
    "material.shown": _l("mở xem tài liệu"),
    "material.taken": _l("tải tài liệu"),
    "meeting.agenda_set": _l("đặt chương trình buổi sinh hoạt"),
    "meeting.attendance_noted": _l("điểm danh"),
    "meeting.called": _l("mời sinh hoạt"),
    "meeting.cancelled": _l("hủy buổi sinh hoạt"),
    "meeting.changed": _l("sửa buổi sinh hoạt"),
    "meeting.invited": _l("đổi thành phần mời"),
    "meeting.replied": _l("trả lời lời mời"),
    "notices.chosen": _l("đổi cách nhận thông báo"),
    "original.shown": _l("mở xem tệp gốc"),
    "original.taken": _l("tải tệp gốc"),
    "password.changed": _l("đổi mật khẩu"),
    "password.rehashed": _l("nâng cấp mã hóa mật khẩu"),
    "password.reset": _l("cấp lại mật khẩu"),
    "relation.added": _l("thêm quan hệ văn bản"),
    "relation.removed": _l("bỏ quan hệ văn bản"),
    "search.saved": _l("lưu câu tìm"),
    "search.forgotten": _l("xóa câu tìm đã lưu"),
    "search.feed_opened": _l("mở nguồn tin của câu tìm"),
    "search.feed_ended": _l("dừng nguồn tin của câu tìm"),
    "sessions.ended": _l("kết thúc mọi phiên"),
    "shelf.exported": _l("xuất danh mục văn bản"),
    "sign_in.done": _l("đăng nhập"),
    "sign_in.failed": _l("đăng nhập không được"),
    "sign_out.done": _l("đăng xuất"),
    "staff.added": _l("thêm người"),
    "staff.changed": _l("sửa thông tin người"),
    "staff.imported": _l("nhập danh sách người"),
    "staff.locked": _l("tạm khóa tài khoản"),
    "staff.unlocked": _l("mở khóa tài khoản"),
    "words.added": _l("thêm từ viết tắt, từ đồng nghĩa"),
    "words.removed": _l("xóa từ viết tắt, từ đồng nghĩa"),
    "words.switched_off": _l("tắt từ viết tắt, từ đồng nghĩa"),
    "words.switched_on": _l("bật từ viết tắt, từ đồng nghĩa"),
    "version.confirmed": _l("xác nhận đã đọc"),
    "questions.asked": _l("soạn câu hỏi kiểm tra"),
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
    "saved_search": _l("câu tìm đã lưu"),
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
