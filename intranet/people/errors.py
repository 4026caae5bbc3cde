"""What accounts and the organization refuse, in sentences."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, PortalError


class SignInRefused(PortalError):
    """Name and password do not belong together; says nothing about which of them is wrong."""

    message = _l("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy nhập lại.")


class SignInDelayed(SignInRefused):
    """Too many wrong passwords in a row under this name from this place."""

    message = _l("Đã nhập sai nhiều lần từ máy này. Hãy đợi rồi thử lại.")


class WrongCurrentPassword(BadInput):
    """The password in use was mistyped where a new one is chosen."""

    message = _l("Mật khẩu đang dùng chưa đúng.")


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


class MoveOutOfOrder(BadInput):
    """The day lies ahead, or before an earlier change of place."""

    message = _l("Ngày chuyển phải sau lần thay đổi trước và không ở tương lai. Hãy xem lại ngày.")


class DatesReversed(BadInput):
    """The end lies before the beginning."""

    message = _l("Ngày kết thúc phải sau ngày bắt đầu. Hãy xem lại hai ngày.")


class DelegatedToSelf(BadInput):
    """A person cannot stand in for themselves."""

    message = _l("Không thể ủy quyền cho chính mình. Hãy chọn người khác.")


class UnreadableLine(BadInput):
    """A line that does not begin with a day."""
