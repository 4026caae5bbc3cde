"""The forms for who is away and who stands in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import TextInput

from intranet.people.models import StaffMember
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.words import ABSENCE_WORDS

NEEDED = _l("Ô này cần được điền.")
UNKNOWN_DAY = _l("Không đọc được ngày. Hãy nhập như 12/08/2025.")
WAYS = ["%d/%m/%Y", "%Y-%m-%d"]


class Day(DateField):
    """A day typed as 12/08/2025."""

    widget = TextInput()

    def __init__(self, label: object, validators: Sequence[Any], **more: Any) -> None:
        looks = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
        super().__init__(label, validators, format=WAYS, render_kw=looks, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The day, or a sentence that shows how to write one."""
        try:
            super().process_formdata([str(one).strip() for one in valuelist])
        except ValueError:
            raise ValueError(str(UNKNOWN_DAY)) from None


def _person(label: object) -> SelectField:
    return SelectField(label, [DataRequired(NEEDED)], coerce=int)


class AbsenceForm(FlaskForm):
    """Somebody is away for long."""

    staff = _person(_l("Người"))
    kind = SelectField(_l("Lý do"))
    since = Day(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = Day(_l("Trở lại ngày"), [Optional()])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Who may be chosen, and why somebody may be away."""
        self.staff.choices = named(people)
        self.kind.choices = [(kind.value, str(ABSENCE_WORDS[kind])) for kind in AbsenceKind]


class DelegationForm(FlaskForm):
    """Somebody stands in for somebody."""

    staff = _person(_l("Người ủy quyền"))
    to = _person(_l("Người được ủy quyền"))
    since = Day(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = Day(_l("Hết hiệu lực ngày"), [DataRequired(NEEDED)])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Who may be chosen."""
        self.staff.choices = self.to.choices = named(people)


def named(people: Sequence[StaffMember]) -> list[tuple[int, str]]:
    """People as choices: name and unit."""
    return [(one.id, f"{one.full_name}, {one.department.short_name}") for one in people]
