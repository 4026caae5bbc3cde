"""The forms for a person, for a department, for who is away and for who stands in."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from intranet.core.clock import today
from intranet.core.forms import NEEDED, ChoiceField, DayField, tidy
from intranet.people.models import EMAIL, USERNAME, Department, StaffMember
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.staff_actions import StaffFacts
from intranet.people.organization.words import ABSENCE_WORDS
from intranet.people.roles import ROLE_WORDS, Role

FILLED = InputRequired(_l("Hãy điền ô này."))
MISSPELT = _l("Chỉ gồm chữ không dấu, chữ số và . _ -, từ 3 ký tự.")
LONG = _l("Ô này dài quá. Hãy viết ngắn lại.")


def _text(label: object, most: int, *rules: Callable[..., None]) -> StringField:
    return StringField(label, [*rules, Length(max=most, message=LONG)], filters=[tidy])


class StaffForm(FlaskForm):
    """What the administrator says about a person."""

    full_name = _text(_l("Họ và tên"), 120, FILLED)
    department_id = ChoiceField(_l("Đơn vị"), [DataRequired(NEEDED)])
    role = SelectField(
        _l("Vai trò"), choices=[SelectChoice(role.value, ROLE_WORDS[role]) for role in ROLE_WORDS]
    )
    title = _text(_l("Chức vụ"), 120)
    email = _text(
        _l("Thư điện tử"), 160,
        Optional(), Regexp(f"{EMAIL.pattern}$", 0, _l("Thư điện tử chưa đúng.")),
    )  # fmt: skip
    joined_on = DayField(_l("Ngày vào cơ quan"), [Optional()])

    def facts(self, department: Department) -> StaffFacts:
        """The form's values in the words of the action."""
        left_on = self.left_on.data if "left_on" in self else None
        return StaffFacts(
            self.full_name.data, department, Role(self.role.data), self.title.data,
            self.email.data, self.joined_on.data, left_on,
        )  # fmt: skip


class NewStaffForm(StaffForm):
    """The same, for somebody who has no account yet."""

    username = StringField(
        _l("Tên đăng nhập"), [FILLED, Regexp(rf"^\s*(?i:{USERNAME.pattern})\s*$", 0, MISSPELT)]
    )


class EditStaffForm(StaffForm):
    """The same, with the day since when the place counts, and that of leaving."""

    since = DayField(_l("Ở nơi này từ ngày"), [Optional()])
    left_on = DayField(_l("Ngày thôi việc"), [Optional()])

    def validate_left_on(self, field: DayField) -> None:
        """Somebody who still comes to work is not shut out before the day."""
        if field.data and field.data > today():
            raise ValidationError(
                _("Ngày thôi việc chưa đến. Hãy ghi vào ngày đó, khi người này đã thôi việc.")
            )


class DepartmentForm(FlaskForm):
    """Code, name and short name of a department."""

    name = _text(_l("Tên đơn vị"), 120, FILLED)
    short_name = _text(_l("Tên ngắn"), 32, FILLED)
    code = _text(_l("Mã"), 32, FILLED)


class PersonField(ChoiceField):
    """One person, found by typing a part of the name; nobody is chosen first."""

    def __init__(self, label: object, validators: Iterable[Any] = (), **more: Any) -> None:
        super().__init__(label, validators, typed=_l("Gõ họ tên hoặc đơn vị"), **more)

    def offer(self, people: Iterable[StaffMember]) -> None:
        """Who may be chosen, by unit in the order given."""
        self.choices = [_choice(staff) for staff in people]


def _choice(staff: StaffMember) -> SelectChoice:
    unit = staff.department
    shown = {"data-detail": ", ".join(filter(None, (staff.title, unit.short_name)))}
    return SelectChoice(staff.id, staff.full_name, shown, unit.name)


class AbsenceForm(FlaskForm):
    """Somebody is away for long."""

    PREFIX = "nghi-"
    staff = PersonField(_l("Người"), [DataRequired(NEEDED)])
    kind = ChoiceField(
        _l("Lý do"), [DataRequired(NEEDED)], coerce=AbsenceKind,
        choices=[SelectChoice(kind.value, ABSENCE_WORDS[kind]) for kind in AbsenceKind],
    )  # fmt: skip
    since = DayField(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = DayField(_l("Trở lại ngày"), [Optional()])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])


class DelegationForm(FlaskForm):
    """Somebody stands in for somebody."""

    PREFIX = "uy-quyen-"
    staff = PersonField(_l("Người ủy quyền"), [DataRequired(NEEDED)])
    to = PersonField(_l("Người được ủy quyền"), [DataRequired(NEEDED)])
    since = DayField(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = DayField(_l("Hết hiệu lực ngày"), [DataRequired(NEEDED)])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])


class GroupForm(FlaskForm):
    """A saved group and its members."""

    name = StringField(_l("Tên nhóm"), [DataRequired(NEEDED), Length(max=120)])
    people = SelectMultipleField(_l("Thành viên"), coerce=int, validate_choice=False)
