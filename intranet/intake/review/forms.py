"""The check page as a form: the facts, whom the directive is for, and what becomes of the file."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from intranet.core.clock import today
from intranet.core.forms import tidy
from intranet.core.office_settings import office
from intranet.directives.forms import EnumField, FactsForm
from intranet.intake.models import IntakeItem
from intranet.intake.processing.suggestions import SuggestedFacts
from intranet.intake.review.addressing_fields import AudienceFields, ReadingOrderFields
from intranet.language.bodies.levels import Level

NEW, VERSION = "new", "version"
OF_A_VERSION = {"csrf_token", "deadline", "deadline_days", "note"}
UNKEPT = {"csrf_token", "revision", "do"}


class CheckForm(AudienceFields, ReadingOrderFields, FactsForm):
    """Everything the clerk decides about one file."""

    revision = IntegerField(widget=HiddenInput(), default=0)
    outcome = RadioField(
        _l("Văn bản này là"),
        choices=[
            SelectChoice(VERSION, _l("Bản mới của văn bản đó")),
            SelectChoice(NEW, _l("Văn bản khác, cùng số")),
        ],
        validate_choice=False,
    )
    note = StringField(_l("Bản mới khác gì"), filters=[tidy])
    read_again = BooleanField(_l("Mọi người cần đọc và xác nhận lại"), default=True)

    @classmethod
    def opened(
        cls, suggestion: SuggestedFacts, item: IntakeItem, package: dict[str, Any]
    ) -> "CheckForm":
        """The form as a clerk finds it: a saved draft as it was typed, else what was read.

        What was not read is taken from the `package` that it came in, if there is one.
        """
        if item.draft:
            typed = [(name, value) for name, values in item.draft.items() for value in values]
            form = cls(formdata=MultiDict(typed))
        else:
            deadline = today() + timedelta(days=office().reading_days)
            fresh = {"level": Level.OTHER, "received_on": today(), "deadline": deadline}
            form = cls(data={**fresh, **package, **suggestion.values()})
        form.revision.data = item.revision
        form.revision.raw_data = None
        return form

    def is_complete(self, *, version: bool) -> bool:
        """Whether everything that is needed is there; a new version keeps the facts it has."""
        self.validate()
        for name in set(self.errors) - OF_A_VERSION if version else ():
            self[name].errors = []
        return not self.errors


def draft_of(form: Any) -> dict[str, list[str]]:
    """The posted fields as they were typed, for a draft."""
    return {name: form.getlist(name) for name in form if name not in UNKEPT}


def entered_draft(form: CheckForm) -> dict[str, list[str]]:
    """What stands in a form, as `draft_of` would have it posted."""
    return {
        field.name: _posted(field)
        for field in form
        if field.name not in UNKEPT and (field.type != "BooleanField" or field.data)
    }


def _posted(field: Any) -> list[str]:
    data = field.data
    if isinstance(field, EnumField):
        return [data.name if data else ""]
    if isinstance(data, date):
        return [f"{data:%d/%m/%Y}"]
    if isinstance(data, (list, tuple, set, frozenset)):
        return [str(value) for value in data]
    return ["y"] if data is True else ["" if data is None else str(data)]


def differences(form: CheckForm, saved: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, saved text) of the typed fields in which another clerk's draft differs."""
    if not saved:
        return []
    differing = []
    for field in form:
        words = ", ".join(map(str, saved.get(field.name, [])))
        typed = ", ".join(map(str, field.raw_data or []))
        if field.type in {"StringField", "TextAreaField", "DayField"} and words != typed:
            differing.append((str(field.label.text), words or _("(để trống)")))
    return differing


class PageForm(FlaskForm):
    """The text of one page as the clerk types it."""

    text = TextAreaField(
        _l("Chữ của trang"),
        validators=[DataRequired(_l("Trang phải còn chữ. Hãy gõ theo hình trang."))],
    )
