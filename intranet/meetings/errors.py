"""What the meetings refuse, in sentences for people."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class EndsBeforeStart(BadInput):
    """The end does not lie after the start."""

    message = _l("Giờ kết thúc phải sau giờ bắt đầu. Hãy xem lại hai ô giờ.")


class InThePast(BadInput):
    """Nobody can be called to a day that is over."""

    message = _l("Ngày họp đã qua. Hãy chọn từ hôm nay trở đi.")


class NobodyInvited(BadInput):
    """The invitation means no person who serves here."""

    message = _l("Chưa mời ai, hoặc các đơn vị đã chọn không có người. Hãy chọn thành phần dự.")


class SecretContent(BadInput):
    """A meeting with state secrets keeps time and place here, nothing more."""

    message = _l(
        "Cuộc họp có nội dung bí mật nhà nước: hệ thống chỉ lưu thời gian, địa điểm và thành phần. "
        "Hãy bỏ chương trình, tài liệu và phần giới thiệu; nội dung chuyển theo đường văn thư mật."
    )


class Cancelled(BadInput):
    """The meeting does not take place."""

    message = _l("Buổi họp đã hủy, không sửa được nữa. Hãy lập buổi họp mới nếu cần.")


class AlreadyOver(BadInput):
    """A meeting that has taken place cannot be cancelled."""

    message = _l("Buổi họp đã diễn ra nên không hủy được.")


class AlreadyStarted(BadInput):
    """Answers are taken until the meeting begins."""

    message = _l("Buổi họp đã bắt đầu nên không đổi trả lời được. Hãy báo thư ký cuộc họp.")


class NotInvited(BadInput):
    """The person may see the meeting but is not expected there."""

    message = _l("Bạn không có trong thành phần dự nên không cần trả lời.")


class ReasonNeeded(BadInput):
    """Whoever stays away says why."""

    message = _l("Hãy ghi lý do vắng.")


class TooEarlyToNote(BadInput):
    """Nobody can be present before the day."""

    message = _l("Chưa đến ngày họp nên chưa điểm danh được. Hãy mở lại trang này vào ngày họp.")


class DirectiveNotInStore(BadInput):
    """No directive of this symbol is in the repository."""

    message = _l("Văn bản này chưa có trong kho. Hãy tải văn bản lên và phát hành trước.")


class NoMaterial(BadInput):
    """Neither a file nor a symbol was given."""

    message = _l("Chưa có gì để thêm. Hãy chọn tệp hoặc nhập số, ký hiệu của văn bản.")
