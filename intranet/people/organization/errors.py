"""What the people room refuses, in sentences."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, PortalError


class SignInRefused(PortalError):
    """Name and password do not belong together; says nothing about which of them is wrong."""

    message = _l("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại.")


class AccountLocked(SignInRefused):
    """Too many wrong passwords in a row."""

    message = _l("Tài khoản đang tạm khóa. Hãy thử lại sau.")


class AccountClosed(SignInRefused):
    """The person has left the agency."""

    message = _l("Tài khoản đã ngừng hoạt động. Hãy liên hệ quản trị hệ thống nếu có nhầm lẫn.")


class WeakPassword(BadInput):
    """A new password that the agency's rule does not accept."""

    message = _l("Mật khẩu mới chưa đạt yêu cầu.")


class NameTaken(BadInput):
    """A username, code or department name that somebody else already has."""

    message = _l("Tên này đã có. Hãy chọn tên khác.")


class LastAdmin(BadInput):
    """The change would leave the portal without an administrator."""

    message = _l("Đây là quản trị hệ thống cuối cùng. Hãy cử người khác làm quản trị trước.")


class RosterUnreadable(BadInput):
    """The file is no list of staff that can be read."""

    message = _l("Không đọc được danh sách. Hãy dùng tệp mẫu (CSV hoặc XLSX) rồi nhập lại.")


class RosterHasErrors(BadInput):
    """At least one row of the list is wrong; nothing was saved."""

    message = _l("Danh sách có dòng sai nên chưa lưu gì. Hãy sửa các dòng đó rồi nhập lại.")
