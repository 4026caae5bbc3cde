"""The forms for who is away and who stands in."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from intranet.core.forms import NEEDED, DayField
from intranet.people.models import StaffMember
from intranet.people.organization.models import AbsenceKind
from intranet.people.organization.words import ABSENCE_WORDS


def _person(label: object) -> SelectField:
    return SelectField(label, [DataRequired(NEEDED)], coerce=int)


class AbsenceForm(FlaskForm):
    """Somebody is away for long."""

    staff = _person(_l("Người"))
    kind = SelectField(_l("Lý do"))
    since = DayField(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = DayField(_l("Trở lại ngày"), [Optional()])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Who may be chosen, and why somebody may be away."""
        self.staff.choices = _names(people)
        self.kind.choices = [(kind.value, str(ABSENCE_WORDS[kind])) for kind in AbsenceKind]


class DelegationForm(FlaskForm):
    """Somebody stands in for somebody."""

    staff = _person(_l("Người ủy quyền"))
    to = _person(_l("Người được ủy quyền"))
    since = DayField(_l("Từ ngày"), [DataRequired(NEEDED)])
    until = DayField(_l("Hết hiệu lực ngày"), [DataRequired(NEEDED)])
    reason = StringField(_l("Ghi chú"), [Length(max=200)])

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Who may be chosen."""
        self.staff.choices = self.to.choices = _names(people)


def _names(people: Sequence[StaffMember]) -> list[tuple[int, str]]:
    return [(staff.id, f"{staff.full_name}, {staff.department.short_name}") for staff in people]
