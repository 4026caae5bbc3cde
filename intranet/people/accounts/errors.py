"""What signing in and choosing a password refuse, in sentences."""

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
