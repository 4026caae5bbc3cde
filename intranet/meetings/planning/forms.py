"""A meeting as a form: time and place, who is invited, the points of the agenda."""

import re
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, time
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from intranet.core.application import number_in
from intranet.core.clock import HOME, local_day
from intranet.core.errors import BadInput
from intranet.core.forms import NEEDED, DayField, text_field, tidy
from intranet.directives.audience.rule import Audience
from intranet.intake.review.addressing_fields import ALL, CHOSEN, CheckboxesField
from intranet.meetings.errors import EndsBeforeStart, InThePast, NobodyInvited
from intranet.meetings.models import Meeting
from intranet.meetings.planning.actions import AgendaPoint, MeetingPlan, points_of

CLOCK = re.compile(r"([01]?\d|2[0-3])\s*+(?:[:hg.]\s*+([0-5]\d)?)?\s*+(?:giờ)?", re.IGNORECASE)
BLANK_ROWS = 4
MOST_POINTS = 60
LONGEST = 24 * 60


class ClockField(StringField):
    """A time of day as people type it: 14:00, 14h30, 8h."""

    def __init__(self, label: object, validators: Sequence[Any] = (), **more: Any) -> None:
        looks = {"placeholder": "14:00", "inputmode": "text", "autocomplete": "off", "size": 6}
        super().__init__(label, list(validators), render_kw=looks, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The time, or a sentence that shows how to write one."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        if not typed:
            return
        clock = CLOCK.fullmatch(typed)
        if clock is None:
            raise ValueError(_("Không đọc được giờ. Hãy nhập như 14:00 hoặc 14h30."))
        self.data = time(int(clock[1]), int(clock[2] or 0))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H:%M") if self.data else ""


REFUSED_BESIDE: dict[str, type[BadInput]] = {
    "ends": EndsBeforeStart,
    "day": InThePast,
    "invited": NobodyInvited,
}
"""Beside which field of MeetingForm a refusal is shown; others stand above the form."""
SAME_NAME = [field.name for field in fields(MeetingPlan) if not field.name.endswith("_at")]
"""What the form and the meeting call by the same name."""


class MeetingForm(FlaskForm):
    """The form of a meeting; `plan()` and `audience()` give its contents as values."""

    title = text_field(_l("Chủ đề"), 300, DataRequired(NEEDED))
    day = DayField(_l("Ngày"), [InputRequired(NEEDED)])
    starts = ClockField(_l("Từ"), [InputRequired(NEEDED)])
    ends = ClockField(_l("Đến"), [InputRequired(NEEDED)])
    place = text_field(_l("Địa điểm"), 200)
    online_link = text_field(_l("Đường dẫn dự trực tuyến"), 300)
    chair = text_field(_l("Chủ trì"), 200)
    secretary = text_field(_l("Thư ký"), 200)
    summary = text_field(_l("Giới thiệu ngắn"), 4000, kind=TextAreaField)
    has_secret_content = BooleanField(_l("Cuộc họp có nội dung bí mật nhà nước"))
    invited = RadioField(
        _l("Thành phần dự"),
        choices=[
            SelectChoice(ALL, _l("Toàn cơ quan")),
            SelectChoice(CHOSEN, _l("Đơn vị và người được chọn")),
        ],
        default=ALL,
    )
    departments = CheckboxesField(_l("Đơn vị"))
    staff = CheckboxesField(_l("Từng người"))
    state = HiddenField()

    def validate_online_link(self, field: Any) -> None:
        """Only an address that a browser opens safely."""
        if field.data and not re.match(r"https?://[^\s]+$", field.data):
            raise ValidationError(_("Đường dẫn phải bắt đầu bằng https://."))

    def plan(self) -> MeetingPlan:
        """Time, place and people in front."""
        same = {name: self[name].data for name in SAME_NAME}
        return MeetingPlan(starts_at=self._at(self.starts), ends_at=self._at(self.ends), **same)

    def _at(self, field: ClockField) -> datetime:
        assert self.day.data is not None  # the form was validated
        return datetime.combine(self.day.data, field.data, HOME)

    def audience(self) -> Audience:
        """Who is invited."""
        if self.invited.data == ALL:
            return Audience(everybody=True)
        return Audience(
            departments=frozenset(self.departments.data or ()),
            staff=frozenset(self.staff.data or ()),
        )

    @classmethod
    def of(cls, meeting: Meeting, **more: Any) -> "MeetingForm":
        """The form filled with a meeting; what was posted goes before it."""
        guests = [invitation.guest for invitation in meeting.invitations]
        return cls(
            data={
                **{name: getattr(meeting, name) for name in SAME_NAME},
                "day": local_day(meeting.starts_at),
                "starts": meeting.starts_at.astimezone(HOME).time(),
                "ends": meeting.ends_at.astimezone(HOME).time(),
                "invited": ALL if (None, None) in guests else CHOSEN,
                "departments": [unit for unit, _person in guests if unit],
                "staff": [person for _unit, person in guests if person],
                "state": state_of(meeting),
            },
            **more,
        )


def state_of(meeting: Meeting) -> str:
    """A short mark of what a meeting says now: another one means somebody changed it."""
    plan = [getattr(meeting, name) for name in MeetingPlan.__dataclass_fields__]
    pairs = (invitation.guest for invitation in meeting.invitations)
    guests = sorted((unit or 0, person or 0) for unit, person in pairs)
    parts = (*plan, guests, *map(asdict, points_of(meeting)))
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def typed_rows(form: MultiDict[str, str]) -> list[dict[str, str]]:
    """The rows of the agenda as they were typed, blank ones left out."""
    names = ("id", "title", "presenter", "minutes")
    columns = [form.getlist(f"point_{name}") for name in names]
    rows = [dict(zip(names, map(tidy, row), strict=True)) for row in zip(*columns, strict=False)]
    return [row for row in rows if row["title"] or row["presenter"] or row["minutes"]]


def as_rows(points: Sequence[AgendaPoint]) -> list[dict[str, str]]:
    """Points as rows of the form."""
    return [{name: str(value or "") for name, value in asdict(point).items()} for point in points]


def points(rows: Sequence[dict[str, str]]) -> list[AgendaPoint]:
    """The agenda as values. Raises BadInput; a row that cannot be understood is marked."""
    if len(rows) > MOST_POINTS:
        raise BadInput(_("Chương trình dài quá %(n)s mục.", n=MOST_POINTS))
    return [_point(number, row) for number, row in enumerate(rows, 1)]


def _point(number: int, row: dict[str, str]) -> AgendaPoint:
    minutes = number_in(row["minutes"] or "0", LONGEST)
    if not row["title"]:
        raise _marked(row, _("Mục %(n)s của chương trình chưa có nội dung.", n=number))
    if minutes is None:
        words = _("Số phút của mục %(n)s phải là một số, ví dụ 30.", n=number)
        raise _marked(row, words, "minutes")
    if len(row["title"]) > 300 or len(row["presenter"]) > 200:
        raise _marked(row, _("Mục %(n)s của chương trình dài quá, hãy rút gọn.", n=number))
    return AgendaPoint(row["title"], row["presenter"], minutes, number_in(row["id"]))


def _marked(row: dict[str, str], words: str, wrong: str = "title") -> BadInput:
    row |= {"wrong": wrong, "words": words}
    return BadInput(words)
