"""The errors of the portal. Each carries the Vietnamese sentence that a person reads."""

from typing import TypeVar

from flask_babel import lazy_gettext as _l

Thing = TypeVar("Thing")


class PortalError(Exception):
    """Something the portal will not do; the message says why and what to do next."""

    status = 400  # of the protocol
    message = _l("Không thực hiện được. Hãy thử lại hoặc liên hệ Văn phòng.")

    def __str__(self) -> str:
        given = self.args[0] if self.args else None
        return str(self.message if given is None else given)


class NotFound(PortalError):
    """It does not exist, or not for this person."""

    status = 404
    message = _l("Không tìm thấy nội dung này, hoặc nội dung không dành cho bạn.")


def existing(thing: Thing | None) -> Thing:
    """The thing itself. Raises NotFound when there is none."""
    if thing is None:
        raise NotFound
    return thing


class NotAllowed(PortalError):
    """The person is known but has not this duty."""

    status = 403
    message = _l("Bạn không có quyền làm việc này.")


class BadInput(PortalError):
    """What was entered cannot be accepted as it is."""

    message = _l("Nội dung nhập chưa đúng. Hãy xem lại các ô được đánh dấu.")


class ChangedMeanwhile(PortalError):
    """Somebody else changed the same thing after this page was opened."""

    status = 409
    message = _l("Người khác vừa sửa nội dung này. Hãy mở lại trang để xem bản mới nhất.")
