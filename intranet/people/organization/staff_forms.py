"""The forms for a person and for a department."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from intranet.core.clock import today
from intranet.people.models import EMAIL, USERNAME, Department
from intranet.people.organization.staff_actions import StaffFacts
from intranet.people.roles import ROLE_WORDS, Role

FILL_IN = _l("Hãy điền ô này.")
LONG = _l("Ô này dài quá. Hãy viết ngắn lại.")
ROLES = list(ROLE_WORDS.items())


class StaffForm(FlaskForm):
    """What the administrator says about a person."""

    full_name = StringField(
        _l("Họ và tên"), [InputRequired(FILL_IN), Length(max=120, message=LONG)]
    )
    department_id = SelectField(_l("Đơn vị"), coerce=int)
    role = SelectField(
        _l("Vai trò"), choices=[SelectChoice(role.value, words) for role, words in ROLES]
    )
    title = StringField(_l("Chức vụ"), [Length(max=120, message=LONG)])
    email = StringField(
        _l("Thư điện tử"),
        [
            Optional(),
            Length(max=160, message=LONG),
            Regexp(EMAIL.pattern + "$", message=_l("Thư điện tử chưa đúng.")),
        ],
    )
    joined_on = DateField(_l("Ngày vào cơ quan"), [Optional()])

    def facts(self, department: Department) -> StaffFacts:
        """The form's values in the words of the action."""
        left_on = self.left_on.data if "left_on" in self else None
        return StaffFacts(
            " ".join(self.full_name.data.split()),
            department,
            Role(self.role.data),
            " ".join((self.title.data or "").split()),
            (self.email.data or "").strip(),
            self.joined_on.data,
            left_on,
        )


class NewStaffForm(StaffForm):
    """The same, for somebody who has no account yet."""

    username = StringField(
        _l("Tên đăng nhập"),
        [
            InputRequired(FILL_IN),
            Regexp(
                rf"^\s*(?i:{USERNAME.pattern})\s*$",
                message=_l("Chỉ gồm chữ không dấu, chữ số và . _ -, từ 3 ký tự."),
            ),
        ],
    )


class EditStaffForm(StaffForm):
    """The same, with the day since when the place counts, and that of leaving."""

    since = DateField(_l("Ở nơi này từ ngày"), [Optional()])
    left_on = DateField(_l("Ngày thôi việc"), [Optional()])

    def validate_left_on(self, field: DateField) -> None:
        """Somebody who still comes to work is not shut out before the day."""
        if field.data and field.data > today():
            raise ValidationError(
                _("Ngày thôi việc chưa đến. Hãy ghi vào ngày đó, khi người này đã thôi việc.")
            )


class DepartmentForm(FlaskForm):
    """Code, name and short name of a department."""

    name = StringField(_l("Tên đơn vị"), [InputRequired(FILL_IN), Length(max=120, message=LONG)])
    short_name = StringField(_l("Tên ngắn"), [InputRequired(FILL_IN), Length(max=32, message=LONG)])
    code = StringField(_l("Mã"), [InputRequired(FILL_IN), Length(max=32, message=LONG)])
