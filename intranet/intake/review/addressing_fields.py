"""Whom a directive is for and how it is to be read, as parts of the clerk's forms."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import NumberRange, Optional

from intranet.core.forms import DayField
from intranet.directives.audience.rule import Audience
from intranet.directives.values import Following, ReadingOrder
from intranet.people.roles import Role

ALL, CHOSEN = "all", "chosen"
MOST_DAYS = 250


class CheckboxesField(SelectMultipleField):
    """Check boxes of numbered things; the page draws them itself."""

    def __init__(self, label: object, coerce: Any = int, **more: Any) -> None:
        super().__init__(label, coerce=coerce, choices=[], validate_choice=False, **more)


class AudienceFields:
    """The fields that say whom a directive is addressed to, and who is left out."""

    audience = RadioField(
        _l("Phổ biến đến"),
        choices=[
            SelectChoice(ALL, _l("Toàn cơ quan")),
            SelectChoice(CHOSEN, _l("Đơn vị, chức vụ, nhóm và người được chọn")),
        ],
        validate_choice=False,
        default=ALL,
    )
    departments = CheckboxesField(_l("Đơn vị"))
    staff = CheckboxesField(_l("Từng người"))
    roles = CheckboxesField(_l("Vai trò"), coerce=str)
    titles = CheckboxesField(_l("Chức vụ"), coerce=str)
    groups = CheckboxesField(_l("Nhóm đã lưu"))
    except_departments = CheckboxesField(_l("Trừ đơn vị"))
    except_staff = CheckboxesField(_l("Trừ người"))

    def entered_audience(self) -> Audience:
        """Whom the clerk chose, without those left out."""
        without = self._ticked("except_departments", "except_staff")
        if self.audience.data == ALL:
            return Audience(everybody=True, **without)
        roles = frozenset(role for role in Role if role.value in (self.roles.data or ()))
        named = self._ticked("departments", "staff", "titles", "groups")
        return Audience(roles=roles, **named, **without)

    def _ticked(self, *names: str) -> dict[str, Any]:
        return {name: frozenset(getattr(self, name).data or ()) for name in names}


class ReadingOrderFields:
    """The fields that say how a directive is to be read."""

    assign = BooleanField(_l("Giao đọc"), default=True)
    must_confirm = BooleanField(_l("Bắt buộc xác nhận đã đọc"), default=True)
    deadline = DayField(_l("Hạn đọc"), [Optional()])
    deadline_days = IntegerField(
        _l("Hoặc số ngày làm việc"),
        [
            Optional(),
            NumberRange(1, MOST_DAYS, _l("Số ngày làm việc phải từ 1 đến 250. Hãy nhập lại.")),
        ],
        description=_l("Ghi số ngày thì ngày ở trên không dùng; ngày nghỉ không tính."),
    )
    following = RadioField(
        _l("Người đến sau"),
        choices=[
            SelectChoice(Following.FOLLOWS.value, _l("Cũng phải đọc khi còn hiệu lực")),
            SelectChoice(Following.FIXED.value, _l("Không: chỉ danh sách của ngày phát hành")),
        ],
        validate_choice=False,
        default=Following.FOLLOWS.value,
    )
    remind = BooleanField(
        _l("Nhắc tự động"),
        default=True,
        description=_l(
            "Nửa thời hạn, trước hạn một ngày, khi quá hạn (báo trưởng đơn vị), "
            "ba ngày làm việc sau (báo lãnh đạo)."
        ),
    )

    def reading_order(self) -> ReadingOrder | None:
        """How it is to be read, or None when it is only to be found."""
        if not self.assign.data:
            return None
        days = self.deadline_days.data
        fixed = self.following.data == Following.FIXED.value
        return ReadingOrder(
            self.must_confirm.data,
            None if days else self.deadline.data,
            days,
            Following.FIXED if fixed else Following.FOLLOWS,
            self.remind.data,
        )
