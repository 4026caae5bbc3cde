"""The form of what the office sets itself: the words and the groups of `OfficeSettings`."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Regexp

from intranet.core.forms import NEEDED, text_field
from intranet.core.office_settings import BOUNDS, LONGEST_TEXT, NAMES, OfficeSettings

OUT_OF_BOUNDS = _l("Hãy nhập một số từ %(min)d đến %(max)d.")
PHONE = r"[0-9 ()+./-]+$"
NO_PHONE = _l("Số điện thoại chỉ gồm chữ số, dấu cách và ( ) + . / -, ví dụ 108.")
GROUPS = (
    (_l("Hạn đọc"), ("reading_days", "due_soon_days", "prompt_days")),
    (_l("Nhắc đọc"), ("remind_from_hour", "escalate_after_days")),
    (_l("Lưu giữ"), ("retention_years", "asked_days")),
    (_l("Hỏi đáp"), ("answer_certainty",)),
    (_l("Liên hệ"), ("help_phone",)),
)
UNITS = {
    "reading_days": _l("ngày"),
    "due_soon_days": _l("ngày"),
    "prompt_days": _l("ngày làm việc"),
    "remind_from_hour": _l("giờ"),
    "escalate_after_days": _l("ngày làm việc"),
    "retention_years": _l("năm"),
    "asked_days": _l("ngày"),
    "answer_certainty": _l("nấc"),
}


def _number(name: str, label: object, about: object) -> IntegerField:
    least, most = BOUNDS[name]
    rules = [InputRequired(NEEDED), NumberRange(least, most, OUT_OF_BOUNDS)]
    return IntegerField(label, rules, description=about)


class OfficeSettingsForm(FlaskForm):
    """Each field says what follows from it; numbers have the bounds of the setting."""

    reading_days = _number(
        "reading_days",
        _l("Hạn đọc gợi ý khi phát hành"),
        _l("Trang kiểm tra điền sẵn ngày này; văn thư vẫn đổi được cho từng văn bản."),
    )
    due_soon_days = _number(
        "due_soon_days",
        _l("Sắp đến hạn khi còn"),
        _l("Từ lúc đó văn bản có màu vàng và đứng trong nhóm sắp đến hạn."),
    )
    prompt_days = _number(
        "prompt_days",
        _l("Chia sẻ kịp thời trong"),
        _l("Từ ngày văn bản đến đến ngày phát hành. Báo cáo đã lập giữ số cũ."),
    )
    remind_from_hour = _number(
        "remind_from_hour",
        _l("Cổng tự nhắc từ"),
        _l("Giờ trong ngày làm việc; ngày nghỉ không nhắc."),
    )
    escalate_after_days = _number(
        "escalate_after_days",
        _l("Báo lãnh đạo khi quá hạn"),
        _l("Trưởng đơn vị được báo ngay ngày làm việc đầu tiên sau hạn."),
    )
    retention_years = _number(
        "retention_years",
        _l("Giữ chi tiết đọc"),
        _l(
            "Trang đã xem và tên người đã nghỉ cũ hơn thì được đề nghị rút gọn ở trang Hệ thống; "
            "biên nhận giữ nguyên."
        ),
    )
    asked_days = _number(
        "asked_days",
        _l("Giữ số lượt tìm kiếm"),
        _l("Cũ hơn thì máy tự xóa, không lấy lại được. Không ghi ai tìm."),
    )
    answer_certainty = _number(
        "answer_certainty",
        _l("Mức chắc chắn khi trả lời"),
        _l(
            "1 là chặt: chỉ trả lời khi rất chắc; 2 là vừa; 3 là rộng: trả lời nhiều hơn, "
            "sai nhiều hơn."
        ),
    )
    help_phone = text_field(
        _l("Máy lẻ hỗ trợ"), LONGEST_TEXT, InputRequired(NEEDED), Regexp(PHONE, 0, NO_PHONE)
    )
    help_phone.kwargs["description"] = _l("Ghi ở trang đăng nhập và ở những chỗ cần gọi quản trị.")

    @property
    def wished(self) -> OfficeSettings:
        """The settings as they were typed."""
        typed: dict[str, Any] = {name: self[name].data for name in NAMES}
        return OfficeSettings(**typed)
