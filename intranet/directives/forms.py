"""The facts of a directive as a form: on the clerk's check page and wherever they are corrected."""

from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from intranet.core.forms import NEEDED, DayField, text_field, tidy
from intranet.directives.models import Directive, RelationKind, Status, Urgency
from intranet.directives.values import SAME_NAME, DirectiveFacts
from intranet.directives.words import LEVEL, RELATION, STATUS, TYPE, URGENCY
from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import PoliticalSystem
from intranet.language.text.normalization import fold


class EnumField(SelectField):
    """One member of an enum; with `nothing` also none of them."""

    def __init__(
        self, label: object, words: dict[Any, Any], *, nothing: object | None = None, **more: Any
    ) -> None:
        offered = words if nothing is None else {None: nothing, **words}
        self.members = {member.name if member else "": member for member in offered}
        choices = [wtforms.SelectChoice(name, offered[one]) for name, one in self.members.items()]
        super().__init__(label, choices=choices, coerce=self._member, **more)
        self.invalid_value_message = _l("Hãy chọn một mục có trong danh sách.")
        self.invalid_choice_message = self.invalid_value_message
        self.type = "SelectField"  # drawn as one

    def _member(self, named: Any) -> Any:
        if isinstance(named, str) and named not in self.members:
            raise ValueError
        return self.members[named] if isinstance(named, str) else named


def kind_words() -> dict[DocumentType, str]:
    """All kinds with their names, in the order of the alphabet."""
    return {kind: TYPE[kind] for kind in sorted(TYPE_NAMES, key=lambda kind: fold(kind.vietnamese))}


class FactsForm(FlaskForm):
    """The facts that the clerk confirms; `facts()` gives them as a value."""

    symbol = text_field(_l("Số, ký hiệu"), 80)
    kind = EnumField(_l("Loại văn bản"), kind_words(), nothing=_l("Chưa rõ"))
    level = EnumField(_l("Cấp ban hành"), LEVEL)
    body = text_field(_l("Cơ quan ban hành"), 200, DataRequired(NEEDED))
    issued_on = DayField(_l("Ngày ban hành"), [Optional()])
    received_on = DayField(_l("Ngày đến"), [InputRequired(NEEDED)])
    subject = text_field(_l("Trích yếu"), 2000, DataRequired(NEEDED), kind=wtforms.TextAreaField)
    signer = text_field(_l("Người ký"), 120)
    signer_title = text_field(_l("Chức vụ người ký"), 200)
    urgency = EnumField(_l("Độ khẩn"), URGENCY, default=Urgency.NORMAL)
    status = EnumField(_l("Hiệu lực"), STATUS, default=Status.IN_FORCE)
    topics = text_field(_l("Chủ đề"), 400)
    for_website = wtforms.BooleanField(_l("Đăng trên Trang thông tin điện tử của cơ quan"))

    def validate_topics(self, field: Any) -> None:
        """Each topic is short: it becomes a label."""
        if any(len(name) > 80 for name in _names(field.data)):
            raise ValidationError(
                _("Mỗi chủ đề dài nhất 80 ký tự. Hãy dùng dấu phẩy giữa các chủ đề.")
            )

    def facts(
        self, *, system: PoliticalSystem | None = None, authority_mark: str = ""
    ) -> DirectiveFacts:
        """The facts as entered; what the form does not ask comes as an argument."""
        same = {name: self[name].data for name in SAME_NAME if name in self}
        topics, body = _names(self.topics.data), self.body.data
        return DirectiveFacts(
            issuing_body=body, system=system, authority_mark=authority_mark, topics=topics, **same
        )


def _names(text: str) -> tuple[str, ...]:
    names = (tidy(name) for name in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


class CorrectionForm(FactsForm):
    """The facts of a published directive, and which state of them was on the page."""

    changed = wtforms.HiddenField()

    @classmethod
    def of(cls, directive: Directive, **more: Any) -> "CorrectionForm":
        """The form filled with a directive's present facts; what was posted goes before them."""
        facts = {name: getattr(directive, name) for name in SAME_NAME if hasattr(cls, name)}
        topics = ", ".join(topic.name for topic in directive.topics)
        changed = directive.changed_at.isoformat()
        body = directive.issuing_body.name
        return cls(data={**facts, "body": body, "topics": topics, "changed": changed}, **more)

    def is_stale(self, directive: Directive) -> bool:
        """Whether somebody else corrected the directive after this page was opened."""
        return bool(self.changed.data != directive.changed_at.isoformat())


class RelationForm(FlaskForm):
    """A relation to another directive, named by its symbol."""

    relation = EnumField(_l("Quan hệ"), RELATION, default=RelationKind.BASIS)
    target = text_field(_l("Số, ký hiệu của văn bản kia"), 80, DataRequired(NEEDED))
